package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.testing.KillableServer;
import doppel.testing.TestServer;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whenever Doppel, or the server, is killed during a restore, the database is the old or the new one, and the next
 * restore goes
 * through and leaves nothing behind. The number of kills, and the seed of their moments, can be set: {@code
 * -Ddoppel.kills.server=200 -Ddoppel.kills.seed=7}.
 */
final class ServerKillTest {

    private static final int KILLS = Integer.getInteger("doppel.kills.server", 5);
    private static final long SEED = Long.getLong("doppel.kills.seed", 1);

    @TempDir
    private Path folder;

    static Stream<TestServer> servers() {
        return Stream.of(TestServer.values()).filter(TestServer::available);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void leavesTheOldDatabaseOrTheNewOneWhenDoppelIsKilled(TestServer server) throws Exception {
        Story story = new Story(server, server.freshDatabase(), server.freshDatabase(), server.freshDatabase());
        List<String> command = Child.java(Child.ownHome(), "doppel.cli.CommandLoop");
        story.restore(story.b).forEach(word -> command.add(word.toString()));
        command.add("--then");
        story.restore(story.a).forEach(word -> command.add(word.toString()));
        Random random = new Random(SEED);
        int ones = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long delay = (long) (random.nextDouble() * 4 * story.restoreMilliseconds);
            startAndKill(command, delay);
            ones += story.heal(kill, delay) ? 1 : 0;
        }
        tell("Doppel", server, ones);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void leavesTheOldDatabaseOrTheNewOneWhenTheServerIsKilled(TestServer kind) throws Exception {
        try (KillableServer server = KillableServer.start(kind, Files.createDirectory(folder.resolve("server")))) {
            String start = server.url(kind == TestServer.POSTGRESQL ? "postgres" : "");
            for (String name : List.of("one", "two", "live")) {
                execute(start, "CREATE DATABASE " + name);
            }
            Story story = new Story(kind, server.url("one"), server.url("two"), server.url("live"));
            Random random = new Random(SEED);
            int ones = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                long delay = (long) (random.nextDouble() * 1.2 * story.restoreMilliseconds);
                CompletableFuture<Shell.Result> restore = CompletableFuture.supplyAsync(() -> story.run(story.b));
                TimeUnit.MILLISECONDS.sleep(delay);
                server.kill();
                Shell.Result result = restore.get(2, TimeUnit.MINUTES);
                assertThat(result.code()).as(result.err()).isIn(0, 3);
                server.start();
                ones += story.heal(kill, delay) ? 1 : 0;
            }
            tell("the server", kind, ones);
        }
    }

    private static void tell(String killed, TestServer server, int ones) {
        System.out.println("ServerKillTest: " + killed + ", " + server + ": of " + KILLS + " kills, " + ones
                + " left the old database and " + (KILLS - ones) + " the new one");
    }

    private static void startAndKill(List<String> command, long milliseconds) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("started");
            TimeUnit.MILLISECONDS.sleep(milliseconds);
            assertThat(process.isAlive())
                    .as(() -> "the commands failed: " + lines.lines().toList())
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor(); // SIGKILL
        }
    }

    private static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two databases, their fixtures, and a third one that becomes now the one, now the other. */
    private final class Story {

        private final TestServer kind;
        private final String live;
        private final Path a = folder.resolve("a");
        private final Path b = folder.resolve("b");
        private final String one;
        private final String two;
        private final long restoreMilliseconds;

        Story(TestServer kind, String first, String second, String live) {
            this.kind = kind;
            this.live = live;
            fill(first, 20_000, "one");
            fill(second, 21_000, "two");
            assertThat(Shell.run("dump", kind.forDoppel(first), a).code()).isZero();
            assertThat(Shell.run("dump", kind.forDoppel(second), b).code()).isZero();
            one = contents(first);
            two = contents(second);
            assertThat(run(a).code()).isZero();
            long start = System.nanoTime();
            assertThat(run(b).code()).isZero();
            restoreMilliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertThat(contents(live)).isEqualTo(two);
            assertThat(run(a).code()).isZero();
        }

        private void fill(String url, int rows, String word) {
            execute(
                    url,
                    "CREATE TABLE words (id INTEGER PRIMARY KEY, word VARCHAR(40) NOT NULL, half DOUBLE PRECISION)",
                    "CREATE INDEX words_by_word ON words (word)",
                    "CREATE TABLE notes (id INTEGER PRIMARY KEY, word INTEGER NOT NULL, "
                            + "CONSTRAINT notes_word FOREIGN KEY (word) REFERENCES words (id))",
                    "CREATE VIEW long_words AS SELECT word FROM words WHERE half > 5000",
                    "INSERT INTO words WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                            + " SELECT i, concat('" + word + " ', i), i / 2 FROM n");
            for (int from = 1_000; from < rows; from += 1_000) {
                execute(
                        url,
                        "INSERT INTO words SELECT id + " + from + ", concat('" + word + " ', id + " + from
                                + "), half FROM words WHERE id <= 1000");
            }
            execute(url, "INSERT INTO notes SELECT id, id FROM words");
        }

        List<Object> restore(Path fixture) {
            return List.of("restore", fixture, "--into", kind.forDoppel(live), "--replace", "--yes", "--quiet");
        }

        Shell.Result run(Path fixture) {
            return Shell.run(restore(fixture).toArray());
        }

        /** Looks at the database, and makes it the first again; gives whether it was that. */
        boolean heal(int kill, long delay) {
            String found = contents(live);
            assertThat(found).as("kill %s after %s ms", kill, delay).isIn(one, two);
            Shell.Result result = run(a);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(contents(live)).isEqualTo(one);
            assertThat(leftDatabases()).isEmpty();
            return found.equals(one);
        }

        /** What a restore makes beside the database. */
        private List<String> leftDatabases() {
            String like = " LIKE 'doppel%" + live.replaceFirst("\\?.*", "").replaceFirst(".*/", "") + "'";
            return column(
                    live,
                    kind == TestServer.POSTGRESQL
                            ? "SELECT datname FROM pg_database WHERE datname" + like
                            : "SHOW DATABASES" + like);
        }

        private String contents(String url) {
            return column(url, "SELECT concat(count(*), ' ', sum(id), ' ', min(word), ' ', max(word)) FROM words")
                    + column(url, "SELECT concat(count(*), ' ', sum(word)) FROM notes")
                            .toString()
                    + column(url, "SELECT concat(count(*), ' ', min(word)) FROM long_words");
        }

        private List<String> column(String url, String query) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                List<String> values = new java.util.ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
