package doppel.restore.statement;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/** Reads values that are too large for a literal. */
public final class LargeValues {

    private static final int NAME_LENGTH = 64;

    private LargeValues() {}

    /** Whether this can be the name of a large value: a SHA-256, so that no name leads out of the fixture. */
    static boolean isName(String name) {
        return name.length() == NAME_LENGTH && name.chars().allMatch(HexFormat::isHexDigit);
    }

    /** The approximate number of bytes that the large ones among these values take in memory, if all of them must. */
    static long weight(Object[] values) {
        long weight = 0;
        if (values != null) {
            for (Object value : values) {
                weight += value instanceof String text
                        ? text.length()
                        : value instanceof byte[] bytes
                                ? bytes.length
                                : value instanceof RawText raw
                                        ? raw.length()
                                        : value instanceof LargeValue large ? large.length() : 0;
            }
        }
        return weight;
    }

    /**
     * Reads the value of this name.
     *
     * @throws FixtureException if the fixture does not have it
     */
    public static byte[] read(Path fixture, String name) {
        Path file = file(fixture, name);
        try {
            return OrdinaryFile.bytes(file);
        } catch (IOException e) {
            throw failure(file, name, e);
        }
    }

    /**
     * The value of this name; one that memory should not hold stays a {@link LargeValue}.
     *
     * @throws FixtureException if the fixture does not have it
     */
    static Object value(Path fixture, String name, LargeValue.Kind kind) {
        Path file = file(fixture, name);
        try {
            OrdinaryFile.require(file);
            long length = Files.size(file);
            return length < LargeValue.SMALLEST
                    ? kind.of(OrdinaryFile.bytes(file))
                    : new LargeValue(file, length, kind);
        } catch (IOException e) {
            throw failure(file, name, e);
        }
    }

    private static Path file(Path fixture, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("the name of a large value is its SHA-256, not " + name);
        }
        return fixture.resolve(FixtureFiles.LARGE_VALUES).resolve(name);
    }

    private static DoppelException failure(Path file, String name, IOException e) {
        return e instanceof NoSuchFileException
                ? new FixtureException(
                        ErrorCode.FILE_MISSING,
                        "A row needs the large value " + name + ", but lobs/" + name + " is missing.",
                        "Copy the fixture again, with its directory lobs.")
                : StorageException.of("Reading " + file, e);
    }
}
