package doppel.literal;

import doppel.OrdinaryFile;
import doppel.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A value that is still in its file, since memory should not hold it. Whoever can write it in pieces takes it from
 * {@link #open}; everybody else asks for the {@link #whole} value. Immutable.
 *
 * @param file the file that holds exactly the value; text is UTF-8
 * @param length how many bytes that are
 * @param kind what the bytes are
 */
public record LargeValue(Path file, long length, Kind kind) {

    /** From this number of bytes on, a value stays in its file. */
    public static final int SMALLEST = 1 << 20;

    private static final int SHOWN = 1_000;

    /** What the bytes of a value are. */
    public enum Kind {
        /** Text. */
        TEXT,
        /** Text that is not valid in its database's encoding. */
        RAW_TEXT,
        /** Bytes. */
        BYTES;

        /** The class of such values. */
        public Class<?> type() {
            return switch (this) {
                case TEXT -> String.class;
                case RAW_TEXT -> RawText.class;
                case BYTES -> byte[].class;
            };
        }

        /**
         * The value of these bytes: String, {@link RawText} or byte[].
         *
         * @throws CharacterCodingException if a text is not UTF-8
         */
        public Object of(byte[] bytes) throws CharacterCodingException {
            return switch (this) {
                case TEXT -> {
                    Utf8Check check = new Utf8Check();
                    check.add(bytes, 0, bytes.length);
                    if (!check.isValid()) {
                        throw new MalformedInputException(1);
                    }
                    yield new String(bytes, StandardCharsets.UTF_8);
                }
                case RAW_TEXT -> new RawText(bytes);
                case BYTES -> bytes;
            };
        }
    }

    /** The value itself if it is in a file, or else the same value. */
    public static Object whole(Object value) {
        return value instanceof LargeValue large ? large.whole() : value;
    }

    /**
     * The bytes, to be read in pieces. Reading fails if the file no longer has this length, or a text is not UTF-8.
     *
     * @throws StorageException if the file cannot be opened
     */
    public InputStream open() {
        try {
            return new WholeStream(OrdinaryFile.open(file), this);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * The value in memory: String, {@link RawText} or byte[].
     *
     * @throws StorageException if the file cannot be read
     */
    public Object whole() {
        try {
            return kind.of(OrdinaryFile.bytes(file));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What {@link #open} gives cannot be read. */
    public StorageException failure(IOException e) {
        return StorageException.of("Reading " + file, e);
    }

    /** The beginning of a text, or how many bytes there are, for messages. */
    @Override
    public String toString() {
        if (kind != Kind.TEXT) {
            return length + " bytes";
        }
        try (InputStream in = open()) {
            return new String(in.readNBytes(SHOWN), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
