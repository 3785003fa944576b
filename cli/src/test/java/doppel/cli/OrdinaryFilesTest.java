package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.Directories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands open files, and neither wait at a pipe nor read a device without an end. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrdinaryFilesTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;

    @BeforeEach
    void dumpLibrary() {
        assumeTrue(Files.exists(Path.of("/dev/zero")));
        database = Database.create(
                Database.library(folder.resolve("library.db")),
                "CREATE TABLE letter (id INTEGER PRIMARY KEY, body TEXT)",
                "INSERT INTO letter VALUES (1, printf('%.100000c', 'x'))");
        fixture = folder.resolve("a");
        Shell.run("dump", database, fixture);
    }

    /** Makes something that is no file. */
    private void put(String what, Path place) throws Exception {
        if (what.equals("pipe")) {
            assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor())
                    .isZero();
        } else if (what.equals("directory")) {
            Files.createDirectory(place);
        } else {
            Files.createSymbolicLink(place, Path.of("/dev", what));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "full", "zero", "directory"})
    void areAllThatIsReadOfAFixture(String what) throws Exception {
        Path value;
        try (var values = Files.list(fixture.resolve("lobs"))) {
            value = values.findFirst().orElseThrow();
        }
        Path other = folder.resolve("b");
        Shell.run("dump", database, other);
        for (Path place : List.of(
                fixture.resolve("MANIFEST"),
                fixture.resolve("Restore.java"),
                fixture.resolve("BookRows.java"),
                fixture.resolve("schema.sql"),
                value)) {
            byte[] content = Files.readAllBytes(place);
            Files.delete(place);
            put(what, place);

            refuses("restore", fixture, "--into", folder.resolve("new.db"), "--edited");
            refuses("restore", fixture, "--into", folder.resolve("new.db"), "--data-only");
            refuses("restore", fixture, "--into", folder.resolve("new.db"), "--edited", "--compile");
            refuses("dump", database, fixture, "--overwrite");
            for (Object[] words : new Object[][] {
                {"diff", fixture, other},
                {"seal", fixture},
                {"dump", database, folder.resolve("c"), "--hooks-from", fixture}
            }) {
                assertThat(Shell.run(words).err()).as(place.toString()).doesNotContain("DOPPEL-099");
            }
            Directories.delete(folder.resolve("c"));
            Directories.delete(place);
            Files.write(place, content);
            Shell.run("seal", fixture);
        }
        assertThat(Shell.run("restore", fixture, "--into", folder.resolve("new.db"))
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "full", "zero", "directory"})
    void areAllThatIsReadOrReplacedOtherwise(String what) throws Exception {
        Path place = folder.resolve("place.sql");
        Path migrator = folder.resolve("place.java");
        put(what, place);
        put(what, migrator);

        refuses("restore", fixture, "--into", folder.resolve("new.db"), "--schema", place);
        refuses("restore", fixture, "--into", folder.resolve("new.db"), "--migrations", migrator);
        refuses("restore", place, "--into", folder.resolve("new.db"));
        refuses("restore", fixture, "--into", place);
        refuses("dump", place, folder.resolve("c"));
        refuses("schema", database, "--as-version", "1", "--output", place);
        refuses("migrations", "list", "--migrations", migrator);
        assertThat(Files.isRegularFile(place)).isFalse();
    }

    @Test
    void haveNamesWithoutControlCharacters() throws IOException {
        Path manifest = fixture.resolve("MANIFEST");
        for (char control : new char[] {0, 7, 0x7f}) {
            String text = Files.readString(manifest);
            String named =
                    text.substring(0, text.lastIndexOf("end ")).replace("BookRows.java", "Book" + control + ".java");
            String digest = doppel.Sha256.of(named.getBytes(StandardCharsets.UTF_8));
            Files.writeString(manifest, named + "end " + digest + "\n");

            Shell.Result result = Shell.run("restore", fixture, "--into", folder.resolve("new.db"));

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).startsWith("DOPPEL-020: ");
            Files.writeString(manifest, text);
        }
    }

    private void refuses(Object... words) {
        Shell.Result result = Shell.run(words);

        List<Object> call = new ArrayList<>(List.of(words));
        assertThat(result.code()).as(call + ": " + result.out() + result.err()).isIn(2, 3);
        assertThat(result.err()).as(call.toString()).startsWith("DOPPEL-").doesNotContain("DOPPEL-099");
        assertThat(folder.resolve("new.db")).doesNotExist();
    }
}
