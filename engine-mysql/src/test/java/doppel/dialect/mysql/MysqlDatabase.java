package doppel.dialect.mysql;

import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.schema.Table;
import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** An empty database on one of the servers. */
final class MysqlDatabase {

    private final TestServer server;
    private final String jdbcUrl;

    private MysqlDatabase(TestServer server) {
        this.server = server;
        jdbcUrl = server.freshDatabase();
    }

    /** The servers of this family. */
    static Stream<TestServer> servers() {
        return Stream.of(TestServer.MARIADB, TestServer.MYSQL);
    }

    static MysqlDatabase fresh(TestServer server) {
        Assumptions.assumeTrue(server.available());
        return new MysqlDatabase(server);
    }

    boolean isMariadb() {
        return server == TestServer.MARIADB;
    }

    /** Its URL, for Doppel. */
    String url() {
        return isMariadb() ? jdbcUrl.replace("jdbc:mysql:", "jdbc:mariadb:") : jdbcUrl;
    }

    Dialect dialect() {
        return Dialects.forUrl(url());
    }

    MysqlDatabase run(String... statements) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00',"
                    + " lock_wait_timeout = 20");
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** The first column of a query as text. */
    List<String> strings(String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
            List<String> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The statement that creates a table. */
    String definition(String table) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW CREATE TABLE `" + table + "`")) {
            rows.next();
            return rows.getString(2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows as Doppel reads them. */
    List<Object[]> rows(String table) {
        try (Source source = dialect().openSource(url())) {
            Table read = source.schema().table(table).orElseThrow();
            List<Object[]> all = new ArrayList<>();
            Object[] row = new Object[read.insertableColumns().size()];
            try (RowCursor cursor = source.rows(read)) {
                while (cursor.next(row)) {
                    all.add(row.clone());
                }
            }
            return all;
        }
    }

    /** The first column of the rows as Doppel reads them. */
    List<Object> values(String table) {
        return rows(table).stream().map(row -> row[0]).toList();
    }

    void drop() {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + MysqlConnector.database(jdbcUrl));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
