package doppel.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A PostgreSQL server of a test's own that asks for passwords: {@code ann} has one and may connect by TCP and by a Unix
 * socket, {@code bob} is turned away without encryption, which this server has not got, and {@code postgres} needs
 * none.
 */
public final class GuardedPostgresql implements AutoCloseable {

    /** What {@code ann} has to say: everything in it has a meaning somewhere. */
    public static final String PASSWORD = "s3cret@:/&;#?% \\'\"ü";

    private final EmbeddedPostgres server;
    private final Path socketDirectory;

    /**
     * Starts it.
     *
     * @param directory an empty directory, for its access rules and its socket
     */
    public GuardedPostgresql(Path directory) throws IOException, SQLException {
        socketDirectory = directory;
        Path rules = directory.resolve("rules");
        Files.write(
                rules,
                List.of(
                        "host all postgres 127.0.0.1/32 trust",
                        "host all ann 127.0.0.1/32 scram-sha-256",
                        "hostssl all bob 127.0.0.1/32 trust",
                        "local all ann scram-sha-256"));
        server = EmbeddedPostgres.builder()
                .setPort(Ports.free())
                .setServerConfig("fsync", "off")
                .setServerConfig("hba_file", rules.toString())
                .setServerConfig("unix_socket_directories", directory.toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .start();
        try (Connection connection = DriverManager.getConnection(administratorUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE ann LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'");
            statement.execute("CREATE ROLE bob LOGIN");
            statement.execute("CREATE DATABASE library OWNER ann");
            statement.execute("CREATE DATABASE closed");
            statement.execute("REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
        }
    }

    /** The JDBC URL of a database for the one who may do everything. */
    public String administratorUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres";
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return server.getPort();
    }

    /** Where its socket is. */
    public Path socketDirectory() {
        return socketDirectory;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
