package doppel.restore.check;

import doppel.Sha256;
import doppel.StorageException;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import doppel.program.RowLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads the facts about a file that {@code MANIFEST} records: its hash, and the number of rows if it is a row file. */
final class FileFacts {

    private final byte[] lineStart = new byte[256];
    private int length;
    private long rows;

    private FileFacts() {}

    /** Reads a file of the fixture in this directory, once, in constant memory. */
    static Manifest.Entry of(Path directory, String file) {
        FileFacts facts = new FileFacts();
        boolean rowFile = FileKind.of(file) == FileKind.ROWS;
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = FixtureFiles.open(directory, file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                if (rowFile) {
                    facts.count(buffer, read);
                }
            }
        } catch (IOException e) {
            throw StorageException.of("Reading " + FixtureFiles.stored(directory, file), e);
        }
        facts.endLine();
        return new Manifest.Entry(file, HexFormat.of().formatHex(digest.digest()), rowFile ? facts.rows : -1);
    }

    private void count(byte[] buffer, int read) {
        for (int i = 0; i < read; i++) {
            if (buffer[i] == '\n') {
                endLine();
            } else if (length < lineStart.length) {
                lineStart[length++] = buffer[i];
            }
        }
    }

    private void endLine() {
        if (RowLine.isRow(lineStart, length)) {
            rows++;
        }
        length = 0;
    }
}
