package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where rows go that cannot be saved, and what becomes of those of an earlier restore. */
final class UnsavedPlacesTest {

    @TempDir
    private Path folder;

    private Path fixture;
    private Path target;
    private Path strict;

    @BeforeEach
    void dumpLibrary() throws IOException {
        fixture = folder.resolve("a");
        target = Files.createDirectory(folder.resolve("databases")).resolve("new.db");
        strict = Files.writeString(
                folder.resolve("new.sql"),
                "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> 'Otfried'));"
                        + "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author INTEGER);");
        Shell.run("dump", Database.library(folder.resolve("library.db")), fixture);
    }

    @Test
    void isTheDirectoryThatTheUserNames() throws IOException {
        Path named = folder.resolve("elsewhere/rows");

        Shell.Result result = Shell.run(
                "restore", fixture, "--into", target, "--schema", strict, "--tolerate", "1", "--unsaved", named);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("are in " + named, "--resume --unsaved " + named);
        assertThat(fixture.resolve("unsaved")).doesNotExist();
        Path rows = named.resolve("AuthorRows.java");
        Files.writeString(rows, Files.readString(rows).replace("\"Otfried\"", "\"Preussler\""));
        Shell.Result resumed = Shell.run("restore", fixture, "--into", target, "--resume", "--unsaved", named);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(Database.value(target, "SELECT group_concat(name) FROM author"))
                .isEqualTo("Astrid,Preussler");
    }

    @Test
    void isNeverADirectoryWithAnythingElse() throws IOException {
        Path mine =
                Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("note.txt"), "mine");

        Shell.Result result = Shell.run("restore", fixture, "--into", target, "--unsaved", mine.getParent());

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-010: " + mine.getParent());
        assertThat(mine).hasContent("mine");
        assertThat(Tree.names(target.getParent())).isEmpty();
    }

    @Test
    void isBesideTheTargetWhereTheFixtureCannotBeWritten() throws Exception {
        close(fixture);
        try {
            Shell.Result result = obedient("restore", fixture, "--into", target, "--schema", strict, "--tolerate", "1");

            Path beside = target.resolveSibling("a-unsaved");
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.err()).contains("denied", "are in " + beside, "--resume --unsaved " + beside);
            assertThat(beside.resolve("AuthorRows.java")).content().contains("Otfried");
            assertThat(beside.resolve("RESUME")).content().contains("published yes");
            assertThat(Tree.names(target.getParent())).containsExactly("a-unsaved", "new.db");
        } finally {
            open(fixture);
        }
    }

    @Test
    void isCheckedBeforeTheTargetIsReplaced() throws Exception {
        Shell.run("restore", fixture, "--into", target, "--schema", strict);
        assertThat(fixture.resolve("unsaved")).isDirectory();
        close(fixture);
        try {
            Shell.Result result = obedient("restore", fixture, "--into", target);

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).startsWith("DOPPEL-011: " + fixture.resolve("unsaved"));
            assertThat(Tree.names(target.getParent())).isEmpty();
        } finally {
            open(fixture);
        }
    }

    @Test
    void isSetAsideWhereItIsNotWhatARestoreWrote() throws IOException {
        Path note = Files.createDirectory(fixture.resolve("unsaved")).resolve("note.txt");
        Files.writeString(note, "mine");

        Shell.Result result = Shell.run("restore", fixture, "--into", target);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(target).exists();
        assertThat(fixture.resolve("unsaved-1/note.txt")).hasContent("mine");
        assertThat(fixture.resolve("unsaved")).doesNotExist();
    }

    @Test
    void takesOneFileAtATime() throws Exception {
        int tables = 500;
        String[] many = IntStream.range(0, tables)
                .boxed()
                .flatMap(i -> Stream.of(
                        "CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY)", "INSERT INTO t" + i + " VALUES (1)"))
                .toArray(String[]::new);
        Path fixtureOfMany = folder.resolve("many");
        Shell.run("dump", Database.create(folder.resolve("many.db"), many), fixtureOfMany);
        Path never = Files.writeString(
                folder.resolve("never.sql"),
                IntStream.range(0, tables)
                        .mapToObj(i -> "CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY CHECK (id > 1));")
                        .collect(Collectors.joining("\n")));
        String java = Child.java(Child.ownHome(), "doppel.cli.Doppel").stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));

        Shell.Result result = Child.run(
                folder,
                List.of("bash", "-c", "ulimit -n 200; exec " + java + " restore many --into new.db --schema " + never));

        assertThat(result.code()).as(result.err()).isEqualTo(1);
        assertThat(Tree.names(fixtureOfMany.resolve("unsaved")).stream().filter(name -> name.endsWith("Rows.java")))
                .hasSize(tables);
    }

    private static void close(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** Runs a command in a process that has to obey permissions, even if it is root's. */
    private Shell.Result obedient(Object... words) throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
        }
        command.addAll(Child.java(Child.ownHome(), "doppel.cli.Doppel"));
        Stream.of(words).map(Object::toString).forEach(command::add);
        return Child.run(folder, command);
    }
}
