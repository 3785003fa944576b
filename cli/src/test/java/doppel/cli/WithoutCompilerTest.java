package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that nobody has edited is read instead of compiled, and does the same. */
final class WithoutCompilerTest {

    /** More columns than a Java method takes parameters. */
    private static final int MANY = 300;

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;

    @BeforeEach
    void dump() {
        database = Database.library(folder.resolve("library.db"));
        Database.create(
                database,
                "CREATE TABLE wide (id INTEGER PRIMARY KEY, "
                        + IntStream.range(1, MANY).mapToObj(i -> "c" + i).collect(Collectors.joining(", ")) + ")",
                "INSERT INTO wide (id, c7) VALUES (1, 'seven'), (2, 'eight')");
        fixture = folder.resolve("a");
        Shell.run("dump", database, fixture);
    }

    @Test
    void restoresWithAJavaThatHasNone() throws Exception {
        Path target = folder.resolve("new.db");

        Shell.Result result = restoreWithoutCompiler("restore", fixture, "--into", target);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(Database.digest(target)).isEqualTo(Database.digest(database));
    }

    @Test
    void saysThatAnEditedProgramNeedsOne() throws Exception {
        edit("Restore.java", source -> source.replace("migrations.install(this);", "migrations.install(this); ;"));
        Path target = folder.resolve("new.db");

        Shell.Result result = restoreWithoutCompiler("restore", fixture, "--into", target, "--edited");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("DOPPEL-024", "This Java has no compiler");
        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    into.author(3L, \"Ünal\");",
                "    into.author(3, null);",
                "    into.author(null, \"Ünal\");",
                "    into.author(3, 4);",
                "    into.author(3);",
                "    into.author(1, \"again\");",
                "    into.book(7, \"lost\", 99L);",
                "    into.book(7, \"early\", 1L);",
                "    into.book(1 + 6, \"computed\", 1L);",
                "    into.wide(values(3));",
                "    into.wide(values());",
                "    into.nobody(3);",
                "    install(3);"
            })
    void makesTheSameOfAnEditedRowFile(String row) throws IOException {
        assertSame("AuthorRows.java", row);
    }

    @ParameterizedTest
    @ValueSource(ints = {MANY - 1, MANY, MANY + 1})
    void makesTheSameOfAWideRow(int values) throws IOException {
        String literals =
                IntStream.range(50, 50 + values).mapToObj(String::valueOf).collect(Collectors.joining(", "));

        assertSame("WideRows.java", "    into.wide(values(" + literals + "));");
    }

    /** Checks that both ways end alike, and with the same rows, after a file of rows got this one, too. */
    private void assertSame(String file, String row) throws IOException {
        Path target = folder.resolve("new.db");
        List<Object> outcomes = new ArrayList<>();
        for (List<String> options : List.of(List.<String>of(), List.of("--compile"))) {
            Shell.run("dump", database, fixture, "--overwrite");
            edit(file, source -> source.replaceFirst("(?m)^(    into\\.)", row + "\n$1"));
            List<Object> words = new ArrayList<>(List.of("restore", fixture, "--into", target, "--edited"));
            words.addAll(List.of("--tolerate", "1"));
            words.addAll(options);
            Shell.Result result = Shell.run(words.toArray());
            outcomes.add(List.of(
                    result.code(),
                    result.out(),
                    result.err().replace(" --compile`", "`"), // how to go on
                    Files.exists(target) ? Database.digest(target) : "nothing"));
            Files.deleteIfExists(target);
        }
        assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1));
    }

    private void edit(String file, UnaryOperator<String> change) throws IOException {
        Path path = fixture.resolve(file);
        String before = Files.readString(path);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(path, after);
    }

    /** A JRE without the module of javac. */
    private Shell.Result restoreWithoutCompiler(Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Child.java(Child.ownHome(), Doppel.class.getName()));
        for (Object word : words) {
            command.add(word.toString());
        }
        command.addAll(1, List.of("--limit-modules", "java.se,jdk.jfr,jdk.unsupported"));
        return Child.run(folder, command);
    }
}
