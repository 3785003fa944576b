package doppel.dialect.postgresql.rows;

import doppel.dialect.postgresql.value.BigEndian;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.VisibleBufferedInputStream;

/**
 * The driver's input stream, which it keeps in private fields: messages are read in place. Another version of the
 * driver may lack these fields; then its public methods are used.
 */
final class PostgresqlStream {

    private static final int HEADER = 1 + Integer.BYTES;
    private static final int LONGEST = 1 << 12; // of the stream's 8 KB, so that it need not grow

    private final VisibleBufferedInputStream input;
    private int from;
    private int to;

    private PostgresqlStream(VisibleBufferedInputStream input) {
        this.input = input;
    }

    /** The stream of a connection; empty if the driver does not keep it in the expected place. */
    static Optional<PostgresqlStream> of(Connection connection) throws SQLException {
        return in(connection.unwrap(BaseConnection.class).getQueryExecutor());
    }

    /** The stream of a connection's query executor. */
    static Optional<PostgresqlStream> in(Object executor) {
        try {
            Object stream = hidden(executor.getClass().getSuperclass(), "pgStream", executor);
            Object input = hidden(stream.getClass(), "pgInput", stream);
            return Optional.of(new PostgresqlStream((VisibleBufferedInputStream) input));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Object hidden(Class<?> type, String field, Object of) throws ReflectiveOperationException {
        Field declared = type.getDeclaredField(field);
        declared.setAccessible(true);
        return declared.get(of);
    }

    /** Takes the next message of COPY in place; returns false, and takes nothing, if it is not a short row. */
    boolean next() throws IOException {
        if (!input.ensureBytes(HEADER) || input.getBuffer()[input.getIndex()] != 'd') {
            return false;
        }
        int length = BigEndian.intAt(input.getBuffer(), input.getIndex() + 1) - Integer.BYTES;
        if (length < 0 || length > LONGEST || !input.ensureBytes(HEADER + length)) {
            return false;
        }
        from = input.getIndex() + HEADER;
        to = from + length;
        input.skip(HEADER + length);
        return true;
    }

    /**
     * Begins the next message of COPY if it is so long; {@link #read} then has to take all of it.
     *
     * @return how many bytes follow; -1, and nothing is taken, if it is shorter, or something else
     */
    int beginLong(int shortest) throws IOException {
        if (!input.ensureBytes(HEADER) || input.getBuffer()[input.getIndex()] != 'd') {
            return -1;
        }
        int length = BigEndian.intAt(input.getBuffer(), input.getIndex() + 1) - Integer.BYTES;
        if (length < shortest) {
            return -1;
        }
        input.skip(HEADER);
        return length;
    }

    /** Reads exactly so many bytes. */
    void read(byte[] into, int length) throws IOException {
        int at = 0;
        while (at < length) {
            int read = input.read(into, at, length - at);
            if (read < 0) {
                throw new EOFException();
            }
            at += read;
        }
    }

    /** The array that holds the message, until the next is read. */
    byte[] bytes() {
        return input.getBuffer();
    }

    /** Where the message begins. */
    int from() {
        return from;
    }

    /** Where the message ends. */
    int to() {
        return to;
    }
}
