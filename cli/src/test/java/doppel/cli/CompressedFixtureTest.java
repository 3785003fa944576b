package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doppel dump --compress}, and what one can do with such a fixture. */
final class CompressedFixtureTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;
    private Path rows;

    @BeforeEach
    void dump() {
        database = Database.library(folder.resolve("library.db"));
        fixture = folder.resolve("a");
        rows = fixture.resolve("BookRows.java.gz");
        assertThat(Shell.run("dump", database, fixture, "--compress", "--verify")
                        .code())
                .isZero();
    }

    private void gunzip() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(rows))) {
            Files.write(fixture.resolve("BookRows.java"), in.readAllBytes());
        }
        Files.delete(rows);
    }

    private void edit(String what, String with) throws IOException {
        String source;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(rows))) {
            source = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(rows))) {
            out.write(source.replace(what, with).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private Shell.Result restore(Object... options) {
        Object[] words = new Object[options.length + 4];
        words[0] = "restore";
        words[1] = fixture;
        words[2] = "--into";
        words[3] = folder.resolve("new.db");
        System.arraycopy(options, 0, words, 4, options.length);
        return Shell.run(words);
    }

    @Test
    void compressesTheRowFilesAndNothingElse() throws IOException {
        assertThat(Tree.names(fixture))
                .containsExactly("AuthorRows.java.gz", "BookRows.java.gz", "MANIFEST", "Restore.java", "schema.sql");
    }

    @Test
    void holdsTheSameFixtureAsOneThatIsNotCompressed() throws IOException {
        Path plain = folder.resolve("plain");
        Shell.run("dump", database, plain);

        Shell.Result diff = Shell.run("diff", fixture, plain);

        assertThat(diff.code()).isZero();
        assertThat(fixture.resolve("MANIFEST")).hasSameTextualContentAs(plain.resolve("MANIFEST"));
        gunzip();
        assertThat(fixture.resolve("BookRows.java")).hasSameTextualContentAs(plain.resolve("BookRows.java"));
        assertThat(Shell.run("diff", fixture, plain).code()).isZero();
    }

    @Test
    void isRestored() {
        assertThat(restore().code()).isZero();
        assertThat(Database.digest(folder.resolve("new.db"))).isEqualTo(Database.digest(database));
    }

    @Test
    void isRestoredAsPlainDataAndByJavacAlike() throws IOException {
        assertThat(restore("--data-only").code()).isZero();
        Files.delete(folder.resolve("new.db"));
        assertThat(restore("--compile").code()).isZero();
        assertThat(Database.digest(folder.resolve("new.db"))).isEqualTo(Database.digest(database));
    }

    @Test
    void isRestoredWhenOneFileWasUnpackedByHand() throws IOException {
        gunzip();

        Shell.Result result = restore();

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void namesTheFileThatWasEdited() throws IOException {
        edit("Krabat", "Hotzenplotz");

        assertThat(restore().err()).startsWith("DOPPEL-023").contains("BookRows.java");
        assertThat(restore("--edited").code()).isZero();
        Files.delete(folder.resolve("new.db"));
        assertThat(Shell.run("seal", fixture).out()).contains("BookRows.java");
        assertThat(restore().code()).isZero();
    }

    @Test
    void namesTheFileThatIsDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(rows);
        Files.write(rows, java.util.Arrays.copyOf(bytes, bytes.length - 9));
        assertThat(restore().err()).startsWith("DOPPEL-023").contains("BookRows.java");

        Files.writeString(rows, "not compressed");
        assertThat(restore().err()).startsWith("DOPPEL-023").contains("BookRows.java");
        assertThat(folder.resolve("new.db")).doesNotExist();
    }

    @Test
    void refusesARowFileThatIsThereTwice() throws IOException {
        Files.writeString(fixture.resolve("BookRows.java"), "final class BookRows {}");

        Shell.Result result = restore();

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-023").contains("BookRows.java is there twice");
    }

    @Test
    void tellsTheLineOfARowThatIsRefused() throws IOException {
        edit("2, \"Krabat\", 2", "2, \"Krabat\", 77");

        Shell.Result result = restore("--edited", "--strict");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out() + result.err()).contains("BookRows.java:8");
        assertThat(fixture.resolve("unsaved/BookRows.java")).content().contains("Krabat");
    }

    @Test
    void readsAgainWhatWaitsForALaterRow() throws IOException {
        String program = Files.readString(fixture.resolve("Restore.java"));
        Files.writeString(
                fixture.resolve("Restore.java"),
                program.replace(
                        "void book(long id, String title, Long author) {",
                        "int calls;\n  void book(long id, String title, Long author) {\n"
                                + "    if (calls++ < 3) throw new IllegalStateException(\"later\");"));

        Shell.Result result = restore();

        assertThat(result.err()).doesNotContain("could not be saved");
        assertThat(result.code()).isZero();
        assertThat(Database.digest(folder.resolve("new.db"))).isEqualTo(Database.digest(database));
    }
}
