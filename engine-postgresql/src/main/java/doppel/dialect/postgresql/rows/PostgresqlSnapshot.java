package doppel.dialect.postgresql.rows;

import doppel.dialect.Queries;
import doppel.dialect.postgresql.catalog.PostgresqlLargeObjects;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Takes the snapshot that a dump reads: its tables are locked, and each is the one that its name means. */
public final class PostgresqlSnapshot {

    /** Others may create and drop tables all the time; it is a matter of luck then. */
    private static final int ATTEMPTS = 50;

    /** An object that the snapshot still has is gone, or another has its name. */
    private static final Set<String> VANISHED = Set.of("42P01", "3F000", "42704", "XX000", "42809");

    private static final String GONE = "42P01";

    private final Connection connection;
    private final Handle handle;
    private final PostgresqlConnector connector;

    private PostgresqlSnapshot(Connection connection, Handle handle, PostgresqlConnector connector) {
        this.connection = connection;
        this.handle = handle;
        this.connector = connector;
    }

    /** Takes it in the transaction that is about to begin on a connection that cannot write. */
    public static PostgresqlTables take(Connection connection, Handle handle, PostgresqlConnector connector)
            throws SQLException {
        PostgresqlSnapshot snapshot = new PostgresqlSnapshot(connection, handle, connector);
        for (int attempt = 1; ; attempt++) {
            try {
                return snapshot.tables();
            } catch (SQLException | JdbiException e) {
                if (attempt == ATTEMPTS
                        || !VANISHED.contains(Queries.sqlException(e).getSQLState())) {
                    throw e;
                }
                connection.rollback();
                PostgresqlSession.beginToRead(connection);
            }
        }
    }

    private PostgresqlTables tables() throws SQLException {
        lock();
        List<Long> unplanned = PostgresqlUnplanned.tables(connection, handle);
        if (unplanned.isEmpty()) {
            return read();
        }
        connection.rollback();
        try {
            PostgresqlSession.beginToCopy(connection);
            lock();
        } catch (SQLException e) {
            throw PostgresqlUnplanned.refusal(e);
        }
        PostgresqlUnplanned copied =
                PostgresqlUnplanned.copy(connection, handle, connector, PostgresqlUnplanned.tables(connection, handle));
        run("SET TRANSACTION READ ONLY");
        return read().reading(copied.copies(), copied.parts());
    }

    private PostgresqlTables read() {
        return PostgresqlSchemaReader.read(handle, PostgresqlLargeObjects.exist(handle));
    }

    /** Keeps others from changing or dropping a table before its rows are read; they can still read and write rows. */
    private void lock() throws SQLException {
        List<String> tables = handle.createQuery(names("CASE c.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END || "
                        + "format('%I.%I', n.nspname, c.relname)"))
                .mapTo(String.class)
                .list();
        if (tables.isEmpty()) {
            return;
        }
        run("LOCK TABLE " + String.join(", ", tables) + " IN ACCESS SHARE MODE");
        boolean same = handle.createQuery("SELECT NOT EXISTS (" + names("1")
                        + " AND to_regclass(format('%I.%I', n.nspname, c.relname))" + " IS DISTINCT FROM c.oid)")
                .mapTo(Boolean.class)
                .one();
        if (!same) {
            throw new SQLException("a table was replaced by another meanwhile", GONE);
        }
    }

    private static String names(String selected) {
        return "SELECT " + selected + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                + PostgresqlSchemaReader.USER_TABLE
                + " AND NOT c.relispartition AND has_schema_privilege(n.oid, 'USAGE')"
                + " AND has_table_privilege(c.oid, 'SELECT')";
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
