package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What developers do with the steps of an application, from an empty file to an upgraded database. */
class MigrationsCommandTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;
    private Path newSchema;

    @BeforeEach
    void dump() throws IOException {
        database = Database.library(folder.resolve("library.db"));
        fixture = folder.resolve("v1");
        Shell.run("dump", database, fixture, "--as-version", "1");
        newSchema = Files.writeString(folder.resolve("v2.sql"), """
                CREATE TABLE writer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, writer INTEGER REFERENCES writer);
                """);
    }

    /** The draft, after somebody has agreed to its guesses. */
    private Path draft() throws IOException {
        Path steps = guessed();
        Path step = steps.resolve("From1To2.java");
        Files.writeString(step, Files.readString(step).replaceAll("// (up|down)\\.", "$1."));
        return steps;
    }

    private Path guessed() {
        Shell.Result result = Shell.run(
                "migrations",
                "new",
                "authors are writers",
                "--from",
                "1",
                "--to",
                "2",
                "--old-schema",
                fixture.resolve("schema.sql"),
                "--schema",
                newSchema,
                "--dir",
                folder.resolve("steps"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("Wrote ").contains("From1To2.java.").contains("From1To2Test.java.");
        return folder.resolve("steps");
    }

    @Test
    void draftsAStepThatGuessesWhatWasRenamed() throws IOException {
        Path steps = draft();

        assertThat(steps.resolve("From1To2.java"))
                .content()
                .contains("steps.step(\"1\", \"2\", \"authors are writers\"")
                .contains("up.table(\"author\").renameTo(\"writer\");")
                .contains("up.table(\"book\").rename(\"author\", \"writer\");")
                .contains("down.table(\"writer\").renameTo(\"author\");");
        assertThat(Shell.run("migrations", "list", steps).out())
                .matches("1 ⇄ 2: authors are writers \\(From1To2.java:7\\)\\R");
    }

    @Test
    void runsNoGuessThatNobodyHasAgreedTo() {
        Shell.Result result = Shell.run(
                "restore",
                fixture,
                "--into",
                folder.resolve("new.db"),
                "--schema",
                newSchema,
                "--migrations",
                guessed());

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("DOPPEL-062");
    }

    @Test
    void provesThatADraftLosesNothing() throws IOException {
        Shell.Result result = Shell.run("migrations", "test", fixture, "--migrations", draft(), "--schema", newSchema);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("  1 → 2: authors are writers")
                .contains("  2 → 1: the way back of: authors are writers")
                .endsWith("The migration from 1 to 2 and back gives the same rows again." + System.lineSeparator());
    }

    @Test
    void showsWhatAMigrationLoses() throws IOException {
        Path step = draft().resolve("From1To2.java");
        Files.writeString(
                step,
                Files.readString(step)
                        .replace(".renameTo(\"author\")", ".renameTo(\"author\").change(\"name\", name -> \"?\")"));

        Shell.Result result = Shell.run("migrations", "test", fixture, "--migrations", step, "--schema", newSchema);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("-    into.author(1, \"Astrid\");").contains("+    into.author(1, \"?\");");
        assertThat(result.out()).contains("and back does not give the same rows again.");
    }

    @Test
    void goesUpOnly() throws IOException {
        Shell.Result result =
                Shell.run("migrations", "test", fixture, "--migrations", draft(), "--schema", newSchema, "--up-only");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("The migration from 1 to 2 accounts for every row: 5 rows saved.");
    }

    @Test
    void upgradesADatabaseAndStampsIt() throws IOException {
        Path upgraded = folder.resolve("new.db");

        Shell.Result result =
                Shell.run("restore", fixture, "--into", upgraded, "--schema", newSchema, "--migrations", draft());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("Rows went from version 1 to 2:" + System.lineSeparator() + "  1 → 2: authors are writers")
                .contains("Restored version 1 as version 2 into ");
        assertThat(Shell.run("version", upgraded).out().strip()).isEqualTo("2");
        assertThat(Database.value(upgraded, "SELECT count(*) FROM writer")).isEqualTo(2);
    }

    @Test
    void startsFromTheVersionThatTheTargetsSchemaSays() throws IOException {
        Files.writeString(newSchema, Files.readString(newSchema) + """
                CREATE TABLE doppel_version (version VARCHAR(200) NOT NULL PRIMARY KEY);
                INSERT INTO doppel_version (version) VALUES ('2');
                """);
        Path steps = draft();
        Path more = folder.resolve("More.java");
        Files.writeString(more, """
                public final class More implements doppel.migration.Migrator {
                  @Override public void steps(doppel.migration.Steps steps) {
                    steps.step("2", "3", "no books any more", up -> up.drop("book"));
                  }
                }
                """);

        Shell.Result result = Shell.run(
                "restore",
                fixture,
                "--into",
                folder.resolve("new.db"),
                "--schema",
                newSchema,
                "--migrations",
                steps,
                "--migrations",
                more);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("as version 2");
    }

    @Test
    void restoresAnUpgradedDatabaseExactly() throws IOException {
        Path upgraded = folder.resolve("new.db");
        Shell.run("restore", fixture, "--into", upgraded, "--schema", newSchema, "--migrations", draft());

        assertThat(Shell.run("double-dump", upgraded).code()).isZero();
        Shell.run("dump", upgraded, folder.resolve("v2"));
        assertThat(Shell.run("restore", folder.resolve("v2"), "--into", folder.resolve("again.db"))
                        .code())
                .isZero();
        assertThat(Shell.run("version", folder.resolve("again.db")).out().strip())
                .isEqualTo("2");
    }

    @Test
    void overwritesNoFile() throws IOException {
        draft();

        Shell.Result again =
                Shell.run("migrations", "new", "x", "--from", "1", "--to", "2", "--dir", folder.resolve("steps"));

        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).contains("DOPPEL-010: ").contains("From1To2.java exists already.");
    }

    @Test
    void wantsBothSchemasOrNeither() throws IOException {
        Shell.Result result = Shell.run("migrations", "new", "x", "--from", "1", "--to", "2", "--schema", newSchema);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("A comparison of schemas needs both of them.");
    }

    @Test
    void wantsMigrationsWhereAVersionIsNamed() {
        assertThat(Shell.run("restore", fixture, "--into", folder.resolve("x.db"), "--to-version", "2"))
                .satisfies(
                        result -> assertThat(List.of(result.code(), result.err().contains("Add --migrations")))
                                .isEqualTo(List.of(2, true)));
    }
}
