package doppel.compare;

import static doppel.compare.FixtureText.empty;
import static doppel.compare.FixtureText.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares fixtures of twenty megabytes each in a process with a heap of twenty-four. */
class LargeFixtureDiffTest {

    private static final int ROWS = 200_000;

    @TempDir
    private Path directory;

    @Test
    void comparesTablesThatDifferInEveryRow() throws Exception {
        write(rows(ROWS, id -> row(id, "before")), rows(ROWS, id -> row(id, "after")));

        assertThat(summaryOfSmallProcess())
                .isEqualTo("TrackRows.java +200000 -200000 changed 200000, " + 2 * ROWS + " lines in hunks");
    }

    @Test
    void findsTheWayBackAfterAHundredThousandRows() throws Exception {
        write(
                rows(ROWS, id -> row(id, "same")),
                rows(ROWS + 100_000, id -> id < 50_000 ? row(id, "same") : row(id - 100_000, "same")));

        assertThat(summaryOfSmallProcess()).startsWith("TrackRows.java +100000 -0 changed 0,");
    }

    /** What the process of the test runs. */
    public static void main(String... directories) {
        long[] lines = {0};
        DiffSummary summary = FixtureDiff.compare(Path.of(directories[0]), Path.of(directories[1]), new DiffListener() {
            @Override
            public void hunk(DiffFile file, Hunk hunk) {
                lines[0] += hunk.lines().size();
            }
        });
        for (FileDifference file : summary.files()) {
            System.out.println(file.file().name() + " +" + file.added() + " -" + file.removed() + " changed "
                    + file.changed() + ", " + lines[0] + " lines in hunks");
        }
    }

    private String summaryOfSmallProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeFixtureDiffTest.class.getName(),
                        directory.resolve("a").toString(),
                        directory.resolve("b").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private void write(List<String> rowsOfA, List<String> rowsOfB) throws IOException {
        table(empty(directory.resolve("a")), "Track", 10_000, rowsOfA);
        table(empty(directory.resolve("b")), "Track", 10_000, rowsOfB);
    }

    private static String row(int id, String text) {
        return "into.track(" + id + ", \"" + text
                + "\", \"a name that makes the row as long as rows often are\", 0.99, null);";
    }

    private static List<String> rows(int count, IntFunction<String> row) {
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return row.apply(index);
            }

            @Override
            public int size() {
                return count;
            }
        };
    }
}
