package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whenever a dump or a restore is killed, what it was to replace is the old or the new, and the next run goes through
 * and cleans up. The number of kills, and the seed of their moments, can be set:
 * {@code -Ddoppel.kills=200 -Ddoppel.kills.seed=7}.
 */
final class KillTest {

    private static final int KILLS = Integer.getInteger("doppel.kills", 12);
    private static final long SEED = Long.getLong("doppel.kills.seed", 1);
    private static final int ROWS = 30_000;

    @TempDir
    private Path folder;

    private Path first;
    private Path second;
    private Path place;

    @BeforeEach
    void createDatabases() throws IOException {
        first = Database.numbers(folder.resolve("first.db"), ROWS, "one");
        second = Database.numbers(folder.resolve("second.db"), ROWS + 1_000, "two");
        Database.create(second, "CREATE INDEX words ON numbers (word)", "PRAGMA journal_mode = WAL");
        place = Files.createDirectory(folder.resolve("place"));
    }

    @Test
    void leavesTheOldFixtureOrTheNewOne() throws Exception {
        Path fixture = place.resolve("fixture");
        for (Path database : List.of(first, second)) {
            assertThat(Shell.run("dump", database, folder.resolve(database.getFileName() + ".fixture"))
                            .code())
                    .isZero();
        }
        Tree one = Tree.of(folder.resolve("first.db.fixture"));
        Tree two = Tree.of(folder.resolve("second.db.fixture"));
        Object[] again = {"dump", first, fixture, "--overwrite", "--quiet"};
        assertThat(Shell.run(again).code()).isZero();

        kill(
                () -> which(Tree.of(fixture), one, two),
                again,
                "dump",
                second,
                fixture,
                "--overwrite",
                "--then",
                "dump",
                first,
                fixture,
                "--overwrite");

        assertThat(Tree.of(fixture)).isEqualTo(one);
    }

    @Test
    void leavesTheOldDatabaseOrTheNewOne() throws Exception {
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        assertThat(Shell.run("dump", first, a).code()).isZero();
        assertThat(Shell.run("dump", second, b).code()).isZero();
        Path database = place.resolve("numbers.db");
        String one = Database.digest(first);
        String two = Database.digest(second);
        Object[] again = {"restore", a, "--into", database, "--replace", "--yes", "--quiet"};
        assertThat(Shell.run(again).code()).isZero();

        kill(
                () -> which(Database.digest(database), one, two),
                again,
                "restore",
                b,
                "--into",
                database,
                "--replace",
                "--yes",
                "--then",
                "restore",
                a,
                "--into",
                database,
                "--replace",
                "--yes");

        assertThat(Database.digest(database)).isEqualTo(one);
    }

    private static String which(Object found, Object one, Object two) {
        assertThat(found).isIn(one, two);
        return found.equals(one) ? "one" : "two";
    }

    private void kill(Callable<String> look, Object[] again, Object... loop) throws Exception {
        List<String> command = Child.java(Child.ownHome(), "doppel.cli.CommandLoop");
        for (Object word : loop) {
            command.add(word.toString());
        }
        Random random = new Random(SEED);
        long cycle = cycle(command);
        int ones = 0;
        int interrupted = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long delay = (long) (random.nextDouble() * 1.5 * cycle);
            startAndKill(command, delay);
            List<String> left = Tree.names(place);
            interrupted += left.stream().anyMatch(name -> name.contains(".doppel-")) ? 1 : 0;
            try {
                ones += look.call().equals("one") ? 1 : 0;
            } catch (AssertionError e) {
                throw new AssertionError("kill " + kill + " after " + delay + " µs, leaving " + left, e);
            }
            Shell.Result result = Shell.run(again);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(Tree.names(place))
                    .as("kill %s left %s", kill, left)
                    .hasSize(1)
                    .noneMatch(name -> name.contains("doppel"));
        }
        System.out.println("KillTest: " + again[0] + ": of " + KILLS + " kills, " + interrupted
                + " interrupted the work; they left the first " + ones + " times and the second " + (KILLS - ones)
                + " times");
    }

    /** How long the process needs for all commands once, in microseconds. */
    private static long cycle(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("started");
            long start = System.nanoTime();
            assertThat(lines.readLine()).endsWith("done");
            return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void startAndKill(List<String> command, long microseconds) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("started");
                TimeUnit.MICROSECONDS.sleep(microseconds);
                assertThat(process.isAlive())
                        .as(() -> "the commands failed: " + lines.lines().toList())
                        .isTrue();
            } finally {
                process.destroyForcibly().waitFor(); // SIGKILL
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
