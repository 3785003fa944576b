package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.fixture.Manifest;
import doppel.program.PlainFixture;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema with more tables than a person wants in one file, or one class can name. */
final class ManyTablesTest {

    private static final int TABLES = 1_050;

    @TempDir
    private static Path shared;

    private static String url;
    private static Path fixture;

    @TempDir
    private Path folder;

    @BeforeAll
    static void dumpThem() {
        url = Engine.SQLITE.fresh(shared, "source");
        List<String> statements = new ArrayList<>(List.of("BEGIN"));
        for (int i = 0; i < TABLES; i++) {
            statements.add("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY" + (i % 7 == 0 ? " AUTOINCREMENT" : "")
                    + ", name_" + i + " TEXT DEFAULT 'x" + i + "'"
                    + (i % 3 == 1 ? ", parent INTEGER REFERENCES t" + i / 2 + "(id)" : "") + ")");
            if (i % 10 == 0) {
                statements.add("INSERT INTO t" + i + " (id) VALUES (" + (i + 1) + ")");
            }
        }
        statements.add("COMMIT");
        Engine.SQLITE.run(url, statements.toArray(String[]::new));
        fixture = dump(shared.resolve("fixture"), Optional.empty()).directory();
    }

    @Test
    void areInSeveralClassesEachOfWhichExtendsTheNext() throws IOException {
        assertThat(Manifest.read(fixture).format()).isEqualTo(2);
        assertThat(Files.readString(fixture.resolve("Restore.java")))
                .contains(
                        "public class Restore extends Restore_2 {",
                        "The first 1,000 tables are here, the other 51 in what this class extends.");
        assertThat(Files.readString(fixture.resolve("Restore_2.java")))
                .contains("/** Tables 1,001 to 1,051 of 1,051,", "abstract class Restore_2 extends Fixture {");
        assertThat(PlainFixture.read(fixture).schema().tables()).hasSize(TABLES + 1); // and sqlite_sequence
    }

    @Test
    void comeBackAsTheyWere() {
        comeBack(fixture);
    }

    @Test
    void keepTheirEditsInWhateverClassTheyAre() throws IOException {
        Path edited = copy("edited");
        Path second = edited.resolve("Restore_2.java");
        String source = Files.readString(second);
        String table = source.substring(source.indexOf("save(row(\"") + 10, source.indexOf("\")\n        .set("));
        Files.writeString(
                second, source.replace("save(row(\"" + table + "\")", "/* as it was */ save(row(\"" + table + "\")"));

        DumpReport report = dump(folder.resolve("carried"), Optional.of(edited));

        assertThat(report.notices()).containsExactly("Carried over: the edited create method " + table + ".");
        assertThat(report.directory().resolve("Restore_2.java")).hasSameTextualContentAs(second);
        comeBack(report.directory());
    }

    @Test
    void areRefusedIfAClassIsMissingOrOneTooMany() throws IOException {
        Path damaged = copy("damaged");
        Files.move(damaged.resolve("Restore_2.java"), damaged.resolve("Restore_3.java"));
        assertThatThrownBy(() -> PlainFixture.read(damaged))
                .isInstanceOfSatisfying(
                        FixtureException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_MISSING))
                .hasMessageContaining("has no Restore_2.java");

        Files.copy(damaged.resolve("Restore_3.java"), damaged.resolve("Restore_2.java"));
        assertThatThrownBy(() -> PlainFixture.read(damaged))
                .isInstanceOfSatisfying(
                        FixtureException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PLAIN_DATA))
                .hasMessageContaining("No class extends that of Restore_3.java");
    }

    private void comeBack(Path from) {
        Path target = folder.resolve("target.db");
        new Restorer(RestoreOptions.into(target.toString()), Progress.NONE).restore(from);
        DatabaseEquality.assertSame(shared.resolve("source.db"), target);
    }

    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(fixture)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static DumpReport dump(Path directory, Optional<Path> hooksFrom) {
        Dialect dialect = Dialects.forUrl(url);
        DumpOptions options = DumpOptions.defaults().as("1.0").hooksFrom(hooksFrom);
        try (Source source = dialect.openSource(url)) {
            return new Dumper(dialect, source, options, Progress.NONE).dump(directory);
        }
    }
}
