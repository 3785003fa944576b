package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.check.Seal;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References that led nowhere already are reproduced; those that an edit has cut are not. */
final class EditedReferencesTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = folder.resolve("source.db");
        fixture = folder.resolve("fixture");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE artist (id INTEGER PRIMARY KEY, name TEXT);"
                    + "CREATE TABLE album (id INTEGER PRIMARY KEY, artist INTEGER REFERENCES artist (id));"
                    + "CREATE TABLE song (id INTEGER PRIMARY KEY, album INTEGER NOT NULL REFERENCES album);"
                    + "INSERT INTO artist VALUES (1, 'a'), (2, 'b');"
                    + "INSERT INTO album VALUES (1, 1), (2, 2), (3, 99);"
                    + "INSERT INTO song VALUES (1, 1), (2, 3), (3, 77)");
        }
    }

    @Test
    void reproducesWhatLedNowhereAlready() {
        DumpReport dump = dump(List.of());
        assertThat(dump.faults())
                .containsExactly(
                        "album (artist) to artist (id): 1 row refers to what does not exist: [99]",
                        "song (album) to album (id): 1 row refers to what does not exist: [77]");

        RestoreReport report = restore();

        assertThat(report.published()).isTrue();
        assertThat(report.faults()).isEqualTo(dump.faults());
    }

    @Test
    void reproducesItBesideAnEditThatCutsNothing() throws IOException {
        dump(List.of());
        edit("ArtistRows.java", "\"a\"", "\"changed\"");

        assertThat(restore().published()).isTrue();
    }

    @Test
    void refusesRowsWhoseReferenceAnEditHasCut() throws IOException {
        dump(List.of());
        edit("ArtistRows.java", "    into.artist(1, \"a\");\n", "");

        RestoreReport report = restore();

        assertThat(report.published()).isFalse();
        assertThat(report.reasons())
                .anyMatch(reason -> reason.startsWith("AlbumRows.java:7: nothing is there that it refers to"))
                .anyMatch(reason -> reason.startsWith("SongRows.java:7: nothing is there that it refers to"));
        assertThat(folder.resolve("restored.db")).doesNotExist();
    }

    @Test
    void saysWhatADumpOfSomeTablesLeavesOut() {
        assertThat(dump(List.of("album")).notices())
                .containsExactly(
                        "Rows refer to tables that are left out: album (artist) to artist (id): 3 rows: [1], [2],"
                                + " [99].");

        assertThat(restore().published()).isTrue();
    }

    private DumpReport dump(List<String> tables) {
        Dialect dialect = Dialects.forUrl(database.toString());
        DumpOptions options = DumpOptions.defaults().as("1").tables(tables).maxRowsPerFile(10);
        try (Source source = dialect.openSource(database.toString())) {
            return new Dumper(dialect, source, options, Progress.NONE).dump(fixture);
        }
    }

    private void edit(String file, String from, String to) throws IOException {
        String before = Files.readString(fixture.resolve(file));
        assertThat(before).contains(from);
        Files.writeString(fixture.resolve(file), before.replace(from, to));
        Seal.seal(fixture);
    }

    private RestoreReport restore() {
        RestoreOptions options =
                RestoreOptions.into(folder.resolve("restored.db").toString());
        return new Restorer(options, Progress.NONE).restore(fixture);
    }
}
