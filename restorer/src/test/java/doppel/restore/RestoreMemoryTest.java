package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreMemoryTest {

    private static final int ROWS = 300_000;

    @TempDir
    private Path home;

    @Test
    void restoresManyRowsInLittleMemory() throws IOException, InterruptedException {
        RestoredFixture fixture = items("", "i").seal();

        assertThat(restoreInJvm("-Xmx64m", fixture)).isEqualTo(ROWS + " saved, 0 unsaved");
    }

    @Test
    void writesManyUnsavedRowsInLittleMemory() throws IOException, InterruptedException {
        RestoredFixture fixture =
                items(" CHECK (Price < 0)", "i").intoOtherSchema().seal();

        assertThat(restoreInJvm("-Xmx96m", fixture)).isEqualTo("0 saved, " + ROWS + " unsaved");
        try (Stream<String> lines = Files.lines(fixture.unsaved().resolve("ItemRows.java"))) {
            assertThat(lines.filter(line -> line.startsWith("    into.item(")).count())
                    .isEqualTo(ROWS);
        }
    }

    private RestoredFixture items(String check, String name) throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Price INTEGER" + check + ", Name TEXT)")
                .members("""
                          void item(long id, Long price, String name) {
                            save(row("Item").set("Id", id).set("Price", price).set("Name", name));
                          }
                        """)
                .rows("ItemRows", ROWS, i -> "into.item(" + i + ", " + i * 7L + "L, \"" + name + i + "\");");
    }

    private static String restoreInJvm(String memory, RestoredFixture fixture)
            throws IOException, InterruptedException {
        Path out = fixture.directory().resolveSibling("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        memory,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestoreMemoryTest.class.getName(),
                        fixture.directory().toString(),
                        fixture.database().toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> text(out)).isZero();
        return text(out).strip();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Restores the fixture into the database, and says how it went. */
    public static void main(String... arguments) {
        Path fixture = Path.of(arguments[0]);
        RestoreOptions usual = RestoreOptions.into(arguments[1]);
        Path schema = fixture.resolveSibling("new.sql");
        RestoreOptions options = usual.schema(Optional.of(schema).filter(Files::exists));
        RestoreReport report = new Restorer(options, Progress.NONE).restore(fixture);
        System.out.println(report.savedRows() + " saved, " + report.unsavedRows() + " unsaved");
    }
}
