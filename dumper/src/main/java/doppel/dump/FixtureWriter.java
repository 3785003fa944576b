package doppel.dump;

import doppel.Sha256;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import doppel.literal.DecimalText;
import doppel.literal.RawText;
import doppel.literal.SourceBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Writes the files of a fixture, and remembers what MANIFEST says of them. Not thread-safe. */
final class FixtureWriter {

    private final Path directory;
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private final Set<String> largeValues = new HashSet<>();

    FixtureWriter(Path directory) {
        this.directory = directory;
    }

    /** Writes a file of these parts. */
    Manifest.Entry file(String name, long rows, SourceBuffer... parts) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(directory.resolve(name)), digest)) {
            for (SourceBuffer part : parts) {
                part.writeTo(out);
            }
        }
        Manifest.Entry entry = new Manifest.Entry(name, HexFormat.of().formatHex(digest.digest()), rows);
        entries.add(entry);
        return entry;
    }

    /** Writes a file that holds no rows. */
    void file(String name, String text) throws IOException {
        SourceBuffer buffer = new SourceBuffer();
        buffer.put(text.getBytes(StandardCharsets.UTF_8));
        file(name, -1, buffer);
    }

    /** Writes a large value, once, and gives the name of its file. */
    String large(Object value) throws IOException {
        byte[] bytes = bytes(value);
        String hash = Sha256.of(bytes);
        if (largeValues.add(hash)) {
            Path lobs = Files.createDirectories(directory.resolve(FixtureFiles.LARGE_VALUES));
            Files.write(lobs.resolve(hash), bytes);
            entries.add(new Manifest.Entry(FixtureFiles.LARGE_VALUES + "/" + hash, hash, -1));
        }
        return hash;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof RawText raw) {
            return raw.bytes();
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        String text = value instanceof BigDecimal number ? DecimalText.of(number) : (String) value;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes MANIFEST: the fixture is complete. */
    void manifest(String version) throws IOException {
        Files.writeString(directory.resolve(Manifest.FILE_NAME), new Manifest(version, entries).text());
    }
}
