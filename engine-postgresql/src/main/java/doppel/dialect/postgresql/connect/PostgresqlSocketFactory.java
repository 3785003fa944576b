package doppel.dialect.postgresql.connect;

import doppel.dialect.server.UnixSocket;
import java.net.Socket;
import java.nio.file.Path;

/** Lets the JDBC driver use a Unix socket. Public, since the driver creates it by its name. */
public final class PostgresqlSocketFactory extends PostgresqlSockets {

    private final Path path;

    /**
     * For the driver.
     *
     * @param path the socket's file
     */
    public PostgresqlSocketFactory(String path) {
        this.path = Path.of(path);
    }

    @Override
    public Socket createSocket() {
        return new UnixSocket(path);
    }
}
