package doppel.dialect.mysql.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.dialect.TargetRequest;
import doppel.dialect.mysql.Database;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlEvents;
import doppel.dialect.mysql.definition.MysqlSchemaReader;
import doppel.dialect.mysql.definition.MysqlScript;
import doppel.dialect.mysql.definition.MysqlScriptRunner;
import doppel.testing.KillableServer;
import doppel.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that are killed while a database is being replaced. */
class MysqlKillTest {

    private static final int TABLES = 12;
    private static final List<String> MOMENTS =
            List.of("loading", "journal written", "triggers dropped", "tables swapped", "everything new");

    /** The process that is killed: restores new tables, and says what it has reached. */
    static final class Restore {

        private Restore() {}

        @SuppressWarnings("SystemOut") // the test reads it
        public static void main(String... arguments) throws InterruptedException {
            try (MysqlStaging staging = MysqlStaging.begin(request(arguments[0], false), connector(arguments[1]))) {
                say("loading", arguments[2]);
                staging.finishRows();
                staging.publish(step -> say(step, arguments[2]));
            }
        }

        private static void say(String step, String last) {
            System.out.println(step);
            if (step.equals(last)) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void theDatabaseIsOldOrNewWhenDoppelIsKilled(TestServer server) throws IOException {
        MysqlFlavor flavor = Database.flavor(server);
        for (String moment : MOMENTS) {
            try (Database live = Database.fresh(server)) {
                create(live.session(), true);
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Restore.class.getName(),
                                live.url(),
                                flavor.id(),
                                moment)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                try (BufferedReader said =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    String line = said.readLine();
                    while (line != null && !line.equals(moment)) {
                        line = said.readLine();
                    }
                    assertThat(line).isEqualTo(moment);
                } finally {
                    process.destroyForcibly();
                    process.onExit().join();
                }

                assertThat(tables(live.session())).as(moment).isEqualTo(MOMENTS.indexOf(moment) < 3 ? "old" : "new");
                recoveredIsWhole(live.url(), Database.connector(server), moment);
            }
        }
    }

    @Test
    void theDatabaseIsOldOrNewWhenTheServerIsKilled(@TempDir Path directory) throws Exception {
        Random random = new Random(20261120);
        try (KillableServer server = KillableServer.start(TestServer.MARIADB, directory)) {
            for (String moment : MOMENTS.subList(1, MOMENTS.size())) {
                // at once, and in the midst of what comes next
                for (int longest : moment.startsWith("t") ? new int[] {1, 40} : new int[] {1}) {
                    String url = prepared(server);
                    int delay = random.nextInt(longest);
                    CompletableFuture<Void> killing = new CompletableFuture<>();
                    try (MysqlStaging staging =
                            MysqlStaging.begin(request(url, false), Database.connector(TestServer.MARIADB))) {
                        staging.finishRows();
                        staging.publish(step -> {
                            if (step.equals(moment)) {
                                new Thread(() -> {
                                            sleep(delay);
                                            try {
                                                server.kill();
                                            } finally {
                                                killing.complete(null);
                                            }
                                        })
                                        .start();
                            }
                        });
                    } catch (DatabaseException e) { // the connection is gone
                        killing.completeOnTimeout(null, 10, TimeUnit.SECONDS).join();
                        assertThat(server.isRunning())
                                .as(() -> moment + ": " + e)
                                .isFalse();
                    }
                    killing.join();
                    server.start();
                    String what = recoveredIsWhole(
                            url, Database.connector(TestServer.MARIADB), moment + " and " + delay + " ms");
                    if (MOMENTS.indexOf(moment) > 2) {
                        assertThat(what).isEqualTo("new");
                    }
                }
            }
        }
    }

