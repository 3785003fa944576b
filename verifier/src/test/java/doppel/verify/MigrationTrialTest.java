package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.MigrationException;
import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.migrate.MigrationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTrialTest {

    private static final String UP = """
            up.table("members").renameTo("readers").rename("e_mail", "email").add("active", true);
            """;

    private static final String DOWN = """
            down.table("readers").renameTo("members").rename("email", "e_mail").drop("active");
            """;

    @TempDir
    private Path folder;

    private Path fixture;
    private Path schema;

    @BeforeEach
    void dump() throws IOException, SQLException {
        Path database = folder.resolve("1.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE members (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, e_mail TEXT);"
                            + " INSERT INTO members VALUES (1, 'Emma', 'emma@example.org'), (2, 'Effi', NULL), (7, "
                            + "'K.', '');"
                            + " DELETE FROM members WHERE id = 7");
        }
        fixture = folder.resolve("before");
        Dialect dialect = Dialects.forUrl(database.toString());
        try (Source source = dialect.openSource(database.toString())) {
            new Dumper(dialect, source, DumpOptions.defaults().as("1"), Progress.NONE).dump(fixture);
        }
        schema = Files.writeString(
                folder.resolve("2.sql"),
                "CREATE TABLE readers (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT CHECK (name <> 'X'), email TEXT,"
                        + " active BOOLEAN NOT NULL);\n");
    }

    private Path migrations(String up, String down) throws IOException {
        return Files.writeString(folder.resolve("M.java"), """
                import doppel.migration.*;

                public final class M implements Migrator {
                  @Override public void steps(Steps steps) {
                    steps.step("1", "2", "members become readers", up -> {
                """ + up + "}).reverse(down -> {" + down + "});\n  }\n}\n");
    }

    @Test
    void agreesToStepsThatGiveTheSameRowsAgain() throws IOException {
        Path migrations = migrations(UP, DOWN);

        assertThatCode(() -> MigrationTrial.assertReversible(fixture, schema, migrations))
                .doesNotThrowAnyException();
    }

    @Test
    void showsWhatComesBackChanged() throws IOException {
        Path migrations =
                migrations(UP, DOWN.replace(".drop(\"active\")", ".drop(\"active\").change(\"name\", n -> n + \"!\")"));

        assertThatThrownBy(() -> MigrationTrial.assertReversible(fixture, schema, migrations))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-    into.members(1, \"Emma\", \"emma@example.org\");")
                .hasMessageContaining("+    into.members(1, \"Emma!\", \"emma@example.org\");");
    }

    @Test
    void sumsUpWhatIsLostByTableAndColumn() throws IOException {
        Path migrations = migrations(UP + "up.table(\"members\").drop(\"name\").add(\"name\", \"?\");", DOWN);

        MigrationTrial.Report report =
                MigrationTrial.of(fixture, schema, migrations).upAndDown(new UnifiedText(new StringBuilder(), false));

        assertThat(report.lossless()).isFalse();
        assertThat(report.losses())
                .containsExactly(
                        "members.name: 2 rows came back changed",
                        "-    into.members(1, \"Emma\", \"emma@example.org\");",
                        "+    into.members(1, \"?\", \"emma@example.org\");",
                        "-    into.members(2, \"Effi\", null);",
                        "+    into.members(2, \"?\", null);");
    }

    @Test
    void agreesToWhatIsLostOnPurposeAndToNothingElse() throws IOException {
        Path migrations = migrations(UP + "up.table(\"members\").drop(\"name\").add(\"name\", \"?\");", DOWN);

        assertThatCode(() -> MigrationTrial.of(fixture, schema, migrations)
                        .losing("members.name")
                        .assertReversible())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> MigrationTrial.of(fixture, schema, migrations)
                        .losing("members.e_mail")
                        .assertReversible())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("members.name: 2 rows came back changed");
    }

    @Test
    void toleratesRowsThatCannotBeSaved() throws IOException {
        Path migrations = migrations(
                UP + "up.table(\"members\").change(\"name\", name -> name.equals(\"Effi\") ? \"X\" : name);", DOWN);

        MigrationTrial.Report report = MigrationTrial.of(fixture, schema, migrations)
                .tolerate(1)
                .losing("members")
                .upAndDown(new UnifiedText(new StringBuilder(), false));

        assertThat(report.up().unsavedRows()).isEqualTo(1);
        assertThat(report.losses()).contains("members: 1 row did not come back, as it is meant to");
        assertThat(report.lossless()).isTrue();
    }

    @Test
    void checksTheWayBackBeforeARowMoves() throws IOException {
        Path migrations = migrations(UP + "up.table(\"members\").change(\"name\", name -> \"X\");", "");

        assertThatThrownBy(() -> MigrationTrial.assertReversible(fixture, schema, migrations))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("readers");
        assertThat(fixture.resolve("unsaved")).doesNotExist();
    }

    @Test
    void namesRowsThatCannotComeBack() throws IOException {
        String down = DOWN + """
                down.table("readers").each((row, context) -> {
                  if (row.get("e_mail") == null) throw new IllegalStateException("nobody knows");
                });
                """;
        MigrationTrial.Report report =
                trial(migrations(UP, down)).upAndDown(new UnifiedText(new StringBuilder(), false));

        assertThat(report.lossless()).isFalse();
        assertThat(report.down().orElseThrow().unsavedRows()).isEqualTo(1);
        assertThat(report.down().orElseThrow().reasons().get(0))
                .contains("step 2 → 1, readers, each")
                .contains("nobody knows");
    }

    @Test
    void leavesRowsThatTheNewVersionRefusesInTheFixture() throws IOException {
        Path migrations = migrations(UP + "up.table(\"members\").change(\"name\", name -> \"X\");", DOWN);

        MigrationTrial.Report report = trial(migrations).upAndDown(new UnifiedText(new StringBuilder(), false));

        assertThat(report.lossless()).isFalse();
        assertThat(report.up().unsavedRows()).isEqualTo(2);
        assertThat(report.diff()).isEmpty();
        assertThat(fixture.resolve("unsaved/MembersRows.java")).exists();
    }

    @Test
    void accountsForEveryRowOnTheWayUp() throws IOException {
        MigrationTrial.Report report = trial(migrations(UP, DOWN)).up();

        assertThat(report.lossless()).isTrue();
        assertThat(report.down()).isEmpty();
        assertThat(report.up().savedRows()).isEqualTo(3); // and the row of sqlite_sequence
    }

    private MigrationTrial trial(Path migrations) {
        return new MigrationTrial(
                fixture,
                schema,
                Optional.empty(),
                new MigrationOptions(List.of(migrations), Optional.empty()),
                Optional.empty(),
                Progress.NONE);
    }
}
