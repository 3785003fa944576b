package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.Progress;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.testing.KillableServer;
import doppel.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica of MariaDB with a binary log: it gives its database, and takes none. */
final class ReadOnlyServerTest {

    @TempDir
    private Path folder;

    @Test
    void givesItsDatabaseAndSaysWhyItTakesNone() throws Exception {
        Engine engine = Engine.MARIADB;
        try (KillableServer server = KillableServer.start(
                TestServer.MARIADB, Files.createDirectory(folder.resolve("server")), "--log-bin", "--server-id=7")) {
            engine.run(
                    server.url("mysql"),
                    "CREATE DATABASE library",
                    "CREATE TABLE library.book (id INT PRIMARY KEY, title TEXT)",
                    "INSERT INTO library.book VALUES (1, 'Emma')",
                    "CREATE TRIGGER library.t BEFORE INSERT ON library.book FOR EACH ROW SET NEW.title = 'new'",
                    "SET GLOBAL log_bin_trust_function_creators = 1",
                    "CREATE USER ann@localhost IDENTIFIED BY 'pw', ann@127.0.0.1 IDENTIFIED BY 'pw'",
                    "GRANT ALL ON *.* TO ann@localhost, ann@127.0.0.1",
                    "REVOKE SUPER, READ_ONLY ADMIN ON *.* FROM ann@localhost, ann@127.0.0.1");
            String library = engine.doppel(server.url("library")).replace("user=root", "user=ann&password=pw");
            Path fixture = folder.resolve("fixture");
            engine.dump(library, DumpOptions.defaults(), fixture);
            DoubleDump.assertLossless(library);

            engine.run(server.url("mysql"), "SET GLOBAL read_only = 1");

            engine.dump(library, DumpOptions.defaults(), folder.resolve("again"));
            refuses(() -> DoubleDump.assertLossless(library));
            refuses(() -> new Restorer(RestoreOptions.into(library).replace(), Progress.NONE).restore(fixture));
            assertThat(folder.resolve("again/BookRows.java")).hasSameTextualContentAs(fixture.resolve("BookRows.java"));
        }
    }

    private static void refuses(ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e.nextStep()).contains("primary", "SET GLOBAL read_only = 0"));
    }
}
