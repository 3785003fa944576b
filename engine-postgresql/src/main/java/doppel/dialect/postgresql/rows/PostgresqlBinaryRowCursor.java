package doppel.dialect.postgresql.rows;

import doppel.dialect.RowCursor;
import doppel.dialect.postgresql.value.BigEndian;
import doppel.dialect.postgresql.value.PostgresqlPlainBytes;
import doppel.dialect.postgresql.value.PostgresqlType;
import doppel.literal.LargeValue;
import doppel.literal.ValuePieces;
import doppel.literal.ValueTaker;
import java.io.IOException;
import java.io.OutputStream;
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
    private static final int HEADER = SIGNATURE.length + 2 * Integer.BYTES; // the flags, and the extension's length
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
        PostgresqlLongMessage row = copy.nextLong();
        if (row == null) {
            return nextInMemory(into);
        }
        if (!begun) {
            begun = true;
            byte[] first = row.take(HEADER);
            requireHeader(first, 0, first.length);
        }
        if (row.takeShort() != readers.length) {
            throw broken("a row has other fields");
        }
        for (PostgresqlType.BinaryReader reader : readers) {
            read(row, reader, into);
        }
        if (row.left() > 0) {
            throw broken("a row has other fields");
        }
        return true;
    }

    /** Reads a field of a long row. */
    private void read(PostgresqlLongMessage row, PostgresqlType.BinaryReader reader, ValueTaker into) {
        int size = row.takeInt();
        if (size == NULL) {
            into.take(null);
        } else if (size >= LargeValue.SMALLEST && reader instanceof PostgresqlPlainBytes plain) {
            plain.requireBefore(row.take(plain.before()));
            int after = row.left() - (size - plain.before());
            into.pieces(new Field(row, plain.isText(), row.left() - after));
            row.skip(row.left() - after); // if nobody wanted it
        } else {
            reader.read(row.take(size), 0, size, scratch, into);
        }
    }

    /** A field of a long row. */
    private record Field(PostgresqlLongMessage row, boolean isText, long length) implements ValuePieces {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            row.write((int) length, out);
        }
    }

    private boolean nextInMemory(ValueTaker into) {
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
        if (!there) {
            throw broken("it begins otherwise");
        }
        requireHeader(copy.bytes(), copy.from(), copy.to());
        return copy.from() + HEADER;
    }

    private static void requireHeader(byte[] first, int from, int to) {
        int after = from + SIGNATURE.length;
        if (to < from + HEADER
                || !Arrays.equals(SIGNATURE, 0, SIGNATURE.length, first, from, after)
                || ByteBuffer.wrap(first).getLong(after) != 0) { // neither flags nor extensions
            throw broken("it begins otherwise");
        }
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
