package doppel.restore;

import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The source of statements of row files, read again from where they stood. A compressed file has no places to go to: it is
 * unpacked in memory, and kept until another one is asked for. Not thread-safe.
 */
final class RowSources {

    private final Path directory;
    private String unpackedFile = "";
    private byte[] unpacked = {};

    /** @param directory the fixture */
    RowSources(Path directory) {
        this.directory = directory;
    }

    /** These bytes of a row file, as they are when it is not compressed. */
    byte[] bytes(String file, long offset, int size) {
        Path stored = FixtureFiles.stored(directory, file);
        try {
            if (FixtureFiles.isCompressed(stored)) {
                unpack(file);
                return Arrays.copyOfRange(unpacked, (int) offset, (int) offset + size);
            }
            try (RandomAccessFile opened = new RandomAccessFile(stored.toFile(), "r")) {
                byte[] bytes = new byte[size];
                opened.seek(offset);
                opened.readFully(bytes);
                return bytes;
            }
        } catch (IOException e) {
            throw StorageException.of("Reading " + stored, e);
        }
    }

    private void unpack(String file) throws IOException {
        if (!file.equals(unpackedFile)) {
            try (InputStream in = FixtureFiles.open(directory, file)) {
                unpacked = in.readAllBytes();
                unpackedFile = file;
            }
        }
    }
}