    @Test
    void whatAKilledServerLeftOfATriggerIsNotInTheWay(@TempDir Path directory) throws Exception {
        try (KillableServer server = KillableServer.start(TestServer.MARIADB, directory)) {
            String url = prepared(server);
            try (MysqlSession session = Database.connector(TestServer.MARIADB).openServer(url)) {
                session.run("Preparing", "CREATE DATABASE doppel_new_live");
            }
            Path left = directory.resolve("data/doppel_new_live");
            for (String name : List.of("r0", "r1")) {
                Files.writeString(left.resolve(name + ".TRN"), "TYPE=TRIGGERNAME\ntrigger_table=t0\n");
            }

            try (MysqlStaging staging =
                    MysqlStaging.begin(request(url, false), Database.connector(TestServer.MARIADB))) {
                staging.finishRows();
                staging.publish();
            }

            assertThat(recoveredIsWhole(url, Database.connector(TestServer.MARIADB), "orphans"))
                    .isEqualTo("new");
            assertThat(left).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void aTriggerThatComesTwiceIsRefused(TestServer server) {
        try (Database live = Database.fresh(server)) {
            String script = "CREATE TABLE t (a INT);\n"
                    + "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET @a = 1;\n".repeat(2);

            assertThatThrownBy(() -> MysqlStaging.begin(
                            new TargetRequest(live.url(), Optional.of(script), false, TargetRequest.Rows.OWN),
                            Database.connector(server)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("line 3")
                    .hasMessageContaining("already exists");
        }
    }

    private static String prepared(KillableServer server) {
        String url = server.url("live");
        try (MysqlSession session = Database.connector(TestServer.MARIADB).openServer(url)) {
            session.run("Preparing", "DROP DATABASE IF EXISTS live");
            session.run("Preparing", "CREATE DATABASE live");
            session.use("live");
            create(session, true);
        }
        return url;
    }

    private static void create(MysqlSession session, boolean old) {
        new MysqlScriptRunner(session, new MysqlEvents()).run(script(old));
    }

    private static TargetRequest request(String url, boolean old) {
        return new TargetRequest(url, Optional.of(script(old)), false, TargetRequest.Rows.OWN);
    }

    /** Tables with triggers and references, a view and a procedure, which all say whether they are old or new. */
    private static String script(boolean old) {
        String what = old ? "old" : "new";
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < TABLES; i++) {
            script.append("CREATE TABLE t")
                    .append(i)
                    .append(" (id INT PRIMARY KEY, ")
                    .append(what);
            script.append(" INT").append(i == 0 ? "" : ", FOREIGN KEY (" + what + ") REFERENCES t" + (i - 1) + " (id)");
            script.append(");\nINSERT INTO t")
                    .append(i)
                    .append(" VALUES (1, ")
                    .append(i == 0 ? "7" : "1")
                    .append(");\n");
            script.append("CREATE TRIGGER r")
                    .append(i)
                    .append(" BEFORE INSERT ON t")
                    .append(i);
            script.append(" FOR EACH ROW SET @").append(what).append(" = 1;\n");
        }
        script.append("CREATE VIEW ")
                .append(old ? "only_" : "")
                .append("v AS SELECT ")
                .append(what);
        script.append(" FROM t0;\nCREATE TABLE ").append(old ? "" : "only_").append("v (a INT);\n");
        script.append("CREATE PROCEDURE p() SELECT '").append(what).append("';\n");
        return script.toString();
    }

    /** Whether the tables are old or new, all of them. */
    private static String tables(MysqlSession session) {
        List<String> columns = session.strings(
                "Asking",
                "SELECT CONCAT(COLUMN_NAME, ' ', COUNT(*)) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = "
                        + "DATABASE()"
                        + " AND TABLE_NAME LIKE 't%' AND COLUMN_NAME IN ('old', 'new') GROUP BY COLUMN_NAME");
        assertThat(columns).hasSize(1);
        String[] column = columns.get(0).split(" ");
        assertThat(column[1]).isEqualTo(String.valueOf(TABLES));
        return column[0];
    }

    private static String recoveredIsWhole(String url, MysqlConnector connector, String moment) {
        MysqlRecovery.finish(url, connector); // what a restore begins with
        try (MysqlSession session = connector.open(url)) {
            String what = tables(session);
            String script = MysqlScript.write(
                            session, MysqlSchemaReader.read(session).tables())
                    .script();
            String other = what.equals("old") ? "new" : "old";
            assertThat(script)
                    .as(moment)
                    .contains("@" + what, "'" + what + "'")
                    .doesNotContain("`" + other + "`", "@" + other);
            assertThat(script.split(" TRIGGER `?r")).as(moment).hasSize(TABLES + 1);
            assertThat(session.strings("Asking", "SELECT " + what + " FROM t0")).containsExactly("7");
            for (String left :
                    session.strings("Asking", "SHOW DATABASES LIKE 'doppel\\_%" + session.database() + "'")) {
                // a killed MariaDB can leave files that keep it from removing a directory
                assertThat(session.strings("Asking", "SHOW TABLES FROM " + left))
                        .as(moment + " " + left)
                        .isEmpty();
            }
            return what;
        }
    }

    private static MysqlConnector connector(String id) {
        return Database.connector(id.equals("mysql") ? TestServer.MYSQL : TestServer.MARIADB);
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
