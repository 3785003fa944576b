package doppel.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** What {@code COPY … TO STDOUT} sends, message by message: the server sends each row in one of its own. */
final class PostgresqlCopyOut implements AutoCloseable {

    private final String doing;
    private final Connection connection;
    private final Savepoint before;
    private final CopyOut copy;

    /**
     * Begins.
     *
     * @param doing what to say is being done
     * @param options what follows {@code TO STDOUT}
     */
    PostgresqlCopyOut(String doing, Connection connection, String query, String options) {
        this.doing = doing;
        this.connection = connection;
        try {
            before = connection.setSavepoint();
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT" + options);
        } catch (SQLException e) {
            throw PostgresqlErrors.failure(doing, e);
        }
    }

    /** The next message, which is the caller's from now on; null at the end. */
    byte[] next() {
        try {
            return copy.readFromCopy();
        } catch (SQLException e) {
            throw PostgresqlErrors.failure(doing, e);
        }
    }

    @Override
    public void close() {
        try {
            if (copy.isActive()) { // to be cancelled fails the transaction
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            // it has been cancelled, and the savepoint takes that back
        }
        try {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            throw PostgresqlErrors.failure(doing, e);
        }
    }
}
