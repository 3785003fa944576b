package doppel.dialect.server;

import java.util.Objects;

/**
 * Where a server listens.
 *
 * @param name a name or address, an IPv6 address without its brackets, or the path of a Unix socket or of its directory
 * @param port the port, or 0 for the engine's usual one
 */
public record ServerHost(String name, int port) {

    public ServerHost {
        Objects.requireNonNull(name);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /** Whether this is a path in the file system, where a Unix socket is. */
    public boolean isPath() {
        return name.startsWith("/");
    }

    /** As a URL says it, such as {@code [::1]:5432}. */
    @Override
    public String toString() {
        String written = name.indexOf(':') >= 0 ? '[' + name + ']' : PercentCode.encode(name);
        return port == 0 ? written : written + ':' + port;
    }
}
