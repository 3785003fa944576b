package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Directories;
import doppel.fixture.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever becomes of the files of a fixture, it is refused with a code, or restored to what its text says.
 * {@code -Ddoppel.fuzz.fixtures=10000 -Ddoppel.fuzz.seed=5000} tries harder, and from another seed on.
 */
final class FixtureFuzzTest {

    private static final int FIXTURES = Integer.getInteger("doppel.fuzz.fixtures", 300);
    private static final int FIRST_SEED = Integer.getInteger("doppel.fuzz.seed", 0);
    private static final int COMPILED_OF_TEN = 1;

    @TempDir
    private Path folder;

    private Path fixture;
    private Path target;
    private String digest;
    private final Map<String, byte[]> files = new TreeMap<>();

    @BeforeEach
    void dumpDatabase() throws IOException {
        Path database = Database.create(
                Database.library(folder.resolve("library.db")),
                "CREATE TABLE value (id INTEGER PRIMARY KEY, whole INTEGER, half REAL, word TEXT, body BLOB, any)",
                "INSERT INTO value VALUES (1, 9223372036854775807, -0.0, 'a \"word\" \\ ' || char(10, 0, 8232), "
                        + "x'00ff', 1)",
                "INSERT INTO value VALUES (2, 'not whole', 9e999, '€😀', zeroblob(3), NULL), (3, -1, 5e-324, '', "
                        + "x'', 'x')",
                "INSERT INTO value VALUES (4, NULL, 1.5, printf('%.70000c', 'x'), NULL, 2.5)",
                "CREATE TABLE bare (a, b TEXT UNIQUE)",
                "INSERT INTO bare VALUES (1, 'one'), (1, 'two'), (NULL, NULL), (NULL, NULL)");
        fixture = folder.resolve("a");
        target = folder.resolve("new.db");
        digest = Database.digest(database);
        Shell.run("dump", database, fixture, "--as-version", "1");
        try (Stream<Path> all = Files.walk(fixture)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(fixture.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isRefusedOrRestoredToWhatItSays() throws IOException {
        int restored = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + FIXTURES; seed++) {
            restored += restores(seed) ? 1 : 0;
        }
        assertThat(restored).isBetween(FIXTURES / 50, FIXTURES - FIXTURES / 50);
    }

    private boolean restores(int seed) throws IOException {
        Random random = new Random(seed);
        boolean dataOnly = random.nextBoolean();
        write(mutated(random, dataOnly));
        if (random.nextBoolean()) {
            Shell.Result sealed = Shell.run("seal", fixture);
            assertThat(sealed.err()).as("seal %d", seed).doesNotContain("DOPPEL-099");
        }
        List<Object> words = new ArrayList<>(List.of("restore", fixture, "--into", target));
        if (dataOnly) {
            words.add("--data-only");
        }
        if (random.nextInt(4) > 0) {
            words.add("--edited");
        }
        Shell.Result result = Shell.run(words.toArray());

        assertThat(result.err()).as("restore %d", seed).doesNotContain("DOPPEL-099");
        if (result.code() != 0) {
            assertThat(result.err()).as("restore %d", seed).containsPattern("DOPPEL-[0-9]{3}: ");
            assertThat(result.code()).as("restore %d", seed).isIn(1, 3);
            assertThat(target).as("restore %d", seed).doesNotExist();
            return false;
        }
        assertSaysTheSame(seed, dataOnly);
        Files.delete(target);
        return true;
    }

    /**
     * Compares with a dump of the target, or where the text is not as a dump writes it, with what javac makes of it.
     */
    private void assertSaysTheSame(int seed, boolean dataOnly) throws IOException {
        String restored = Database.digest(target);
        if (restored.equals(digest)) {
            return;
        }
        List<String> rows = statementsOf(target, seed);
        if (rows.equals(statements(fixture))) {
            return;
        }
        Path compiled = folder.resolve("compiled.db");
        if (dataOnly) { // nobody has run the script, so it may be no script at all
            Files.write(fixture.resolve("schema.sql"), files.get("schema.sql"));
        }
        Shell.run("seal", fixture);
        Shell.Result result = Shell.run("restore", fixture, "--into", compiled, "--compile");
        assertThat(result.code()).as("restore %d: %s", seed, result.err()).isZero();
        assertThat(statementsOf(compiled, seed)).as("restore %d", seed).isEqualTo(rows);
        Files.delete(compiled);
    }

    /** The statements that a dump of a database has; its tables may have been written anew. */
    private List<String> statementsOf(Path database, int seed) throws IOException {
        Path again = folder.resolve("again");
        Directories.delete(again);
        Shell.Result dumped = Shell.run("dump", database, again, "--as-version", "1", "--tolerate");
        assertThat(dumped.code()).as("restore %d: %s", seed, dumped.err()).isZero();
        return statements(again);
    }

    /** The statements of all rows, in the order of their text. */
    private static List<String> statements(Path fixture) throws IOException {
        List<String> statements = new ArrayList<>();
        try (Stream<Path> all = Files.list(fixture)) {
            for (Path file : (Iterable<Path>) all.filter(path -> path.toString().endsWith("Rows.java"))::iterator) {
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("into."))
                        .forEach(statements::add);
            }
        }
        statements.sort(null);
        return statements;
    }

    private void write(Map<String, byte[]> contents) throws IOException {
        Directories.delete(fixture);
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            Path path = fixture.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private Map<String, byte[]> mutated(Random random, boolean dataOnly) {
        Map<String, byte[]> mutated = new TreeMap<>(files);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            List<String> names = new ArrayList<>(mutated.keySet());
            if (!dataOnly && random.nextInt(10) >= COMPILED_OF_TEN) {
                names.remove("Restore.java"); // javac takes its time
            }
            String name = names.get(random.nextInt(names.size()));
            byte[] content = mutated.get(name);
            switch (random.nextInt(12)) {
                case 0 -> mutated.remove(name);
                case 1 -> mutated.put(name.replace("Rows.java", "Rows_2.java"), content);
                case 2 -> mutated.put(name, mutated.get(names.get(random.nextInt(names.size()))));
                case 3 -> mutated.put(name, java.util.Arrays.copyOf(content, random.nextInt(content.length + 1)));
                case 4, 5 -> mutated.put(name, lines(content, random));
                default -> mutated.put(name, bytes(content, random));
            }
        }
        if (random.nextInt(10) > 0) {
            mutated.putIfAbsent(Manifest.FILE_NAME, files.get(Manifest.FILE_NAME));
        }
        return mutated;
    }

    /** A line is doubled, cut, removed, or changes places with another. */
    private static byte[] lines(byte[] content, Random random) {
        List<String> lines =
                new ArrayList<>(List.of(new String(content, StandardCharsets.ISO_8859_1).split("(?<=\n)", -1)));
        int one = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(4)) {
            case 0 -> lines.add(one, lines.get(other));
            case 1 ->
                lines.set(
                        one,
                        lines.get(one)
                                .substring(0, random.nextInt(lines.get(one).length() + 1)));
            case 2 -> lines.remove(one);
            default -> java.util.Collections.swap(lines, one, other);
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes are changed, put in, or left out. */
    private static byte[] bytes(byte[] content, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int place = random.nextInt(content.length + 1);
        int end = Math.min(content.length, place + random.nextInt(3));
        out.write(content, 0, place);
        String likely = "0123456789.,;(){}\"'\\/*-+eELfxnul \n\0";
        for (int i = random.nextInt(3); i > 0; i--) {
            out.write(random.nextBoolean() ? likely.charAt(random.nextInt(likely.length())) : random.nextInt(256));
        }
        out.write(content, end, content.length - end);
        return out.toByteArray();
    }
}
