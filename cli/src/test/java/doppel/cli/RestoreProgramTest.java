package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.samples.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fixture is a program of its own: Java compiles it and runs it. */
final class RestoreProgramTest {

    @TempDir
    private Path folder;

    static List<Path> homes() {
        return Child.homes();
    }

    @ParameterizedTest
    @MethodSource("homes")
    void restoresItselfFromInside(Path home) throws Exception {
        Path database = Database.library(folder.resolve("library.db"));
        Path fixture = folder.resolve("a");
        Shell.run("dump", database, fixture);

        Shell.Result result = Child.run(fixture, Child.java(home, "Restore.java", "--into", "../x.db"));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("5 rows saved.");
        assertThat(Database.digest(folder.resolve("x.db"))).isEqualTo(Database.digest(database));
    }

    @ParameterizedTest
    @MethodSource("homes")
    void restoresItselfFromAnywhere(Path home) throws Exception {
        Path database = Database.library(folder.resolve("library.db"));
        Path fixture = folder.resolve("the fixture of today");
        Shell.run("dump", database, fixture);

        Shell.Result result = Child.run(
                folder, Child.java(home, fixture.resolve("Restore.java"), "--into", "Restore.java of today.db"));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Database.digest(folder.resolve("Restore.java of today.db"))).isEqualTo(Database.digest(database));
    }

    @ParameterizedTest
    @MethodSource("homes")
    void endsAsTheCommandDoes(Path home) throws Exception {
        Path database = Database.library(folder.resolve("library.db"));
        Path fixture = folder.resolve("a");
        Shell.run("dump", database, fixture);

        Shell.Result taken = Child.run(fixture, Child.java(home, "Restore.java", "--into", database));
        Shell.Result nowhere = Child.run(fixture, Child.java(home, "Restore.java"));

        assertThat(taken.code()).isEqualTo(3);
        assertThat(taken.err()).startsWith("DOPPEL-040");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("DOPPEL-001", "--into");
    }

    @Test
    void compilesTheSampleWithoutAWarning() throws Exception {
        Path database = folder.resolve("library.db");
        Library.create(database);
        Path fixture = folder.resolve("a");
        Shell.run("dump", database, fixture, "--max-rows-per-file", "100");
        List<String> sources;
        try (Stream<Path> files = Files.list(fixture)) {
            sources = files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .sorted()
                    .toList();
        }
        for (Path home : homes()) {
            Path classes = folder.resolve("classes of " + home.getFileName());
            List<String> command = Stream.concat(
                            Stream.of(
                                    home.resolve("bin/javac").toString(),
                                    "-Xlint:all",
                                    "-Werror",
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    classes.toString()),
                            sources.stream())
                    .toList();

            Shell.Result result = Child.run(folder, command);

            assertThat(result).isEqualTo(new Shell.Result(0, "", ""));
            assertThat(classes.resolve("Restore.class")).exists();
        }
    }
}
