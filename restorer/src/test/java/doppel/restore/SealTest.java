package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.fixture.FileKind;
import doppel.fixture.Manifest;
import doppel.restore.check.FixtureCheck;
import doppel.restore.check.FixtureCheck.Finding;
import doppel.restore.check.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

    @TempDir
    private Path fixture;

    @BeforeEach
    void writeFixture() throws IOException {
        write("Restore.java", """
                import doppel.fixture.*;
                /** A program. */
                public class Restore extends Fixture {
                  @Override public String version() { return "1.4.0-\\u00e4\\"b"; }
                }
                """);
        write("ArtistRows.java", """
                /** Artist: rows 1 to 3. */
                final class ArtistRows implements Rows<Restore> {
                  @Override public void load(Restore into) {
                    into.artist(1, "into.artist(9);");
                    // into.artist(2, "left out");
                    into.artist(3, "c");
                    rows2(into);
                  }

                  private void rows2(Restore into) {
                    into.artist(4, "d");
                  }
                }
                """);
        write("ArtistRows_2.java", "    into.artist(5, \"" + "x".repeat(100_000) + "\");");
        write("schema.sql", "into.nothing;\n");
        write("lobs/aa", "large");
    }

    @Test
    void listsAllFilesWithTheirRowsAndHashes() {
        Seal seal = Seal.seal(fixture);

        assertThat(seal.added())
                .containsExactly("ArtistRows.java", "ArtistRows_2.java", "Restore.java", "lobs/aa", "schema.sql");
        assertThat(seal.changed()).isEmpty();
        Manifest manifest = Manifest.read(fixture);
        assertThat(manifest).isEqualTo(seal.manifest());
        assertThat(manifest.version()).isEqualTo("1.4.0-ä\"b");
        assertThat(manifest.rows()).isEqualTo(4);
        assertThat(manifest.entries()).extracting(Manifest.Entry::rows).containsExactly(3L, 1L, -1L, -1L, -1L);
        assertThat(FixtureCheck.of(fixture).isUnchanged()).isTrue();
        assertThat(fixture).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void reportsWhatChangedSinceItWasSealed() throws IOException {
        Seal.seal(fixture);
        assertThat(Seal.seal(fixture).isUnchanged()).isTrue();

        write("ArtistRows.java", "    into.artist(1, \"x\");\n");
        write("Helper.java", "class Helper {}\n");
        write("lobs/bb", "new");
        Files.delete(fixture.resolve("schema.sql"));
        FixtureCheck check = FixtureCheck.of(fixture);
        Seal seal = Seal.seal(fixture);

        assertThat(check.changed()).containsExactly(new Finding("ArtistRows.java", FileKind.ROWS));
        assertThat(check.missing()).containsExactly(new Finding("schema.sql", FileKind.SCHEMA));
        assertThat(check.unlisted())
                .containsExactly(
                        new Finding("Helper.java", FileKind.SOURCE), new Finding("lobs/bb", FileKind.LARGE_VALUE));
        assertThat(seal.changed()).containsExactly("ArtistRows.java");
        assertThat(seal.added()).containsExactly("Helper.java", "lobs/bb");
        assertThat(seal.removed()).containsExactly("schema.sql");
        assertThat(seal.manifest().rows()).isEqualTo(2);
        assertThat(FixtureCheck.of(fixture).isUnchanged()).isTrue();
    }

    @Test
    void tellsTheKindOfEachChangedFile() throws IOException {
        Seal.seal(fixture);
        for (String file : List.of("Restore.java", "ArtistRows_2.java", "schema.sql", "lobs/aa")) {
            Files.writeString(fixture.resolve(file), " ", StandardOpenOption.APPEND);
        }

        assertThat(FixtureCheck.of(fixture).changed())
                .extracting(Finding::kind)
                .containsExactly(FileKind.ROWS, FileKind.PROGRAM, FileKind.LARGE_VALUE, FileKind.SCHEMA);
    }

    @Test
    void keepsTheVersionOfAUsableManifest() throws IOException {
        write("MANIFEST", new Manifest("1.3", List.of()).text());

        assertThat(Seal.seal(fixture).manifest().version()).isEqualTo("1.3");
    }

    @Test
    void replacesADamagedManifest() throws IOException {
        write("MANIFEST", "doppel fixture, format 1\nversion 1.3\nrows 0\n");

        assertThat(Seal.seal(fixture).manifest().version()).isEqualTo("1.4.0-ä\"b");
    }

    @Test
    void leavesOutWhatEditorsLeaveBehind() throws IOException {
        Seal.seal(fixture);
        write("unsaved/ArtistRows.java", "text");
        for (String name : List.of("Restore.java~", ".#Restore.java", ".Restore.java.swp", "a.orig", "Restore.class")) {
            write(name, "text");
        }

        assertThat(FixtureCheck.of(fixture).isUnchanged()).isTrue();
        assertThat(Seal.seal(fixture).isUnchanged()).isTrue();
    }

    @Test
    void refusesAVersionThatCannotBeRead() throws IOException {
        write("Restore.java", "class Restore { String version() { return name() + 1; } }");
        assertRefused(ErrorCode.NOT_PLAIN_DATA);

        write("Restore.java", "class Restore { String version() { return \"1\" } }");
        assertRefused(ErrorCode.NOT_PLAIN_DATA);
    }

    @Test
    void refusesAFixtureWithoutAProgram() throws IOException {
        Seal.seal(fixture);
        Files.delete(fixture.resolve("Restore.java"));
        assertRefused(ErrorCode.FILE_MISSING);

        Files.delete(fixture.resolve("MANIFEST"));
        assertRefused(ErrorCode.NOT_A_FIXTURE);
    }

    @Test
    void refusesALaterFormat() throws IOException {
        write("MANIFEST", "doppel fixture, format 3\n");
        assertRefused(ErrorCode.FUTURE_FORMAT);
        assertThat(fixture.resolve("MANIFEST")).hasContent("doppel fixture, format 3\n");
    }

    @Test
    void refusesNamesThatManifestCannotHold() throws IOException {
        write("a\nb.java", "");
        assertRefused(ErrorCode.FILE_UNLISTED);
    }

    private void assertRefused(ErrorCode code) {
        assertThatThrownBy(() -> Seal.seal(fixture))
                .isInstanceOf(DoppelException.class)
                .extracting(e -> ((DoppelException) e).code())
                .isEqualTo(code);
    }

    private void write(String file, String text) throws IOException {
        Path path = fixture.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
