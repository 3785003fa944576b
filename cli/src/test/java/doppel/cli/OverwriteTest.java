package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doppel dump --overwrite} removes what a dump has written, and nothing else. */
final class OverwriteTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;

    @BeforeEach
    void dumpLibrary() {
        database = Database.library(folder.resolve("library.db"));
        fixture = folder.resolve("a");
        Shell.run("dump", database, fixture);
    }

    @Test
    void leavesEverythingThatIsNoFixture() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(photos.resolve("holiday.jpg"), "sea");
        Path shipment = Files.createDirectory(folder.resolve("shipment"));
        Files.writeString(shipment.resolve("MANIFEST"), "12 crates");
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
        Tree before = Tree.of(photos);

        for (Path taken : new Path[] {photos, shipment, file, database, dangling}) {
            Shell.Result result = Shell.run("dump", database, taken, "--overwrite");

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).startsWith("DOPPEL-010: " + taken).contains("only fixtures are ever overwritten");
        }
        assertThat(Tree.of(photos)).isEqualTo(before);
        assertThat(shipment.resolve("MANIFEST")).hasContent("12 crates");
        assertThat(file).hasContent("text");
        assertThat(dangling).isSymbolicLink();
    }

    @Test
    void leavesAFixtureWithTheFilesOfOthers() throws IOException {
        for (String name : new String[] {"notes.txt", "lobs/mine", ".git/config", "unsaved/mine", "Restore.java~"}) {
            Path mine = fixture.resolve(name);
            Files.createDirectories(mine.getParent());
            Files.writeString(mine, "mine");
            Tree before = Tree.of(folder);

            Shell.Result result = Shell.run("dump", database, fixture, "--overwrite");

            assertThat(result.code()).as(name).isEqualTo(3);
            assertThat(result.err())
                    .startsWith("DOPPEL-010: " + fixture)
                    .containsAnyOf(" " + name + ".", " " + name.replaceFirst("/.*", "") + ".");
            assertThat(Tree.of(folder)).isEqualTo(before);
            Files.delete(mine);
            if (!mine.getParent().equals(fixture)) {
                Files.delete(mine.getParent());
            }
        }
        assertThat(Shell.run("dump", database, fixture, "--overwrite").code()).isZero();
    }

    @Test
    void leavesWhatALinkLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), fixture);
        Tree before = Tree.of(fixture);

        Shell.Result result = Shell.run("dump", database, link, "--overwrite");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-010: " + link + " is a symbolic link");
        assertThat(Tree.of(fixture)).isEqualTo(before);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void leavesAFixtureWhoseManifestIsDamaged() throws IOException {
        Files.writeString(fixture.resolve("MANIFEST"), "a line more\n", StandardOpenOption.APPEND);
        Tree before = Tree.of(folder);

        Shell.Result result = Shell.run("dump", database, fixture, "--overwrite");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-010: " + fixture).contains("MANIFEST");
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void leavesCorrectedRowsOnly() throws IOException {
        Path schema = Files.writeString(
                folder.resolve("new.sql"),
                "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> 'Otfried'));"
                        + "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author INTEGER);");
        Object[] restore = {"restore", fixture, "--into", folder.resolve("new.db"), "--schema", schema};
        Shell.run(restore);
        Path rows = fixture.resolve("unsaved/AuthorRows.java");
        Files.writeString(rows, Files.readString(rows).replace("Otfried", "Preussler"));

        Shell.Result corrected = Shell.run("dump", database, fixture, "--overwrite");

        assertThat(corrected.code()).isEqualTo(3);
        assertThat(corrected.err()).startsWith("DOPPEL-010: " + fixture).contains(" unsaved.");
        Files.writeString(rows, Files.readString(rows).replace("Preussler", "Otfried"));
        assertThat(Shell.run("dump", database, fixture, "--overwrite").code()).isZero();
        assertThat(fixture.resolve("unsaved")).doesNotExist();
    }
}
