package doppel.dialect.postgresql.rows;

import doppel.dialect.RowCursor;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.value.PostgresqlType;
import doppel.literal.ValueTaker;
import java.sql.Connection;

/** The rows of a query, as {@code COPY} sends them: one message per row, fields separated by tabs. */
public final class PostgresqlRowCursor implements RowCursor {

    private final PostgresqlType.Reader[] readers;
    private final PostgresqlCopyOut copy;
    private byte[] unescaped = new byte[64];

    /**
     * @param doing the action, for messages
     * @param query a query with one value per reader
     */
    public PostgresqlRowCursor(
            String doing,
            Connection connection,
            PostgresqlEncoding encoding,
            String query,
            PostgresqlType.Reader[] readers) {
        this.readers = readers;
        copy = new PostgresqlCopyOut(doing, connection, query, encoding.copyOption());
    }

    @Override
    public boolean next(ValueTaker into) {
        if (!copy.next()) {
            return false;
        }
        byte[] line = copy.bytes();
        int from = copy.from();
        for (int i = 0; i < readers.length; i++) {
            int to = from;
            int escapes = 0;
            for (byte b = line[to]; b != '\t' && b != '\n'; b = line[to]) {
                if (b == '\\') { // and no separator follows
                    escapes++;
                    to++;
                }
                to++;
            }
            if (escapes == 0) {
                readers[i].read(line, from, to, into);
            } else {
                escaped(readers[i], line, from, to, into);
            }
            from = to + 1;
        }
        return true;
    }

    private void escaped(PostgresqlType.Reader reader, byte[] line, int from, int to, ValueTaker into) {
        if (to - from == 2 && line[from + 1] == 'N') {
            into.take(null);
            return;
        }
        if (unescaped.length < to - from) {
            unescaped = new byte[to - from];
        }
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = line[i];
            if (b == '\\') {
                i++;
                b = special(line[i]);
            }
            unescaped[length++] = b;
        }
        reader.read(unescaped, 0, length, into);
    }

    /** The byte that a letter after a backslash stands for; the server writes no others. */
    private static byte special(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }

    @Override
    public void close() {
        copy.close();
    }
}
