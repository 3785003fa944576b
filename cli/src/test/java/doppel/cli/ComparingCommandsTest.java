package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doppel diff}, {@code seal} and {@code double-dump} as their users see them. */
final class ComparingCommandsTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path a;
    private Path b;

    @BeforeEach
    void dumpTwice() {
        database = Database.library(folder.resolve("library.db"));
        a = folder.resolve("a");
        b = folder.resolve("b");
        Shell.run("dump", database, a);
        Database.create(database, "UPDATE book SET title = 'Madita \u001b[31m' WHERE id = 2");
        Shell.run("dump", database, b);
    }

    @Test
    void showsADifferenceRowByRow() {
        Shell.Result result = Shell.run("diff", a, b);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "--- a/BookRows.java\n+++ b/BookRows.java\n@@ ",
                        "\n-    into.book(2, \"Krabat\", 2L);\n+    into.book(2, \"Madita \\u001b[31m\", 2L);\n")
                .doesNotContain("\u001b");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void findsNoDifferenceInEqualFixtures() {
        assertThat(Shell.run("diff", a, a)).isEqualTo(new Shell.Result(0, "", "The fixtures are equal.\n"));
        assertThat(Shell.run("diff", a, a, "--quiet")).isEqualTo(new Shell.Result(0, "", ""));
    }

    @Test
    void showsADifferenceToMachines() {
        Shell.Result different = Shell.run("diff", a, b, "--json");
        Shell.Result equal = Shell.run("diff", a, a, "--json");

        assertThat(different.code()).isEqualTo(1);
        assertThat(different.err()).isEmpty();
        assertThat(JsonCheck.isOneDocument(different.out())).isTrue();
        assertThat(different.out()).contains("Madita").contains("BookRows.java").doesNotContain("\u001b");
        assertThat(equal.code()).isZero();
        assertThat(equal.err()).isEmpty();
        assertThat(JsonCheck.isOneDocument(equal.out())).isTrue();
    }

    @Test
    void comparesNothingButFixtures() {
        Shell.Result result = Shell.run("diff", a, folder);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("DOPPEL-020: " + folder);
    }

    @Test
    void sealsOnlyFixtures() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));

        assertThat(Shell.run("seal", photos).code()).isEqualTo(3);
        assertThat(Shell.run("seal", photos).err()).startsWith("DOPPEL-020: " + photos);
        assertThat(Tree.names(photos)).isEmpty();
    }

    @Test
    void sealsAnUnchangedFixtureAsItIs() throws IOException {
        Tree before = Tree.of(a);

        assertThat(Shell.run("seal", a)).isEqualTo(new Shell.Result(0, "Sealed " + a + ": 4 files, 5 rows.\n", ""));
        assertThat(Shell.run("seal", a, "--quiet")).isEqualTo(new Shell.Result(0, "", ""));
        assertThat(Tree.of(a)).isEqualTo(before);
    }

    @Test
    void provesThatNothingIsLost() throws IOException {
        Tree before = Tree.of(folder);

        Shell.Result result = Shell.run("double-dump", database);

        assertThat(result)
                .isEqualTo(new Shell.Result(
                        0, "The double dump of " + database + " found no difference: 2 tables, 5 rows.\n", ""));
        assertThat(Shell.run("double-dump", database, "--quiet")).isEqualTo(new Shell.Result(0, "", ""));
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void keepsTheFixturesOfAProofWhenAsked() throws IOException {
        Path kept = folder.resolve("proof");

        assertThat(Shell.run("double-dump", database, "--keep", kept).code()).isZero();
        assertThat(Tree.names(kept)).containsExactly("a", "b");
        assertThat(Shell.run("diff", kept.resolve("a"), kept.resolve("b")).code())
                .isZero();

        Tree before = Tree.of(kept);
        Shell.Result again = Shell.run("double-dump", database, "--keep", kept);
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).startsWith("DOPPEL-010: " + kept.resolve("a"));
        assertThat(Tree.of(kept)).isEqualTo(before);
    }

    @Test
    void travelsThroughAnotherDatabase() throws IOException {
        Path via = folder.resolve("via.db");

        assertThat(Shell.run("double-dump", database, "--via", via).code()).isZero();
        assertThat(Database.digest(via)).isEqualTo(Database.digest(database));

        Tree before = Tree.of(folder);
        Shell.Result again = Shell.run("double-dump", database, "--via", via);
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).startsWith("DOPPEL-040: " + via);
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void missesTheDatabaseOfADoubleDump() throws IOException {
        Shell.Result result = Shell.run("double-dump", folder.resolve("missing.db"), "--keep", folder.resolve("proof"));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("DOPPEL-003");
        assertThat(Tree.names(folder)).containsExactly("a", "b", "library.db");
    }
}
