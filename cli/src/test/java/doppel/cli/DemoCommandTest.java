package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path folder;

    @Test
    void tellsTheWholeStory() {
        Path demo = folder.resolve("demo");

        Shell.Result result = Shell.run("demo", demo);

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsSubsequence(
                        "$ doppel dump " + demo.resolve("library.db"),
                        "into.members(1, \"Ishmael\"",
                        "$ doppel restore " + demo.resolve("library-1") + " --into " + demo.resolve("same.db"),
                        "+    into.members(1, \"ISHMAEL\"",
                        ".renameTo(\"readers\")",
                        "down.table(\"readers\").renameTo(\"members\")",
                        "--migrations " + demo.resolve("LibraryMigrations.java"),
                        "Rows went from version 1 to 3:",
                        "1 → 2: ",
                        "2 → 3: ",
                        "Restored version 1 as version 3 into " + demo.resolve("library-3.db"),
                        "into.readers(1, \"Ishmael\"",
                        "--to-version 1",
                        "-    into.loans(207, 38, 17, \"2026-02-29\", null, \"waived\");",
                        "+    into.loans(207, 38, 17, \"2026-02-29\", null, 0L);",
                        "So 37 rows did not come back as they were",
                        "$ doppel double-dump ",
                        "found no difference: 17 tables, 447 rows.");
        assertThat(result.out().lines().count()).isLessThan(300);
    }

    @Test
    void refusesAFolderThatIsNotItsOwn() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThat(Shell.run("demo", folder).code()).isEqualTo(3);
        assertThat(mine).hasContent("mine");
    }

    @Test
    void removesNothingThatSomebodyElseLeftInAnEarlierDemo() throws IOException {
        Path demo = folder.resolve("demo");
        Shell.run("demo", demo);
        Path mine = Files.writeString(demo.resolve("mine.txt"), "mine");

        Shell.Result again = Shell.run("demo", demo);

        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).startsWith("DOPPEL-010: " + demo).contains("mine.txt");
        assertThat(mine).hasContent("mine");
    }
}
