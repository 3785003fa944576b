package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doppel dump} as its users see it. */
final class DumpCommandTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;

    @BeforeEach
    void createLibrary() {
        database = Database.library(folder.resolve("library.db"));
        fixture = folder.resolve("a");
    }

    @Test
    void saysWhatItDumpedAndNothingElse() throws IOException {
        Shell.Result result = Shell.run("dump", database, fixture, "--as-version", "1.4.0");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("Dumped 2 tables, 5 rows, as version 1.4.0 to " + fixture + ".\n");
        assertThat(result.err()).isEmpty();
        assertThat(Tree.names(folder)).containsExactly("a", "library.db");
        assertThat(Tree.names(fixture))
                .containsExactly("AuthorRows.java", "BookRows.java", "MANIFEST", "Restore.java", "schema.sql");
    }

    @Test
    void saysNothingWhenAskedToBeQuiet() {
        Shell.Result result = Shell.run("dump", database, fixture, "--quiet", "--verify");

        assertThat(result).isEqualTo(new Shell.Result(0, "", ""));
    }

    @Test
    void tellsEachStepOnStderrWhenAsked() {
        Shell.Result result = Shell.run("dump", database, fixture, "--verbose");

        assertThat(result.out()).hasLineCount(1);
        assertThat(result.err()).contains("dumping author", "dumping book");
    }

    @Test
    void verifiesTheFixture() throws IOException {
        Shell.Result result = Shell.run("dump", database, fixture, "--verify");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Verified: a database restored from it equals the source.");
        assertThat(Tree.names(folder)).containsExactly("a", "library.db");
    }

    @Test
    void dumpsASubset() {
        Shell.Result result = Shell.run("dump", database, fixture, "--where", "author=name = 'Astrid'");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("Dumped 2 tables, 3 rows, as version 0 to " + fixture + ".\n");
        assertThat(result.err()).isEqualTo("author: 1 of 2 rows chosen.\nbook: 2 of 3 rows chosen.\n");
    }

    @Test
    void refusesAConditionBeforeAnythingIsWritten() throws IOException {
        Shell.Result result = Shell.run("dump", database, fixture, "--where", "author=nam = 'Astrid'");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("DOPPEL-051: Reading the condition for author failed: no such column: nam (");
        assertThat(Tree.names(folder)).containsExactly("library.db");
        assertThat(Shell.run("dump", database, fixture, "--where", "author=1", "--verify")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void missesTheDatabase() throws IOException {
        Shell.Result result = Shell.run("dump", folder.resolve("missing.db"), fixture);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("DOPPEL-003: There is no database " + folder.resolve("missing.db"));
        assertThat(Tree.names(folder)).containsExactly("library.db");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "not a database, but long enough".repeat(100));

        Shell.Result result = Shell.run("dump", text, fixture);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-004: " + text);
        assertThat(fixture).doesNotExist();
        assertThat(Shell.run("dump", folder, fixture).err()).startsWith("DOPPEL-004: " + folder + " is not a file.");
    }

    @Test
    void refusesADirectoryThatExists() throws IOException {
        Shell.run("dump", database, fixture);
        Tree before = Tree.of(folder);

        Shell.Result result = Shell.run("dump", database, fixture, "--as-version", "2");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-010: " + fixture).contains("--overwrite");
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void overwritesAFixtureWhenAsked() throws IOException {
        Shell.run("dump", database, fixture);
        Path other = Database.library(folder.resolve("other.db"));

        Shell.Result result = Shell.run("dump", other, fixture, "--as-version", "2", "--overwrite");

        assertThat(result.code()).isZero();
        assertThat(fixture.resolve("MANIFEST")).content().contains("version 2\n");
        assertThat(Tree.names(folder)).containsExactly("a", "library.db", "other.db");
    }

    @Test
    void keepsTheOldFixtureWhenTheNewDumpFails() throws IOException {
        Shell.run("dump", database, fixture);
        Tree before = Tree.of(folder);

        assertThat(Shell.run("dump", database, fixture, "--overwrite", "--tables", "nix")
                        .code())
                .isEqualTo(2);
        assertThat(Shell.run("dump", database, fixture, "--overwrite", "--hooks-from", folder.resolve("nix"))
                        .code())
                .isEqualTo(3);

        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void dumpsTheTablesThatAreNamed() throws IOException {
        assertThat(Shell.run("dump", database, fixture, "--tables", "author").out())
                .startsWith("Dumped 1 table, 2 rows");
        assertThat(Tree.names(fixture)).doesNotContain("BookRows.java");

        Path rest = folder.resolve("b");
        assertThat(Shell.run("dump", database, rest, "--exclude", "book").out()).startsWith("Dumped 1 table, 2 rows");
        assertThat(Tree.of(rest)).isEqualTo(Tree.of(fixture));

        Path both = folder.resolve("c");
        assertThat(Shell.run("dump", database, both, "--tables", "book,author").out())
                .startsWith("Dumped 2 tables");
    }

    @Test
    void refusesTablesThatAreNotThere() throws IOException {
        for (String option : new String[] {"--tables", "--exclude"}) {
            Shell.Result result = Shell.run("dump", database, fixture, option, "author,loan");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("DOPPEL-012: There is no table loan.")
                    .contains("author, book");
        }
        assertThat(Tree.names(folder)).containsExactly("library.db");
    }

    @Test
    void namesTheTableThatWasMeant() {
        assertThat(Shell.run("dump", database, fixture, "--exclude", "Boook").err())
                .startsWith("DOPPEL-012: There is no table Boook; did you mean book?");
    }

    @Test
    void leavesOutTheRowsOfTablesThatAreSkippedOrRecreated() {
        Shell.Result refused = Shell.run("dump", database, fixture, "--policy", "author=skip");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).startsWith("DOPPEL-056: Rows refer to rows that are skipped. book (");

        Shell.Result skipped = Shell.run("dump", database, fixture, "--policy", "book=skip", "--verify");
        assertThat(skipped.code()).as(skipped.err()).isZero();
        assertThat(skipped.out()).startsWith("Dumped 2 tables, 2 rows").contains("Verified");
        assertThat(skipped.err()).isEqualTo("The rows of book are not in the dump: they are skipped.\n");

        Shell.Result unverified = Shell.run(
                "dump",
                database,
                folder.resolve("c"),
                "--policy",
                "author=recreate",
                "--natural",
                "author=id",
                "--verify");
        assertThat(unverified.code()).isEqualTo(2);
        assertThat(unverified.err()).startsWith("DOPPEL-059: --verify cannot restore rows that refer to");
    }

    @Test
    void refusesPoliciesThatAreWrittenOtherwise() {
        for (String[] options : new String[][] {
            {"--policy", "book"},
            {"--policy", "book=drop"},
            {"--policy", "book=skip", "--policy", "book=keep"},
            {"--policy", "book=recreate", "--natural", "book="},
            {"--policy", "book=recreate", "--natural", "book=id,id"}
        }) {
            Object[] words = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("dump", database, fixture), java.util.stream.Stream.of(options))
                    .toArray();
            Shell.Result result = Shell.run(words);

            assertThat(result.code()).as(String.join(" ", options)).isEqualTo(2);
            assertThat(result.err()).startsWith("DOPPEL-001");
        }
    }

    @Test
    void beginsAnotherFileAfterSoManyRows() throws IOException {
        Shell.run("dump", database, fixture, "--max-rows-per-file", "1");

        assertThat(Tree.names(fixture)).contains("BookRows.java", "BookRows_2.java", "BookRows_3.java");
        assertThat(Shell.run("restore", fixture, "--into", folder.resolve("new.db"), "--compile")
                        .code())
                .isZero();
        assertThat(Database.digest(folder.resolve("new.db"))).isEqualTo(Database.digest(database));
    }

    @Test
    void carriesEditsOver() throws IOException {
        Shell.run("dump", database, fixture);
        Path program = fixture.resolve("Restore.java");
        Files.writeString(
                program,
                Files.readString(program)
                        .replace(
                                "    migrations.install(this);",
                                "    migrations.install(this);\n    migrations.beforeSave(\"book\", row -> "
                                        + "row.set(\"title\", \"hooked\"));"));

        Shell.Result result = Shell.run("dump", database, folder.resolve("b"), "--hooks-from", fixture);
        Shell.run("restore", folder.resolve("b"), "--into", folder.resolve("new.db"));

        assertThat(result.code()).isZero();
        assertThat(Database.value(folder.resolve("new.db"), "SELECT count(*) FROM book WHERE title = 'hooked'"))
                .isEqualTo(3);
    }

    @Test
    void createsTheDirectoriesAboveTheFixture() {
        Path deep = folder.resolve("2026/11/20");

        assertThat(Shell.run("dump", database, deep).code()).isZero();
        assertThat(deep.resolve("MANIFEST")).exists();
    }

    @Test
    void refusesValuesThatWouldNotComeBackUnlessTheyAreTolerated() throws IOException {
        Path odd = Database.create(
                folder.resolve("odd.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, n)",
                "INSERT INTO t VALUES (1, '12'), (2, 'twelve')",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_master SET sql = 'CREATE TABLE t (id INTEGER PRIMARY KEY, n INT)'");

        Shell.Result refused = Shell.run("dump", odd, fixture);

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).startsWith("DOPPEL-008").contains("t.n: 1 value", "--tolerate");
        assertThat(fixture).doesNotExist();

        Shell.Result tolerated = Shell.run("dump", odd, fixture, "--tolerate");

        assertThat(tolerated.code()).isZero();
        assertThat(tolerated.err()).contains("A restore will change: t.n: 1 value");
        assertThat(fixture.resolve("TRows.java")).content().contains("into.t(1, \"12\");");
    }
}
