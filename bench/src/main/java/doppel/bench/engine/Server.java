package doppel.bench.engine;

import doppel.bench.measure.BenchException;
import doppel.testing.TestServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server: where it is, and databases on it.
 *
 * @param server the one that tests use
 * @param maintenance a database that is always there; empty where none has to be named
 */
record Server(TestServer server, String maintenance) {

    /** Reaches it, or starts it; gives its version. */
    String start(String versionQuery) {
        if (!server.available()) {
            throw new BenchException("there is no such server; name one in DOPPEL_TEST_" + server.name() + "_URL");
        }
        try {
            server.url();
        } catch (IllegalStateException e) {
            throw new BenchException(e.getMessage() + ": " + e.getCause(), e);
        }
        return values(versionQuery).get(0);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.url(database));
    }

    /** Connects to MySQL or MariaDB, which may ask this connection for files of this machine. */
    Connection connectReadingFiles(String database) throws SQLException {
        return DriverManager.getConnection(server.url(database) + "&allowLoadLocalInfile=true");
    }

    String urlForDoppel(String database) {
        return server.forDoppel(server.url(database));
    }

    /** The first value of each row that a query gives that belongs to no database of ours. */
    List<String> values(String query) {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect(maintenance);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw failed(query, e);
        }
    }

    BenchException failed(String tried, SQLException cause) {
        return new BenchException(tried + " failed on " + server + ": " + cause.getMessage(), cause);
    }

    String host() {
        return address().getHost();
    }

    String port() {
        return String.valueOf(address().getPort());
    }

    String user() {
        return option("user")
                .orElseThrow(() -> new BenchException("DOPPEL_TEST_" + server.name() + "_URL names no user"));
    }

    /** What the URL says of an option. */
    Optional<String> option(String name) {
        return Arrays.stream(
                        Optional.ofNullable(address().getRawQuery()).orElse("").split("&"))
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .findFirst();
    }

    private URI address() {
        return URI.create(server.url(maintenance).substring("jdbc:".length()));
    }

    /** Runs a statement that belongs to no database of ours. */
    void execute(String sql) {
        try (Connection connection = connect(maintenance);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }
}
