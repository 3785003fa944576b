package doppel.dialect.postgresql;

import doppel.dialect.RowCursor;
import doppel.literal.ValueTaker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;

/**
 * The rows of a query in the binary format of {@code COPY}: how many fields there are, and each after its size. Everything
 * that this format promises is checked, since nothing in it would look wrong otherwise.
 */
final class PostgresqlBinaryRowCursor implements RowCursor {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLAGS_AND_EXTENSION = 2 * Integer.BYTES;
    private static final int END = -1;
    private static final int NULL = -1;

    private final PostgresqlCopyOut copy;
    private final PostgresqlType.BinaryReader[] readers;
    private final byte[] scratch = new byte[PostgresqlBinaryReaders.SCRATCH];
    private final int[] starts;
    private final int[] ends;
    private boolean begun;

    /**
     * Begins to read.
     *
     * @param doing what to say is being done
     * @param query a query of as many values as there are readers
     */
    PostgresqlBinaryRowCursor(
            String doing, Connection connection, String query, PostgresqlType.BinaryReader[] readers) {
        this.readers = readers;
        starts = new int[readers.length];
        ends = new int[readers.length];
        copy = new PostgresqlCopyOut(doing, connection, query, " (FORMAT binary)");
    }

    @Override
    public boolean next(ValueTaker into) {
        byte[] row = copy.next();
        int from = 0;
        if (!begun) {
            from = header(row);
            begun = true;
            if (from == row.length) {
                row = copy.next();
                from = 0;
            }
        }
        if (row == null) {
            throw broken("it has no end");
        }
        if (!split(row, from)) {
            if (copy.next() != null) {
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
    private static int header(byte[] first) {
        int after = SIGNATURE.length + FLAGS_AND_EXTENSION;
        if (first == null
                || first.length < after
                || !Arrays.equals(SIGNATURE, 0, SIGNATURE.length, first, 0, SIGNATURE.length)
                || ByteBuffer.wrap(first).getLong(SIGNATURE.length) != 0) { // neither flags nor extensions
            throw broken("it begins otherwise");
        }
        return after;
    }

    /** Finds the fields of a row; false if this is the end of all rows. */
    private boolean split(byte[] row, int from) {
        int count = row.length - from < Short.BYTES ? 0 : PostgresqlBinaryReaders.shortAt(row, from);
        if (count == END && row.length == from + Short.BYTES) {
            return false;
        }
        int at = from + Short.BYTES;
        for (int i = 0; i < starts.length && at + Integer.BYTES <= row.length; i++) {
            int size = PostgresqlBinaryReaders.intAt(row, at);
            at += Integer.BYTES;
            starts[i] = at;
            ends[i] = size == NULL ? NULL : at + size;
            at += Math.max(0, size);
        }
        if (count != starts.length || at != row.length) {
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
