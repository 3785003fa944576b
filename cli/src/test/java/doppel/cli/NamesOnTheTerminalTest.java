package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever tables, columns, files and directories are called, a terminal shows it and does not obey it. */
final class NamesOnTheTerminalTest {

    private static final String HOSTILE = "t\u001b]0;owned\u0007\u009b31m\u202e\n\r\b";

    @TempDir
    private Path folder;

    @Test
    void showsControlCharactersInsteadOfSendingThem() {
        String quoted = "\"" + HOSTILE + "\"";
        Path database = Database.create(
                folder.resolve("hostile.db"),
                "CREATE TABLE " + quoted + " (" + quoted + " INTEGER PRIMARY KEY, b REFERENCES " + quoted
                        + ", CHECK (b < 9))",
                "INSERT INTO " + quoted + " VALUES (1, 1), (2, 7)",
                "CREATE TABLE other (x)",
                "CREATE INDEX \"i" + HOSTILE + "\" ON " + quoted + " (b)");
        Path a = folder.resolve("a");
        Path target = folder.resolve("new.db");

        for (Object[] words : List.<Object[]>of(
                new Object[] {"dump", database, a, "--verbose", "--verify"},
                new Object[] {"dump", database, a},
                new Object[] {"dump", database, folder.resolve("b"), "--tables", "nix"},
                new Object[] {"dump", database, folder.resolve("b"), "--tables", HOSTILE},
                new Object[] {"dump", database, folder.resolve("b"), "--tables", HOSTILE + "x"},
                new Object[] {"dump", HOSTILE, folder.resolve("c")},
                new Object[] {"dump", HOSTILE + "://host/db", folder.resolve("c"), "--stacktrace"},
                new Object[] {"restore", a, "--into", target, "--verbose", "--strict"},
                new Object[] {"restore", a, "--into", target, "--verbose"},
                new Object[] {"restore", a, "--into", target},
                new Object[] {"restore", HOSTILE, "--into", target},
                new Object[] {"restore", a, "--into", target, "--data-only", "--replace", "--yes", "--verbose"},
                new Object[] {"double-dump", database, "--verbose"},
                new Object[] {"--" + HOSTILE})) {
            Shell.Result result = Shell.run(words);

            assertThat(result.err() + result.out())
                    .as("%s", words)
                    .isNotEmpty()
                    .matches("[\\P{Cntrl}\\n\\t]*")
                    .doesNotContain("\u202e", "\u009b");
        }
        assertThat(Database.digest(target)).isEqualTo(Database.digest(database));
    }

    @Test
    void takesDirectoriesWithBlanksAndUmlauts() throws Exception {
        String script = "set -e; mkdir 'Bücher & mehr'; cd 'Bücher & mehr'; "
                + "doppel dump ../library.db 'Dump Ü #1%20' --verify; "
                + "doppel restore 'Dump Ü #1%20' --into 'neue Bücher?.db'; "
                + "doppel double-dump 'neue Bücher?.db' --quiet; ls -a";
        Database.library(folder.resolve("library.db"));
        String java = String.join("' '", Child.java(Child.ownHome(), "doppel.cli.Doppel"));

        Shell.Result result = Child.run(
                folder,
                List.of("env", "LC_ALL=C.UTF-8", "bash", "-c", "doppel() { '" + java + "' \"$@\"; }; " + script));

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("to Dump Ü #1%20.", "into neue Bücher?.db: 5 rows")
                .endsWith("\n.\n..\nDump Ü #1%20\nneue Bücher?.db\n");
    }
}
