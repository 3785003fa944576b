package doppel.dialect.postgresql;

import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database of a test.
 *
 * @param url its JDBC URL
 */
public record ServerDatabase(String url) {

    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();

    public static ServerDatabase fresh(String... statements) {
        ServerDatabase database = new ServerDatabase(TestServer.POSTGRESQL.freshDatabase());
        for (String statement : statements) {
            database.execute(statement);
        }
        return database;
    }

    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The rows of a query, values between bars. */
    public List<String> query(String sql) {
        List<String> read = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                read.add(String.join("|", values));
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return read;
    }

    /** The version of the server, without its minor part. */
    public int version() {
        return Integer.parseInt(query("SHOW server_version_num").get(0)) / 10_000;
    }

    public Target target(String script) {
        return target(script, TargetRequest.Rows.FITTED);
    }

    /** A target with the schema of a script; null for the tables that are there. */
    public Target target(String script, TargetRequest.Rows rows) {
        return DIALECT.openTarget(new TargetRequest(url, Optional.ofNullable(script), false, rows));
    }

    /** A target with the schema of a script, whose keys refuse row by row. */
    Target targetWithKeys(String script) {
        return DIALECT.openTarget(new TargetRequest(url, Optional.of(script), false, TargetRequest.Rows.FITTED, true));
    }

    public PostgresqlSource source() {
        return (PostgresqlSource) DIALECT.openSource(url);
    }

    public static Row row(String table, Object... namesAndValues) {
        Row row = new Row(Shape.empty(table));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.set((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
