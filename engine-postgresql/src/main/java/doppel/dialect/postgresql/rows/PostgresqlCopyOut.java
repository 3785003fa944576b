package doppel.dialect.postgresql.rows;

import doppel.DatabaseException;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.literal.LargeValue;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * What {@code COPY … TO STDOUT} sends, message by message: the server sends each row in its own message. Short rows are
 * read directly from the driver's stream; the driver reads all others, and makes an array of each.
 *
 * <p>A row is a message <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">CopyData</a>:
 * the letter {@code d}, a length that counts itself and the content, and the content.
 */
final class PostgresqlCopyOut implements AutoCloseable {

    private final String doing;
    private final Connection connection;
    private final Savepoint before;
    private final PostgresqlStream stream; // null if the driver has a different one
    private final CopyOut copy;
    private byte[] bytes;
    private int from;
    private int to;
    private PostgresqlLongMessage unread; // the last long one, of which something may be left

    /**
     * Begins.
     *
     * @param doing the action, for messages
     * @param options what follows {@code TO STDOUT}
     */
    PostgresqlCopyOut(String doing, Connection connection, String query, String options) {
        this(doing, connection, "(" + query + ")", options, true);
    }

    /** Begins to read a whole table, which needs no plan. */
    static PostgresqlCopyOut ofTable(String doing, Connection connection, PostgresqlName table) {
        return new PostgresqlCopyOut(doing, connection, table.sql(), "", true);
    }

    /** Counts the rows of a whole table, which needs no plan. */
    static long count(Connection connection, PostgresqlName table) {
        long rows = 0;
        try (PostgresqlCopyOut copy = ofTable("Counting rows of " + table, connection, table)) {
            while (copy.skip()) {
                rows++;
            }
        }
        return rows;
    }

    /**
     * The same.
     *
     * @param rows a query in parentheses, or a table
     * @param inStream whether rows are read from the driver's own stream, if it is found
     */
    PostgresqlCopyOut(String doing, Connection connection, String rows, String options, boolean inStream) {
        this.doing = doing;
        this.connection = connection;
        try {
            before = connection.setSavepoint();
            stream = inStream ? PostgresqlStream.of(connection).orElse(null) : null;
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + rows + " TO STDOUT" + options);
        } catch (SQLException e) {
            throw PostgresqlErrors.failure(doing, e);
        }
    }

    /** Moves on to the next message; false at the end. */
    boolean next() {
        try {
            if (!nextInStream()) {
                bytes = copy.readFromCopy();
                from = 0;
                to = bytes == null ? 0 : bytes.length;
            }
            return bytes != null;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Moves on to the next message if it is long, so that it need not be in memory. All of it has to be taken before
     * the next one.
     *
     * @return null if the next message is not long, or can only be read by {@link #next}
     */
    PostgresqlLongMessage nextLong() {
        try {
            int length = stream == null ? -1 : stream.beginLong(LargeValue.SMALLEST);
            unread = length < 0 ? null : new PostgresqlLongMessage(stream, length, e -> failure(lost(e)));
            return unread;
        } catch (IOException e) {
            throw failure(lost(e));
        }
    }

    /** Moves on to the next message, whatever it holds; false at the end. */
    boolean skip() {
        return skipLong() || next();
    }

    private boolean skipLong() {
        PostgresqlLongMessage message = nextLong();
        if (message != null) {
            message.skip(message.left());
        }
        return message != null;
    }

    /**
     * What became of the connection. The driver holds its lock for COPY until the server ends it: where there is no
     * server any more, everything else would wait for that lock.
     */
    private DatabaseException failure(SQLException e) {
        if (PostgresqlErrors.isLost(e)) {
            PostgresqlErrors.abort(connection, e);
        }
        return PostgresqlErrors.failure(doing, e);
    }

    /** The array that holds the message, until the next is read. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the message begins. */
    int from() {
        return from;
    }

    /** Where the message ends. */
    int to() {
        return to;
    }

    /**
     * Takes the next message in place; returns false, and takes nothing, if it is not a short row, or its place is
     * unknown.
     */
    private boolean nextInStream() throws SQLException {
        try {
            if (stream == null || !stream.next()) {
                return false;
            }
            bytes = stream.bytes();
            from = stream.from();
            to = stream.to();
            return true;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static SQLException lost(IOException e) {
        return new PSQLException(
                "An I/O error occurred while reading from the server.", PSQLState.CONNECTION_FAILURE, e);
    }

    @Override
    public void close() {
        try {
            if (connection.isClosed()) {
                return;
            }
            if (copy.isActive()) {
                // after the driver's own cancelCopy(), the server's answer would be taken for that of the next command
                connection.unwrap(PGConnection.class).cancelQuery();
                if (unread != null) {
                    unread.skip(unread.left());
                }
                while (skipLong() || nextInStream() || copy.readFromCopy() != null) {
                    // what the server sent before it received the request
                }
            }
        } catch (SQLException e) {
            if (PostgresqlErrors.isLost(e)) {
                throw failure(e);
            } // otherwise the cancellation has failed the transaction, and the savepoint undoes that
        }
        try {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
