package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a script cannot be run, the user learns which one that is. */
final class ScriptOriginTest {

    private static final String WRONG = "CREATE TABLE author (id INTEGER PRIMARY KEY,, name TEXT);";

    @TempDir
    private Path folder;

    private Path fixture;

    @BeforeEach
    void dumpLibrary() {
        fixture = folder.resolve("a");
        Shell.run("dump", Database.library(folder.resolve("library.db")), fixture);
    }

    @Test
    void isTheUser() throws IOException {
        Path script = Files.writeString(folder.resolve("new.sql"), WRONG);

        Shell.Result result = Shell.run("restore", fixture, "--into", folder.resolve("new.db"), "--schema", script);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("DOPPEL-041: ")
                .contains("syntax error", "The script is yours, " + script + ".", "Correct the script");
    }

    @Test
    void isTheDumpOfAnotherDatabase() throws IOException {
        Path script = Files.writeString(fixture.resolve("schema.sql"), WRONG);

        Shell.Result result = Shell.run("restore", fixture, "--into", folder.resolve("new.db"), "--edited");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "DOPPEL-041: ",
                        "syntax error",
                        "The script is " + script + ", the schema as it was dumped.",
                        "correct a copy of " + script + " and name it with --schema");
    }
}
