package doppel.dialect.postgresql.value;

import doppel.literal.ValueTaker;
import java.util.Arrays;

/**
 * Reads values whose binary form is the value itself, so that it may come in pieces.
 *
 * @param isText whether it is text, otherwise bytes
 * @param version the byte that stands before the value, or -1 if none does
 */
public record PostgresqlPlainBytes(boolean isText, int version) implements PostgresqlType.BinaryReader {

    /** Text. */
    static final PostgresqlPlainBytes TEXT = new PostgresqlPlainBytes(true, -1);

    /** Bytes. */
    static final PostgresqlPlainBytes BYTES = new PostgresqlPlainBytes(false, -1);

    /** How many bytes stand before the value. */
    public int before() {
        return version < 0 ? 0 : 1;
    }

    /** Makes sure that the bytes before the value are what they have to be. */
    public void requireBefore(byte[] bytes) {
        if (before() > 0 && (bytes.length == 0 || bytes[0] != version)) {
            throw new IllegalStateException("a value has another form than the version " + version);
        }
    }

    @Override
    public void read(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        int start = from + before();
        if (before() > 0) {
            requireBefore(Arrays.copyOfRange(bytes, from, Math.min(start, to)));
        }
        if (isText) {
            into.text(bytes, start, to);
        } else {
            into.take(Arrays.copyOfRange(bytes, start, to));
        }
    }
}
