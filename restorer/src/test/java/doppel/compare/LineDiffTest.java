package doppel.compare;

import static doppel.compare.FixtureText.empty;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineDiffTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 30, 1_000_000})
    void leadsFromOneTextToTheOther(int distinctLines) throws IOException {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            List<String> a = lines(random, random.nextInt(5_000), distinctLines);
            List<String> b = edited(random, a, distinctLines);

            assertThat(patched(a, b)).as("seed %d", seed).isEqualTo(b);
        }
    }

    @Test
    void findsTheShortestDifferenceOfShortTexts() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<String> a = lines(random, random.nextInt(60), 8);
            List<String> b = edited(random, a, 8);
            long shortest = DiffUtils.diff(a, b).getDeltas().stream()
                    .mapToLong(delta ->
                            delta.getSource().size() + delta.getTarget().size())
                    .sum();

            assertThat(size(a, b)).as("seed %d", seed).isEqualTo(shortest);
        }
    }

    @Test
    void findsTheWayBackAfterLongInsertionsAndDeletions() throws IOException {
        List<String> a = numbers(0, 50_000);
        List<String> b = new ArrayList<>(numbers(0, 10_000));
        b.addAll(numbers(100_000, 130_000));
        b.addAll(numbers(10_000, 20_000));
        b.addAll(numbers(35_000, 50_000));

        assertThat(patched(a, b)).isEqualTo(b);
        assertThat(size(a, b)).isEqualTo(30_000 + 15_000);
    }

    @Test
    void comparesTextsInReverseOrder() throws IOException {
        List<String> a = numbers(0, 20_000);
        List<String> b = new ArrayList<>(a);
        Collections.reverse(b);

        assertThat(patched(a, b)).isEqualTo(b);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> lines(Random random, int count, int distinct) {
        return random.ints(count, 0, distinct).mapToObj(Integer::toString).toList();
    }

    /** Takes out, puts in and changes pieces of any length. */
    private static List<String> edited(Random random, List<String> lines, int distinct) {
        List<String> edited = new ArrayList<>(lines);
        for (int edits = random.nextInt(6); edits > 0; edits--) {
            int at = random.nextInt(edited.size() + 1);
            int length = random.nextInt(1 << random.nextInt(12));
            if (random.nextBoolean()) {
                edited.subList(at, Math.min(edited.size(), at + length)).clear();
            }
            if (random.nextBoolean()) {
                edited.addAll(at, lines(random, length, distinct));
            }
        }
        return edited;
    }

    private long size(List<String> a, List<String> b) throws IOException {
        write(a, b);
        return FixtureDiff.compare(directory.resolve("a"), directory.resolve("b"), new DiffListener() {})
                .files()
                .stream()
                .mapToLong(file -> file.added() + file.removed())
                .sum();
    }

    /** Applies the difference of both texts to the first one, as the patch program would. */
    private List<String> patched(List<String> a, List<String> b) throws IOException {
        write(a, b);
        List<String> result = new ArrayList<>();
        int[] taken = {0};
        FixtureDiff.compare(directory.resolve("a"), directory.resolve("b"), new DiffListener() {
            @Override
            public void hunk(DiffFile file, Hunk hunk) {
                int start = (int) hunk.a().start() - (hunk.a().count() == 0 ? 0 : 1);
                result.addAll(a.subList(taken[0], start));
                taken[0] = start + (int) hunk.a().count();
                assertThat(hunk.b().start() - (hunk.b().count() == 0 ? 0 : 1)).isEqualTo(result.size());
                List<String> before = new ArrayList<>();
                for (Hunk.Line line : hunk.lines()) {
                    if (line.change() != Hunk.Change.ADDED) {
                        before.add(line.text());
                    }
                    if (line.change() != Hunk.Change.REMOVED) {
                        result.add(line.text());
                    }
                }
                assertThat(before).isEqualTo(a.subList(start, taken[0]));
            }
        });
        result.addAll(a.subList(taken[0], a.size()));
        return result;
    }

    private void write(List<String> a, List<String> b) throws IOException {
        Files.write(empty(directory.resolve("a")).resolve("schema.sql"), a);
        Files.write(empty(directory.resolve("b")).resolve("schema.sql"), b);
    }
}
