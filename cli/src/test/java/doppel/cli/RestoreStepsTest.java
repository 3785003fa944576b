package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores through an application's steps: what is said when rows are left, and who keeps the version. */
class RestoreStepsTest {

    @TempDir
    private Path folder;

    private Path fixture;
    private Path newSchema;
    private Path steps;

    @BeforeEach
    void dump() throws IOException {
        Path database = Database.library(folder.resolve("library.db"));
        fixture = folder.resolve("v1");
        Shell.run("dump", database, fixture, "--as-version", "1");
        newSchema = Files.writeString(folder.resolve("v2.sql"), """
                CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author INTEGER REFERENCES author);
                """);
        steps = folder.resolve("Library.java");
        write("up.table(\"book\").change(\"title\", title -> title);");
    }

    private void write(String step) throws IOException {
        Files.writeString(steps, """
                import doppel.migration.*;
                public final class Library implements Migrator {
                  @Override public void steps(Steps steps) {
                    steps.step("1", "2", "a step", up -> {
                """ + step + "\n    });\n  }\n}\n");
    }

    private Shell.Result restore(Object... more) {
        Path target = folder.resolve("new.db");
        return Shell.run(Stream.concat(
                        Stream.of("restore", fixture, "--into", target, "--schema", newSchema, "--migrations", steps),
                        Arrays.stream(more))
                .toArray());
    }

    @Test
    void offersACommandThatWorksWhereTheRestCannotFollowAlone() throws IOException {
        Files.writeString(newSchema, """
                CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> 'Astrid'));
                CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author INTEGER, shelf INTEGER);
                CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT);
                """);
        write("up.table(\"book\").lookUp(\"shelf\", Lookup.in(\"shelf\", \"id\").by(\"title\", \"name\").orCreate());");

        Shell.Result result = restore("--tolerate", "1");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("cannot follow alone").doesNotContain("--resume");
        String command = result.err().replaceAll("(?s).*by `doppel ([^`]*)`.*", "$1");
        Path rows = fixture.resolve("AuthorRows.java");
        Files.writeString(rows, Files.readString(rows).replace("Astrid", "A. Lindgren"));
        Shell.Result again = Shell.run((Object[]) (command + " --yes").split(" "));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(Database.value(folder.resolve("new.db"), "SELECT count(*) FROM author WHERE name LIKE 'A.%'"))
                .isEqualTo(1);
    }

    @Test
    void offersToResumeWhereTheRestCanFollow() throws IOException {
        Files.writeString(
                newSchema, Files.readString(newSchema).replace("NOT NULL", "NOT NULL CHECK (name <> 'Astrid')"));
        write("up.table(\"book\").distinct(\"id\").keepFirst();");
        assertThat(restore().err()).contains("--resume"); // nothing was published: all rows come again

        write("up.table(\"book\").rename(\"title\", \"name\").rename(\"name\", \"title\");");
        assertThat(restore("--tolerate", "1").err()).contains("--resume");
    }

    @Test
    void leavesNoStampIfToldSo() {
        assertThat(restore("--no-stamp").code()).isZero();

        assertThat(Database.value(
                        folder.resolve("new.db"), "SELECT count(*) FROM sqlite_schema WHERE name = 'doppel_version'"))
                .isEqualTo(0);
        assertThat(Shell.run("restore", fixture, "--into", folder.resolve("other.db"), "--no-stamp")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void leavesTheVersionToATool() throws IOException {
        Files.writeString(
                newSchema,
                Files.readString(newSchema)
                        + "CREATE TABLE alembic_version (version_num TEXT);\n"
                        + "INSERT INTO alembic_version VALUES ('2');\n");

        assertThat(restore().code()).isZero();

        assertThat(Shell.run("version", folder.resolve("new.db")).err()).contains("Alembic");
        assertThat(Database.value(
                        folder.resolve("new.db"), "SELECT count(*) FROM sqlite_schema WHERE name = 'doppel_version'"))
                .isEqualTo(0);
    }

    @Test
    void refusesAStampThatTheApplicationHasLeftBehind() {
        restore();
        Path target = folder.resolve("new.db");
        Object[] dump = {"dump", target, folder.resolve("v3"), "--version-query", "SELECT 3"};

        Shell.Result stale = Shell.run(dump);

        assertThat(stale.code()).isEqualTo(3);
        assertThat(stale.err())
                .contains("DOPPEL-048", "2 in Doppel's table doppel_version", "3 in what the query gives");
        assertThat(Shell.run(List.of("dump", target, folder.resolve("v2"), "--version-query", "SELECT 2")
                                .toArray())
                        .code())
                .isEqualTo(0);
    }
}
