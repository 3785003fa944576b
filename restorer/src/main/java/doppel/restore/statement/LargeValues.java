package doppel.restore.statement;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.literal.RawText;
import java.io.IOException;
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

    /** The approximate number of bytes of the large ones among these values. */
    static long weight(Object[] values) {
        long weight = 0;
        if (values != null) {
            for (Object value : values) {
                weight += value instanceof String text
                        ? text.length()
                        : value instanceof byte[] bytes
                                ? bytes.length
                                : value instanceof RawText raw ? raw.length() : 0;
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
        if (!isName(name)) {
            throw new IllegalArgumentException("the name of a large value is its SHA-256, not " + name);
        }
        Path file = fixture.resolve(FixtureFiles.LARGE_VALUES).resolve(name);
        try {
            return OrdinaryFile.bytes(file);
        } catch (NoSuchFileException e) {
            throw new FixtureException(
                    ErrorCode.FILE_MISSING,
                    "A row needs the large value " + name + ", but lobs/" + name + " is missing.",
                    "Copy the fixture again, with its directory lobs.");
        } catch (IOException e) {
            throw StorageException.of("Reading " + file, e);
        }
    }
}
