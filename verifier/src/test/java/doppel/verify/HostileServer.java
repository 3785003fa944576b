package doppel.verify;

import doppel.testing.DatabaseServer;
import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that hostile databases are made on, and dropped from when it is closed. */
final class HostileServer implements AutoCloseable {

    private final DatabaseServer server;
    private final List<String> databases = new ArrayList<>();

    HostileServer(DatabaseServer server) {
        this.server = server;
    }

    /** The JDBC URL of a new, empty database. */
    String database() {
        String url = server.freshDatabase();
        databases.add(url);
        return url;
    }

    /** The URL as Doppel takes it. */
    String doppel(String url) {
        return server.forDoppel(url);
    }

    /** Fills an empty database. */
    void fill(String url, long seed) throws SQLException {
        if (server.kind() == TestServer.POSTGRESQL) {
            HostilePostgresql.fill(url, seed);
        } else {
            HostileMysql.fill(server.kind(), url, seed);
        }
    }

    /** What the database holds, as lines by what they are about. */
    Map<String, List<String>> facts(String url) throws SQLException {
        return server.kind() == TestServer.POSTGRESQL ? PostgresqlFacts.of(url) : MysqlFacts.of(url);
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.administration());
                Statement statement = connection.createStatement()) {
            for (String url : databases) {
                statement.execute("DROP DATABASE " + url.replaceAll(".*/([^/?]*)\\?.*", "$1"));
            }
        }
    }
}
