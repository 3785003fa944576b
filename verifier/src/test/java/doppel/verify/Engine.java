package doppel.verify;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;

/** An engine of a test: where its databases are, for plain JDBC and for Doppel. */
enum Engine {
    SQLITE(null),
    POSTGRESQL(TestServer.POSTGRESQL),
    MARIADB(TestServer.MARIADB),
    MYSQL(TestServer.MYSQL);

    private final TestServer server;

    Engine(TestServer server) {
        this.server = server;
    }

    /** The JDBC URL of a new, empty database; the test is skipped where there is no server. */
    String fresh(Path folder, String name) {
        if (server == null) {
            return "jdbc:sqlite:" + folder.resolve(name + ".db");
        }
        Assumptions.assumeTrue(server.available(), () -> "no server: set DOPPEL_TEST_" + this + "_URL");
        return server.freshDatabase();
    }

    /** The URL as Doppel takes it. */
    String doppel(String url) {
        return server == null ? url : server.forDoppel(url);
    }

    /** Dumps a database of this URL. */
    void dump(String url, DumpOptions options, Path fixture) {
        Dialect dialect = Dialects.forUrl(doppel(url));
        try (Source source = dialect.openSource(doppel(url))) {
            new Dumper(dialect, source, options, Progress.NONE).dump(fixture);
        }
    }

    /** Runs statements. */
    void run(String url, String... statements) {
        String many = this == MARIADB || this == MYSQL ? "&allowMultiQueries=true" : "";
        try (Connection connection = DriverManager.getConnection(url + many);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes a database of a server. */
    void drop(String url) {
        if (server != null) {
            String name = url.replaceAll(".*/([^/?]*)\\?.*", "$1");
            run(
                    server == TestServer.POSTGRESQL ? server.url("postgres") : server.url(),
                    "DROP DATABASE IF EXISTS " + name);
        }
    }
}
