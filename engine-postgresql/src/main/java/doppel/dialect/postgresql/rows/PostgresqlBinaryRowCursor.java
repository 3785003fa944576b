package doppel.dialect.postgresql.rows;

import doppel.dialect.RowCursor;
import doppel.dialect.postgresql.value.BigEndian;
import doppel.dialect.postgresql.value.PostgresqlType;
import doppel.literal.ValueTaker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;

/**
 * The rows of a query in the binary format of {@code COPY}: the number of fields, then each field after its size.
 * Everything that this format promises is checked, since errors in it would not be noticed otherwise.
 */
public final class PostgresqlBinaryRowCursor implements RowCursor {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLAGS_AND_EXTENSION = 2 * Integer.BYTES;
    private static final int END = -1;
    private static final int NULL = -1;

    private final PostgresqlCopyOut copy;
    private final PostgresqlType.BinaryReader[] readers;
    private final byte[] scratch = new byte[PostgresqlType.SCRATCH];
    private final int[] starts;
    private final int[] ends;
    private boolean begun;

    /**
     * Begins to read.
     *
     * @param doing the action, for messages
     * @param query a query with one value per reader
     */
    public PostgresqlBinaryRowCursor(
            String doing, Connection connection, String query, PostgresqlType.BinaryReader[] readers) {
        this.readers = readers;
        starts = new int[readers.length];
        ends = new int[readers.length];
        copy = new PostgresqlCopyOut(doing, connection, query, " (FORMAT binary)");
    }

    @Override
    public boolean next(ValueTaker into) {
        boolean more = copy.next();
        int from = copy.from();
        if (!begun) {
            from = header(more);
            begun = true;
            if (from == copy.to()) {
                more = copy.next();
                from = copy.from();
            }
        }
        if (!more) {
            throw broken("it has no end");
        }
        byte[] row = copy.bytes();
        if (!split(row, from, copy.to())) {
            if (copy.next()) {
                throw broken("something follows its end");
            }
            return false;
        }
        for (int i = 0; i < readers.length; i++) {
            if (ends[i] < 0) {
                into.take(null);
            } else {
                readers[i].read(row, starts[i], ends[i], scratch, into);
            }
        }
        return true;
    }

    /** Where the rows begin. */
    private int header(boolean there) {
        byte[] first = copy.bytes();
        int after = copy.from() + SIGNATURE.length;
        if (!there
                || copy.to() < after + FLAGS_AND_EXTENSION
                || !Arrays.equals(SIGNATURE, 0, SIGNATURE.length, first, copy.from(), after)
                || ByteBuffer.wrap(first).getLong(after) != 0) { // neither flags nor extensions
            throw broken("it begins otherwise");
        }
        return after + FLAGS_AND_EXTENSION;
    }

    /** Finds the fields of a row; returns false at the end of all rows. */
    private boolean split(byte[] row, int from, int to) {
        int count = to - from < Short.BYTES ? 0 : BigEndian.shortAt(row, from);
        if (count == END && to == from + Short.BYTES) {
            return false;
        }
        int at = from + Short.BYTES;
        for (int i = 0; i < starts.length && at + Integer.BYTES <= to; i++) {
            int size = BigEndian.intAt(row, at);
            at += Integer.BYTES;
            starts[i] = at;
            ends[i] = size == NULL ? NULL : at + size;
            at += Math.max(0, size);
        }
        if (count != starts.length || at != to) {
            throw broken("a row has other fields");
        }
        return true;
    }

    private static IllegalStateException broken(String how) {
        return new IllegalStateException("the server's binary COPY is not what it is known to be: " + how);
    }

    @Override
    public void close() {
        copy.close();
    }
}
