package doppel.dump;

import doppel.PrivateFiles;
import doppel.Sha256;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import doppel.literal.DecimalText;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import doppel.literal.Utf8Check;
import doppel.literal.ValuePieces;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Writes each large value of a fixture once, to a file that is named by its hash. Those that come in pieces are never
 * in memory. Used by one thread.
 */
final class LargeFiles {

    /** A value of which not all pieces have come; no name of a value begins like this. */
    private static final String GROWING = ".growing";

    private final Path directory;
    private final BiConsumer<Path, Manifest.Entry> taker;
    private final Set<String> names = new HashSet<>();

    /**
     * @param fixture the directory of the fixture
     * @param taker takes each file that was written, with its entry in MANIFEST
     */
    LargeFiles(Path fixture, BiConsumer<Path, Manifest.Entry> taker) {
        this.directory = fixture.resolve(FixtureFiles.LARGE_VALUES);
        this.taker = taker;
    }

    /**
     * A value that was written.
     *
     * @param name the name of its file
     * @param kind what it is, now that all of it has been seen
     */
    record Written(String name, LargeValue.Kind kind) {}

    /**
     * Writes a value, and returns the name of its file.
     *
     * @throws StorageException if it cannot be written
     */
    String write(Object value) {
        byte[] bytes = bytes(value);
        String name = Sha256.of(bytes);
        if (names.add(name)) {
            try {
                PrivateFiles.directory(directory);
                try (OutputStream out = PrivateFiles.create(directory.resolve(name))) {
                    out.write(bytes);
                }
            } catch (IOException e) {
                throw failure(e);
            }
            written(name);
        }
        return name;
    }

    /**
     * Writes a value that comes in pieces.
     *
     * @throws StorageException if it cannot be written
     */
    Written write(ValuePieces value) {
        Path growing = directory.resolve(GROWING);
        MessageDigest digest = Sha256.digest();
        Utf8Check check = new Utf8Check();
        try {
            PrivateFiles.directory(directory);
            try (OutputStream out = PrivateFiles.create(growing)) {
                value.writeTo(new Pieces(out, digest, value.isText() ? check : null));
            }
            String name = HexFormat.of().formatHex(digest.digest());
            if (names.add(name)) {
                Files.move(growing, directory.resolve(name));
                written(name);
            } else {
                Files.delete(growing);
            }
            boolean isValid = value.isText() && check.isValid();
            return new Written(
                    name,
                    !value.isText()
                            ? LargeValue.Kind.BYTES
                            : isValid ? LargeValue.Kind.TEXT : LargeValue.Kind.RAW_TEXT);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Looks at each piece, and writes it. */
    private static final class Pieces extends OutputStream {

        private final OutputStream out;
        private final MessageDigest digest;
        private final Utf8Check check; // of text, else null

        Pieces(OutputStream out, MessageDigest digest, Utf8Check check) {
            this.out = out;
            this.digest = digest;
            this.check = check;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            digest.update(bytes, from, length);
            if (check != null) {
                check.add(bytes, from, length);
            }
            out.write(bytes, from, length);
        }
    }

    private void written(String name) {
        taker.accept(directory.resolve(name), new Manifest.Entry(FixtureFiles.LARGE_VALUES + "/" + name, name, -1));
    }

    private static StorageException failure(IOException e) {
        return StorageException.of("Writing a large value to the fixture", e);
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
}
