package doppel.dialect.postgresql.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Where names without a schema are looked up, as the setting {@code search_path}. */
public final class PostgresqlPath {

    /** Only in the server's own schema: what somebody else calls like a function of the server is not found. */
    public static final String NOWHERE = "''";

    private static final String DEFAULT = "DEFAULT";
    private static final String SAVEPOINT = "doppel_path";

    /** A function or operator, a table, a type, a column. */
    private static final Set<String> NOT_FOUND = Set.of("42883", "42P01", "42704", "42703");

    private PostgresqlPath() {}

    /** The condition that an owner lacks rights of the current user: his code must not run with them. */
    public static String ofOthers(String owner) {
        return "NOT pg_has_role(" + owner + ", (SELECT oid FROM pg_roles WHERE rolname = current_user), 'USAGE')";
    }

    /** Whether a statement failed since a name was not found. */
    public static boolean isNotFound(SQLException e) {
        return NOT_FOUND.contains(String.valueOf(e.getSQLState()));
    }

    /**
     * The path for words of the user of Doppel: that of the database, unless its schemas hold functions or operators of
     * others, which could take the place of the server's.
     */
    public static String ofUser(Handle handle) {
        handle.execute("SET LOCAL search_path = " + DEFAULT);
        List<String> schemas = handle.createQuery("SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))")
                .mapTo(String.class)
                .list();
        handle.execute("SET LOCAL search_path = " + NOWHERE);
        return schemas.stream().allMatch(schema -> isOwn(handle, schema)) ? DEFAULT : NOWHERE;
    }

    /**
     * Runs a statement that may plan calls of users' functions: as it is, or, if a name in the body of one is not
     * found, again with the database's own path.
     */
    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SAVEPOINT " + SAVEPOINT);
            try {
                statement.execute(sql);
            } catch (SQLException e) {
                if (!isNotFound(e)) {
                    throw e;
                }
                statement.execute("ROLLBACK TO " + SAVEPOINT);
                again(statement, sql, e);
            }
            statement.execute("RELEASE " + SAVEPOINT);
        }
    }

    /** Runs statements in their order, in the same way. */
    public static void runAll(Connection connection, List<String> statements) throws SQLException {
        PostgresqlSavepoint.each(
                connection, statements, sql -> PostgresqlSavepoint.run(connection, sql), sql -> run(connection, sql));
    }

    private static void again(Statement statement, String sql, SQLException first) throws SQLException {
        String path;
        try (ResultSet row = statement.executeQuery("SELECT pg_catalog.current_setting('search_path')")) {
            row.next();
            path = row.getString(1);
        }
        statement.execute("SET LOCAL search_path = " + DEFAULT);
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            first.addSuppressed(e);
            throw first;
        }
        statement.execute("SELECT pg_catalog.set_config('search_path', " + PostgresqlName.literal(path) + ", true)");
    }

    private static boolean isOwn(Handle handle, String schema) {
        return handle.createQuery("SELECT NOT EXISTS (SELECT 1 FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
                        + " WHERE n.nspname = ? AND " + ofOthers("proowner")
                        + ") AND NOT EXISTS (SELECT 1 FROM pg_operator JOIN pg_namespace n ON n.oid = oprnamespace"
                        + " WHERE n.nspname = ? AND " + ofOthers("oprowner")
                        + ")")
                .bind(0, schema)
                .bind(1, schema)
                .mapTo(Boolean.class)
                .one();
    }
}
