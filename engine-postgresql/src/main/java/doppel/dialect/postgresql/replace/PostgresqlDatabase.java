package doppel.dialect.postgresql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.connect.PostgresqlSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The target database, which is created if it does not exist, and dropped again if nothing was published. A killed
 * restore leaves it behind, empty.
 */
public final class PostgresqlDatabase implements AutoCloseable {

    private final PostgresqlConnector connector;
    private final Connection connection;
    private boolean dropped;

    private PostgresqlDatabase(PostgresqlConnector connector, Connection connection, boolean dropped) {
        this.connector = connector;
        this.connection = connection;
        this.dropped = dropped;
    }

    public static PostgresqlDatabase openOrCreate(PostgresqlConnector connector) {
        try {
            return new PostgresqlDatabase(connector, connector.open(), false);
        } catch (DatabaseException e) {
            if (e.code() != ErrorCode.DATABASE_MISSING) {
                throw e;
            }
        }
        run(connector, "CREATE DATABASE " + PostgresqlName.quote(connector.database()) + " TEMPLATE template0");
        return new PostgresqlDatabase(connector, connector.open(), true);
    }

    /**
     * Runs a statement that no transaction can hold, connected only to the database that exists on every server.
     *
     * @param before statements of a transaction before it
     */
    static void run(PostgresqlConnector connector, String sql, String... before) {
        try (Connection connection = connector.maintenance().open();
                Statement statement = connection.createStatement()) {
            for (String one : before) {
                statement.execute(one);
            }
            PostgresqlSession.end(connection);
            statement.execute(sql);
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Creating or dropping a database", e);
        }
    }

    public Connection connection() {
        return connection;
    }

    /** Keeps what has been published. */
    public void keep() {
        dropped = false;
    }

    @Override
    public void close() {
        try {
            connection.close(); // which also rolls back what was not committed
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Closing the database", e);
        }
        if (dropped) {
            dropped = false;
            run(connector, "DROP DATABASE IF EXISTS " + PostgresqlName.quote(connector.database()));
        }
    }
}
