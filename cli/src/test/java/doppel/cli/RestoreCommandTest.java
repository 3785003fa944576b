package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doppel restore} as its users see it. */
final class RestoreCommandTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;
    private Path target;

    @BeforeEach
    void dumpLibrary() {
        database = Database.library(folder.resolve("library.db"));
        fixture = folder.resolve("a");
        target = folder.resolve("new.db");
        Shell.run("dump", database, fixture, "--as-version", "1.4.0");
    }

    @Test
    void accountsForEveryTable() throws IOException {
        Shell.Result result = Shell.run("restore", fixture, "--into", target);

        assertThat(result.code()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "table read saved skipped unsaved",
                        "author 2 2 0 0",
                        "book 3 3 0 0",
                        "Restored version 1.4.0 into " + target + ": 5 rows saved.");
        assertThat(result.err()).isEmpty();
        assertThat(Database.digest(target)).isEqualTo(Database.digest(database));
        assertThat(Tree.names(folder)).containsExactly("a", "library.db", "new.db");
    }

    @Test
    void saysNothingWhenAskedToBeQuiet() {
        assertThat(Shell.run("restore", fixture, "--into", target, "--quiet")).isEqualTo(new Shell.Result(0, "", ""));
    }

    @Test
    void refusesATargetThatIsNotEmpty() throws IOException {
        Database.library(target);
        Tree before = Tree.of(folder);

        Shell.Result result = Shell.run("restore", fixture, "--into", target);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("DOPPEL-040: " + target + " is not empty")
                .contains("--replace");
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void replacesNothingWhereNobodyCanBeAsked() throws IOException {
        Database.library(target);
        Tree before = Tree.of(folder);

        Shell.Result result = Shell.run("restore", fixture, "--into", target, "--replace");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("DOPPEL-040").contains("--yes");
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void replacesNothingWithoutAnAnswerOfYes() throws IOException {
        Database.library(target);
        Tree before = Tree.of(folder);

        for (String answer : new String[] {"n\n", "\n", "", "yess\n", "no\ny\n"}) {
            Shell.Result result = Shell.answering(answer, "restore", fixture, "--into", target, "--replace");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("Replace " + target + ", which has 2 tables")
                    .contains("[y/N]");
        }
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void replacesTheDatabaseAfterAnAnswerOfYes() {
        for (String answer : new String[] {"y\n", "YES\n", " y"}) {
            Path old = folder.resolve("old" + answer.strip() + ".db");
            Database.create(old, "CREATE TABLE other (x)", "INSERT INTO other VALUES (1)");

            Shell.Result result = Shell.answering(answer, "restore", fixture, "--into", old, "--replace", "--quiet");

            assertThat(result.code()).isZero();
            assertThat(Database.digest(old)).isEqualTo(Database.digest(database));
        }
    }

    @Test
    void asksNothingWhereThereIsNothingToReplace() {
        Shell.Result result = Shell.run("restore", fixture, "--into", target, "--replace");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void keepsTheModeOfTheFileThatItReplaces() throws IOException {
        Database.library(target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));

        Shell.run("restore", fixture, "--into", target, "--replace", "--yes");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r-----");
        assertThat(Tree.names(folder)).containsExactly("a", "library.db", "new.db");
    }

    @Test
    void leavesNoJournalOfTheDatabaseThatItReplaces() throws IOException {
        for (String mode : List.of("WAL", "PERSIST", "DELETE")) {
            Path old = folder.resolve(mode + ".db");
            Database.create(
                    old, "PRAGMA journal_mode = " + mode, "CREATE TABLE other (x)", "INSERT INTO other VALUES (1)");
            if (!mode.equals("WAL")) {
                Files.write(folder.resolve(mode + ".db-journal"), new byte[512]); // as a kill can leave it
            }

            Shell.Result result = Shell.run("restore", fixture, "--into", old, "--replace", "--yes");

            assertThat(result.code()).as(result.err()).isZero();
            assertThat(Database.digest(old)).isEqualTo(Database.digest(database));
        }
        assertThat(Tree.names(folder)).containsExactly("DELETE.db", "PERSIST.db", "WAL.db", "a", "library.db");
    }

    @Test
    void changesNothingInADryRun() throws IOException {
        Tree before = Tree.of(folder);

        Shell.Result result = Shell.run("restore", fixture, "--into", target, "--dry-run");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Dry run: 5 rows would be saved. " + target + " was not touched.");
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void changesNothingInADryRunThatWouldReplace() throws IOException {
        Database.create(target, "CREATE TABLE other (x)", "INSERT INTO other VALUES (1)");
        Tree before = Tree.of(folder);

        Shell.Result result = Shell.run("restore", fixture, "--into", target, "--dry-run", "--replace");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void refusesADirectoryThatIsNoFixture() throws IOException {
        Files.createDirectory(folder.resolve("photos"));
        for (String name : new String[] {"missing", "photos", "library.db"}) {
            Shell.Result result = Shell.run("restore", folder.resolve(name), "--into", target);

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).startsWith("DOPPEL-020: " + folder.resolve(name) + " is not a fixture");
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void missesTheDirectoryOfTheTarget() throws IOException {
        Shell.Result result = Shell.run("restore", fixture, "--into", folder.resolve("nowhere/new.db"));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("DOPPEL-011")
                .contains("no directory")
                .doesNotContain("Exception");
        assertThat(Tree.names(folder)).containsExactly("a", "library.db");
    }

    @Test
    void refusesADamagedFixture() throws IOException {
        record Damage(String file, String text, String code, String words) {}
        for (Damage damage : List.of(
                new Damage("BookRows.java", null, "DOPPEL-022", "BookRows.java"),
                new Damage("BookRows.java", "final class BookRows {}", "DOPPEL-023", "doppel seal"),
                new Damage("schema.sql", "CREATE TABLE x (y);", "DOPPEL-023", "schema.sql"),
                new Damage("Restore.java", "public class Restore {", "DOPPEL-024", "Restore.java:1:"),
                new Damage("MANIFEST", "doppel fixture, format 3\n", "DOPPEL-021", "format 3"),
                new Damage("MANIFEST", "doppel", "DOPPEL-020", "MANIFEST"),
                new Damage("MANIFEST", null, "DOPPEL-020", "MANIFEST"),
                new Damage("MoreRows.java", "final class MoreRows {}", "DOPPEL-028", "MoreRows.java"))) {
            Path damaged = folder.resolve("damaged");
            Shell.run("dump", database, damaged, "--as-version", "1.4.0", "--overwrite", "--quiet");
            if (damage.text() == null) {
                Files.delete(damaged.resolve(damage.file()));
            } else {
                Files.writeString(damaged.resolve(damage.file()), damage.text());
            }

            Shell.Result result = Shell.run("restore", damaged, "--into", target);

            assertThat(result.code()).as("%s", damage).isEqualTo(3);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).as("%s", damage).contains(damage.code() + ": ", damage.words());
            doppel.Directories.delete(damaged);
            assertThat(Tree.names(folder)).containsExactly("a", "library.db");
        }
    }

    @Test
    void namesTheColumnThatTheTargetDoesNotHave() throws IOException {
        edit("Restore.java", ".set(\"title\"", ".set(\"titel\"");

        Shell.Result result = Shell.run("restore", fixture, "--into", target);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("DOPPEL-027: ", "titel", "book");
        assertThat(target).doesNotExist();
    }

    @Test
    void takesEditedRowsWhenAskedOrSealed() throws IOException {
        edit("BookRows.java", "\"Ronja\"", "\"Ronja Räubertochter\"");

        Shell.Result refused = Shell.run("restore", fixture, "--into", target);
        Shell.Result edited = Shell.run("restore", fixture, "--into", target, "--edited");
        Shell.Result sealed = Shell.run("seal", fixture);
        Shell.Result restored = Shell.run("restore", fixture, "--into", folder.resolve("b.db"));

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("DOPPEL-023", "BookRows.java", "--edited", "doppel seal");
        assertThat(edited.code()).isZero();
        assertThat(sealed.code()).isZero();
        assertThat(sealed.out()).contains("changed BookRows.java\n", "5 rows");
        assertThat(restored.err()).isEmpty();
        assertThat(Database.value(target, "SELECT title FROM book WHERE id = 1"))
                .isEqualTo("Ronja Räubertochter");
        assertThat(Database.digest(folder.resolve("b.db"))).isEqualTo(Database.digest(target));
    }

    @Test
    void takesAnEditedProgramAndSaysSo() throws IOException {
        edit("Restore.java", ".set(\"title\", title)", ".set(\"title\", \"The \" + title)");

        Shell.Result result = Shell.run("restore", fixture, "--into", target);

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Restore.java");
        assertThat(Database.value(target, "SELECT title FROM book WHERE id = 1"))
                .isEqualTo("The Ronja");
    }

    @Test
    void runsNothingOfAFixtureThatIsToBeDataOnly() throws IOException {
        Shell.Result plain = Shell.run("restore", fixture, "--into", target, "--data-only");
        Path witness = folder.resolve("witness");
        edit(
                "Restore.java",
                "    migrations.install(this);",
                "    migrations.install(this);\n    new java.io.File(\"" + witness + "\").mkdir();");
        Shell.run("seal", fixture);

        Shell.Result result = Shell.run("restore", fixture, "--into", folder.resolve("b.db"), "--data-only");

        assertThat(plain.code()).as(plain.err()).isZero();
        String titles = "SELECT group_concat(id || title, ', ') FROM (SELECT id, title FROM book ORDER BY id)";
        assertThat(Database.value(target, titles)).isEqualTo(Database.value(database, titles));
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("DOPPEL-026: ", "Restore.java:");
        assertThat(witness).doesNotExist();
        assertThat(folder.resolve("b.db")).doesNotExist();
    }

    @Test
    void leavesTheTargetAloneWhenARowCannotBeSaved() throws IOException {
        edit("AuthorRows.java", "\"Otfried\"", "null");
        Database.library(target);
        String before = Database.digest(target);

        Shell.Result result = Shell.run("restore", fixture, "--into", target, "--edited", "--replace", "--yes");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("unsaved");
        assertThat(result.err())
                .contains(
                        "DOPPEL-042: 2 rows could not be saved",
                        "AuthorRows.java:",
                        "BookRows.java:",
                        "author.name",
                        "--resume");
        assertThat(Database.digest(target)).isEqualTo(before);
        assertThat(fixture.resolve("unsaved/AuthorRows.java")).content().contains("into.author(2, null);");
    }

    @Test
    void resumesWithCorrectedRows() throws IOException {
        edit("AuthorRows.java", "\"Otfried\"", "null");
        Shell.run("seal", fixture);
        Shell.run("restore", fixture, "--into", target);
        Path unsaved = fixture.resolve("unsaved/AuthorRows.java");
        Files.writeString(unsaved, Files.readString(unsaved).replace("(2, null)", "(2, \"Otfried\")"));

        Shell.Result result = Shell.run("restore", fixture, "--into", target, "--resume");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Database.digest(target)).isEqualTo(Database.digest(database));
    }

    @Test
    void goesOnWithoutAsManyRowsAsAreTolerated() throws IOException {
        edit("AuthorRows.java", "\"Otfried\"", "null");

        Shell.Result result = Shell.run("restore", fixture, "--into", target, "--edited", "--tolerate", "2");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("AuthorRows.java:");
        assertThat(Database.value(target, "SELECT count(*) FROM author")).isEqualTo(1);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = fixture.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }
}
