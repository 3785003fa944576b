package doppel.restore.statement;

import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The row files of a fixture, by name and by number, and the source of their statements, read again from their places.
 * A compressed file has no random access: it is unpacked in memory, and kept until another one is needed. Not
 * thread-safe.
 */
public final class StatementFiles {

    private final Path directory;
    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();
    private String unpackedFile = "";
    private byte[] unpacked = {};

    /**
     * @param directory the fixture
     * @param names the row files, in the order of their names
     */
    public StatementFiles(Path directory, List<String> names) {
        this.directory = directory;
        this.names = List.copyOf(names);
        for (int file = 0; file < names.size(); file++) {
            numbers.put(names.get(file), file);
        }
    }

    /** How many there are. */
    public int count() {
        return names.size();
    }

    /** The name of a file by its number; the name of the program if a statement is in no row file. */
    public String name(int number) {
        return number < 0 ? FixtureFiles.PROGRAM : names.get(number);
    }

    /** The number of a file, if it is a row file. */
    public OptionalInt number(String name) {
        Integer number = numbers.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** The files that the rows of a class are spread over, in their order. */
    public List<Integer> ofClass(String className) {
        List<Integer> files = new ArrayList<>();
        for (int part = 1; ; part++) {
            OptionalInt file = number((part == 1 ? className : className + "_" + part) + ".java");
            if (file.isEmpty()) {
                return files;
            }
            files.add(file.getAsInt());
        }
    }

    /** How many bytes a file has as it is stored. */
    public long size(int number) {
        Path path = FixtureFiles.stored(directory, name(number));
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw StorageException.of("Reading " + path, e);
        }
    }

    /** The source of the statement that was read from a place, without its indentation. */
    public byte[] source(Origin origin) {
        return bytes(name(origin.file()), origin.offset(), origin.size());
    }

    /** These bytes of a row file, uncompressed. */
    private byte[] bytes(String file, long offset, int size) {
        Path stored = FixtureFiles.stored(directory, file);
        try {
            if (FixtureFiles.isCompressed(stored)) {
                unpack(file);
                return Arrays.copyOfRange(unpacked, (int) offset, (int) offset + size);
            }
            OrdinaryFile.require(stored);
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
