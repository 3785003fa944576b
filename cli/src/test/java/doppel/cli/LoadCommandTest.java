package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.samples.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doppel load}. */
class LoadCommandTest {

    @TempDir
    private Path folder;

    private Path database;

    @BeforeEach
    void create() throws IOException {
        database = folder.resolve("library.db");
        Library.create(database);
    }

    private Path circle() throws IOException {
        Path file = folder.resolve("CircleRows.java");
        if (Files.notExists(file)) {
            Library.writeDemoRows(file);
        }
        return file;
    }

    @Test
    void loadsTheDemoRowsOfTheSampleAndChangesNothingTheSecondTime() throws IOException {
        Shell.Result first = Shell.run("load", circle(), "--into", database);
        Shell.Result second = Shell.run("load", circle(), "--into", database);

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).isEqualTo("""
                table             new      changed     the same         kept
                branches            1            0            0            0
                loans               1            0            0            0
                members            11            0            0            0
                Loaded into %s: 13 rows changed.
                """.formatted(database));
        assertThat(second.out()).endsWith("Loaded into " + database + ": 0 rows changed.\n");
        assertThat(Database.value(
                        database,
                        "SELECT b.title || ', ' || m.name FROM loans l JOIN books b ON b.id = l.book_id"
                                + " JOIN members m ON m.id = l.member_id WHERE l.lent = '2026-11-02'"))
                .isEqualTo("Emma, Reader 3");
    }

    @Test
    void saysWhichRowsDifferAndWhatCanBeDone() throws IOException {
        Shell.run("load", circle(), "--into", database);
        Database.create(database, "UPDATE members SET name = 'Ann B.' WHERE id = 201");

        Shell.Result refused = Shell.run("load", circle(), "--into", database);
        Shell.Result tried = Shell.run("load", circle(), "--into", database, "--on-conflict", "update", "--dry-run");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "members.name: not what the database has (1 row)\n  CircleRows.java:11 (id 201): members.name:"
                                + " not what the database has: \"Ann Reader\", but \"Ann B.\" there")
                .contains("DOPPEL-042: 1 row could not be saved, so " + database + " was left as it was.");
        assertThat(tried.code()).isZero();
        assertThat(tried.out()).endsWith("Dry run: 1 row would change. " + database + " was not touched.\n");
        assertThat(Database.value(database, "SELECT name FROM members WHERE id = 201"))
                .isEqualTo("Ann B.");
    }

    @Test
    void goesOnWithoutTheRowsThatAreToleratedAndTakesThemLater() throws IOException {
        Shell.run("load", circle(), "--into", database);
        Database.create(database, "UPDATE members SET name = 'Ann B.' WHERE id = 201", "DELETE FROM loans");

        Shell.Result rest = Shell.run("load", circle(), "--into", database, "--tolerate", "1");
        Shell.Result later =
                Shell.run("load", folder.resolve("unsaved"), "--into", database, "--edited", "--on-conflict", "update");

        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(rest.out()).endsWith("Loaded into " + database + ": 1 row changed, 1 row not saved.\n");
        assertThat(rest.err()).contains("run `doppel load " + folder.resolve("unsaved") + " --into ");
        assertThat(later.code()).as(later.err()).isZero();
        assertThat(Database.value(database, "SELECT name FROM members WHERE id = 201"))
                .isEqualTo("Ann Reader");
    }

    @Test
    void loadsADumpWithNewNumbers() {
        Path other = folder.resolve("other.db");
        Database.create(
                other,
                "CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born, died)",
                "INSERT INTO authors VALUES (1, 'An Author', 1797, 1851)");
        Shell.run("dump", other, folder.resolve("fixture"));

        Shell.Result load = Shell.run("load", folder.resolve("fixture"), "--into", database, "--new-ids");

        assertThat(load.code()).as(load.err()).isZero();
        assertThat(Database.value(database, "SELECT id > 27 FROM authors WHERE name = 'An Author'"))
                .isEqualTo(1);
    }

    @Test
    void namesThePlaceOfARowThatDoesNotFit() throws IOException {
        Path file = folder.resolve("WrongRows.java");
        Files.writeString(file, """
                import doppel.fixture.*;

                final class WrongRows implements Rows<Restore> {
                  @Override public void load(Restore into) {
                    into.add("branch", "name", "x");
                  }
                }
                """);

        Shell.Result wrong = Shell.run("load", file, "--into", database);
        Files.writeString(
                file, Files.readString(file).replace("into.add(\"branch\", \"name\", \"x\")", "int i = 1 / 0"));
        Shell.Result thrown = Shell.run("load", file, "--into", database);

        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err())
                .contains("The target has no table branch; did you mean branches?", "WrongRows.java:5")
                .contains("Correct the rows, so that they fit the tables of the database");
        assertThat(thrown.err()).contains("WrongRows.java:5", "Correct it in WrongRows.java");
    }

    @Test
    void saysWhatIsWrongWithTheCall() throws IOException {
        Path wrongName = Files.writeString(folder.resolve("Demo.java"), "");
        Path fixture = folder.resolve("fixture");
        Shell.run("dump", database, fixture);

        assertThat(Shell.run("load", circle(), "--into", database, "--on-conflict", "guess")
                        .err())
                .contains("--on-conflict takes keep, update or refuse, not guess.");
        assertThat(Shell.run("load", circle(), "--into", database, "--new-ids").err())
                .contains("--new-ids is for rows that come from another database.");
        assertThat(Shell.run("load", wrongName, "--into", database).err())
                .contains("Name it DemoRows.java, and its class DemoRows.");
        assertThat(Shell.run("load", folder.resolve("nothing"), "--into", database)
                        .err())
                .contains("nothing");
        assertThat(Shell.run("load", fixture, circle(), "--into", database).err())
                .contains("A fixture is loaded alone");
        assertThat(Shell.run("load", circle(), "--into", folder.resolve("none.db"))
                        .code())
                .isEqualTo(3);
        assertThat(folder.resolve("none.db")).doesNotExist();
    }
}
