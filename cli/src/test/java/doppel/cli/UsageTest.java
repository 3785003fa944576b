package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody meets who types commands for the first time. */
final class UsageTest {

    @TempDir
    private Path folder;

    @Test
    void tellsWhatItIsWhereNothingWasAsked() {
        Shell.Result result = Shell.run();

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Usage: doppel", "Examples:", "Exit codes:", "doppel demo");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "restore", "double-dump", "check", "version", "schema", "seal", "diff", "demo"})
    void helpsWithEachCommandByExamples(String command) {
        Shell.Result result = Shell.run(command, "--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Usage: doppel " + command);
        if (!command.equals("demo")) {
            assertThat(result.out()).containsPattern("Examples?:\\s+doppel " + command);
        }
        assertThat(result.err()).isEmpty();
    }

    @Test
    void printsAScriptForShellCompletion() {
        Shell.Result result = Shell.run("generate-completion");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("#!").contains("double-dump", "--hooks-from");
    }

    @Test
    void refusesAnUnknownOption() {
        Shell.Result result = Shell.run("dump", "--overwrit", "a.db", "b");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("DOPPEL-001", "--overwrit'", "--overwrite", "See doppel dump --help.");
        assertThat(result.err().lines()).hasSizeLessThan(5);
    }

    @Test
    void refusesAnUnknownCommand() {
        Shell.Result result = Shell.run("dumb", "a.db", "b");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("DOPPEL-001: There is no command dumb.", "Did you mean: doppel dump", "See doppel --help.");
    }

    @Test
    void refusesMissingArguments() {
        assertThat(Shell.run("dump", "a.db").err()).contains("DOPPEL-001", "'DIR'");
        assertThat(Shell.run("dump", "a.db").code()).isEqualTo(2);
        assertThat(Shell.run("restore", "a").err()).contains("DOPPEL-001", "--into");
        assertThat(Shell.run("restore", "a").code()).isEqualTo(2);
        assertThat(Shell.run("diff", "a").code()).isEqualTo(2);
        assertThat(Shell.run("seal").code()).isEqualTo(2);
        assertThat(Shell.run("double-dump").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "1\n2", "ü", "\"", "1\\2", "*/"})
    void refusesVersionsThatAreNotOneWord(String version) throws IOException {
        Path database = Database.library(folder.resolve("library.db"));

        Shell.Result result = Shell.run("dump", database, folder.resolve("a"), "--as-version", version);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("DOPPEL-001", "--as-version 1.4.0");
        assertThat(Tree.names(folder)).containsExactly("library.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4.0", "2026-11-20", "v1+build/7", "/", "{@code}", "%s", "$1", "--x"})
    void takesVersionsThatAreOneWord(String version) {
        Path database = Database.library(folder.resolve("library.db"));

        Shell.Result dumped = Shell.run("dump", database, folder.resolve("a"), "--as-version=" + version);
        Shell.Result restored = Shell.run("restore", folder.resolve("a"), "--into", folder.resolve("new.db"));

        assertThat(dumped.err() + restored.err()).isEmpty();
        assertThat(restored.out()).contains("Restored version " + version + " into");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "99999999999"})
    void refusesFilesOfNoRows(String rows) throws IOException {
        Path database = Database.library(folder.resolve("library.db"));

        Shell.Result result = Shell.run("dump", database, folder.resolve("a"), "--max-rows-per-file=" + rows);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("DOPPEL-001", "--max-rows-per-file");
        assertThat(Tree.names(folder)).containsExactly("library.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5"})
    void refusesToTolerateNoNumberOfRows(String rows) {
        Shell.Result result = Shell.run("restore", folder, "--into", folder.resolve("new.db"), "--tolerate=" + rows);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("DOPPEL-001", "--tolerate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://admin:s3cret@host.invalid/db",
                "postgresql://admin:p@s3cret@host.invalid/db",
                "postgresql://admin:p/s3cret@host.invalid/db",
                "mysql://admin:s3cret@host.invalid:3306/db?useSSL=false",
                "jdbc:postgresql://host.invalid/db?user=admin&password=s3cret",
                "jdbc:mysql://host.invalid/db?PASSWORD=s3cret&user=admin"
            })
    void neverShowsAPassword(String url) {
        for (Object[] words : new Object[][] {
            {"dump", url, folder.resolve("a"), "--stacktrace"},
            {"restore", folder, "--into", url, "--replace", "--stacktrace"},
            {"double-dump", url, "--verbose", "--stacktrace"}
        }) {
            Shell.Result result = Shell.run(words);

            assertThat(result.code()).isIn(2, 3);
            assertThat(result.out() + result.err()).contains("DOPPEL-").doesNotContain("s3cret");
        }
    }

    @Test
    void showsWhereAnErrorAroseWhenAsked() {
        Path missing = folder.resolve("missing.db");

        assertThat(Shell.run("dump", missing, folder.resolve("a")).err()).doesNotContain("\tat ");
        assertThat(Shell.run("dump", missing, folder.resolve("a"), "--stacktrace")
                        .err())
                .contains("DatabaseException", "\tat doppel.");
    }
}
