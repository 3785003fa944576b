package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import doppel.testing.KillableServer;
import doppel.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of tables go to a server that keeps all of them in lower case, as MySQL and MariaDB do on Windows. */
final class FoldedNamesTest {

    @TempDir
    private Path folder;

    @Test
    void foldAsTheServerDoes() throws Exception {
        Engine engine = Engine.MARIADB;
        String source = engine.fresh(folder, "source");
        engine.run(
                source,
                "CREATE TABLE Artist (Id int PRIMARY KEY AUTO_INCREMENT, Name varchar(40), Teacher int,"
                        + " FOREIGN KEY (Teacher) REFERENCES Artist (Id))",
                "SET foreign_key_checks = 0",
                "INSERT INTO Artist VALUES (1, 'a', 2), (2, 'b', NULL), (7, 'c', 1)",
                "DELETE FROM Artist WHERE Id = 7",
                "CREATE TABLE Album (Id int PRIMARY KEY, Artist int NOT NULL, FOREIGN KEY (Artist) REFERENCES Artist"
                        + " (Id))",
                "INSERT INTO Album VALUES (1, 2), (2, 1)",
                "CREATE TABLE Notes (n text) ENGINE=MyISAM",
                "INSERT INTO Notes VALUES ('x')");
        Path fixture = folder.resolve("fixture");
        engine.dump(engine.doppel(source), DumpOptions.defaults(), fixture);
        engine.drop(source);

        try (KillableServer server = KillableServer.start(
                TestServer.MARIADB, Files.createDirectory(folder.resolve("server")), "--lower-case-table-names=1")) {
            String target = server.url("folded");
            RestoreOptions options = RestoreOptions.into(engine.doppel(target));
            for (RestoreOptions tried :
                    new RestoreOptions[] {options, options.replace().compile()}) {
                RestoreReport report = new Restorer(tried, Progress.NONE).restore(fixture);

                assertThat(report.reasons()).isEmpty();
                assertThat(report.published()).isTrue();
            }

            engine.run(target, "INSERT INTO artist (name) VALUES ('next')");
            assertThat(query(target, "SELECT group_concat(Id, Name, coalesce(Teacher, '') ORDER BY Id) FROM Artist"))
                    .isEqualTo("1a2,2b,8next");
            assertThat(query(
                            target,
                            "SELECT group_concat(a.Name ORDER BY b.id) FROM album b JOIN artist a ON a.id = b.artist"))
                    .isEqualTo("b,a");
            assertThat(query(target, "SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_NAME = 'notes'"))
                    .isEqualTo("MyISAM");
            DoubleDump.assertLossless(engine.doppel(target));
        }
    }

    private static String query(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
