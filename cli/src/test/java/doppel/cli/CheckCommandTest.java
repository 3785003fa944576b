package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code doppel check}, and scratch databases that users name. */
final class CheckCommandTest {

    @TempDir
    private Path folder;

    @Test
    void saysThatAllIsWell() {
        Path database = Database.library(folder.resolve("library.db"));

        Shell.Result result = Shell.run("check", database);

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("ability           for")
                .containsPattern("read-tables +dump +ok +2 tables, read in one snapshot")
                .endsWith("library.db can be dumped and restored." + System.lineSeparator());
        assertThat(result.err()).isEmpty();
    }

    @Test
    void speaksToMachines() {
        Path database = Database.library(folder.resolve("libr\"ary.db"));

        Shell.Result result = Shell.run("check", database, "--json");

        assertThat(result.code()).isZero();
        assertThat(JsonCheck.isOneDocument(result.out())).isTrue();
        assertThat(result.out())
                .contains("\"engine\":\"sqlite\",\"usable\":true", "{\"name\":\"read-tables\",\"for\":\"dump\"");
    }

    @Test
    void endsWithThreeWhereNothingCanBeConnectedTo() throws IOException {
        Path text = Files.writeString(folder.resolve("text.db"), "no database at all, but long enough to look at it");

        assertThat(Shell.run("check", folder.resolve("missing.db")).code()).isEqualTo(3);
        assertThat(Shell.run("check", folder.resolve("missing.db")).err()).contains("DOPPEL-003");
        assertThat(Shell.run("check", text).code()).isEqualTo(3);
        assertThat(Shell.run("check", "postgresql://u@127.0.0.1:1/db").err()).contains("DOPPEL-015", "127.0.0.1:1");
        assertThat(Shell.run("check", "mysql://u@127.0.0.1:1/db").code()).isEqualTo(3);
        assertThat(Shell.run("check", "oracle://u@h/db").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void looksAtServersAndProvesInALentDatabase(TestServer server) {
        assumeTrue(server.available());
        String source = urlOf(server);
        String scratch = urlOf(server);

        assertThat(Shell.run("check", source).code()).isZero();
        assertThat(Shell.run("double-dump", source, "--scratch", scratch).code())
                .isZero();
        Shell.Result dumped = Shell.run("dump", source, folder.resolve("a"), "--verify", "--scratch", scratch);
        assertThat(dumped.err()).isEmpty();
        assertThat(dumped.out()).contains("Verified");
    }

    /** The driver's URL, under the name of the engine. */
    private static String urlOf(TestServer server) {
        String url = server.freshDatabase();
        return server.forDoppel(url);
    }

    @Test
    void provesInAFileThatIsAgainWhatItWas() throws IOException {
        Path database = Database.library(folder.resolve("library.db"));
        Path absent = folder.resolve("absent.db");
        Path empty = Files.createFile(folder.resolve("empty.db"));

        assertThat(Shell.run("double-dump", database, "--scratch", absent).code())
                .isZero();
        assertThat(Shell.run("double-dump", database, "--scratch", empty).code())
                .isZero();
        assertThat(Shell.run("dump", database, folder.resolve("a"), "--verify", "--scratch", empty)
                        .code())
                .isZero();

        assertThat(Tree.names(folder).stream().filter(name -> name.endsWith(".db")))
                .containsExactlyInAnyOrder("library.db", "empty.db");
        assertThat(empty).isEmptyFile();
    }

    @Test
    void takesNoScratchDatabaseThatHoldsAnything() {
        Path database = Database.library(folder.resolve("library.db"));
        String before = Database.digest(database);

        Shell.Result result = Shell.run("double-dump", database, "--scratch", database);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("DOPPEL-040", "library.db is not empty");
        assertThat(Database.digest(database)).isEqualTo(before);
        assertThat(Shell.run("double-dump", database, "--scratch", "postgresql://u@h/db")
                        .code())
                .isEqualTo(2);
        assertThat(Shell.run("dump", database, folder.resolve("a"), "--scratch", database)
                        .err())
                .contains("DOPPEL-001", "--verify");
    }
}
