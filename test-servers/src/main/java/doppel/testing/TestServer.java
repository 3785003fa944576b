package doppel.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database server, shared by all tests of a virtual machine and stopped with it. One that runs already is used where
 * its
 * environment variable holds a JDBC URL that ends before the name of a database, as {@code
 * jdbc:mysql://127.0.0.1:3306/?user=root}. Thread-safe.
 */
public enum TestServer implements DatabaseServer {
    /** PostgreSQL, started from Maven's artifacts. */
    POSTGRESQL("DOPPEL_TEST_POSTGRESQL_URL") {
        @Override
        String start() throws Exception {
            return StartedServers.postgresql();
        }
    },
    /** MariaDB, started from Maven's artifacts. */
    MARIADB("DOPPEL_TEST_MARIADB_URL") {
        @Override
        String start() throws Exception {
            return StartedServers.mariaDb();
        }
    },
    /** A genuine MySQL: only where the variable names one. */
    MYSQL("DOPPEL_TEST_MYSQL_URL") {
        @Override
        String start() {
            throw new IllegalStateException("no MySQL server: set DOPPEL_TEST_MYSQL_URL");
        }
    };

    private static final Map<TestServer, String> URLS = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String variable;

    TestServer(String variable) {
        this.variable = variable;
    }

    abstract String start() throws Exception;

    /** Whether there is such a server: where not, tests are skipped, and say so. */
    public boolean available() {
        return this != MYSQL || System.getenv(variable) != null;
    }

    /** The JDBC URL of the server, without a database. */
    public String url() {
        return URLS.computeIfAbsent(this, TestServer::urlOf);
    }

    private static String urlOf(TestServer server) {
        try {
            String given = System.getenv(server.variable);
            return given != null && !given.isEmpty() ? given : server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the server " + server + " does not start", e);
        }
    }

    /** Where the client programs are that came with the server; nothing where it came without. */
    public Optional<Path> clientPrograms() {
        return this == MARIADB ? StartedServers.mariaDbPrograms() : Optional.empty();
    }

    @Override
    public TestServer kind() {
        return this;
    }

    @Override
    public String url(String database) {
        int query = url().indexOf('?');
        return url().substring(0, query) + database + url().substring(query);
    }

    @Override
    public String freshDatabase() {
        return freshDatabase("");
    }

    /** The same with options for {@code CREATE DATABASE}. */
    public String freshDatabase(String options) {
        String name = "t" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(administration());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
            statement.execute("CREATE DATABASE " + name + " " + options);
        } catch (SQLException e) {
            throw new IllegalStateException("no database can be created on " + this, e);
        }
        return url(name);
    }
}
