package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreErrorsTest {

    @TempDir
    private Path home;

    private RestoredFixture items() throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT)")
                .members("  void item(long id, String code) { save(row(\"Item\").set(\"Id\", id).set(\"Code\", "
                        + "code)); }")
                .rows("ItemRows", 5, i -> "into.item(" + (i + 1) + ", \"c\");");
    }

    @Test
    void showsTheLineThatDoesNotCompile() throws IOException {
        RestoredFixture fixture = items().seal().edit("Restore.java", "save(row(", "svae(row(");

        FixtureException failure = (FixtureException) fixture.options().fail(ErrorCode.DOES_NOT_COMPILE);

        assertThat(failure).hasMessageContaining("cannot find symbol");
        assertThat(failure.location().orElseThrow().toString())
                .isEqualTo("Restore.java:14:37\n      void item(long id, String code) { svae(row(\"Item\").set(\"Id\","
                        + " id).set(\"Code\", code)); }\n" + " ".repeat(4 + 36) + "^");
    }

    @Test
    void showsTheRowThatDoesNotCompile() throws IOException {
        RestoredFixture fixture = items().seal().edit("ItemRows.java", "into.item(3, \"c\")", "into.item(3, \"c)");

        FixtureException failure = (FixtureException) fixture.options().edited().fail(ErrorCode.DOES_NOT_COMPILE);

        assertThat(failure.location().orElseThrow().toString())
                .isEqualTo("ItemRows.java:9:18\n        into.item(3, \"c);\n" + " ".repeat(4 + 17) + "^");
    }

    @Test
    void refusesARowFileThatWasEditedUnlessThatIsSaid() throws IOException, SQLException {
        RestoredFixture fixture = items().seal().edit("ItemRows.java", "3, \"c\"", "3, \"x\"");

        assertThat(fixture.options().fail(ErrorCode.FILE_CHANGED)).hasMessageContaining("ItemRows.java");

        RestoreReport report = fixture.options().edited().restore();
        assertThat(report.notices()).containsExactly("ItemRows.java was edited since it was written or sealed.");
        assertThat(fixture.query("SELECT Code FROM Item WHERE Id = 3")).containsExactly("x");
    }

    @Test
    void acceptsAProgramThatWasEditedAndSaysSo() throws IOException, SQLException {
        RestoredFixture fixture = items().seal().edit("Restore.java", "\"Code\", code", "\"Code\", code + 1");

        assertThat(fixture.restore().notices())
                .containsExactly("Restore.java was edited since it was written or sealed.");
        assertThat(fixture.query("SELECT DISTINCT Code FROM Item")).containsExactly("c1");
    }

    @Test
    void refusesARowFileThatIsCut() throws IOException {
        RestoredFixture fixture = items().seal();
        Path rows = fixture.directory().resolve("ItemRows.java");
        Files.writeString(rows, Files.readString(rows).substring(0, 250));

        fixture.options().fail(ErrorCode.FILE_CHANGED);
        fixture.options().edited().fail(ErrorCode.DOES_NOT_COMPILE);
    }

    @Test
    void refusesAFixtureThatLacksAFile() throws IOException {
        RestoredFixture fixture = items().seal();
        Files.delete(fixture.directory().resolve("ItemRows.java"));

        assertThat(fixture.options().fail(ErrorCode.FILE_MISSING)).hasMessageContaining("ItemRows.java");
        assertThat(fixture.options().edited().fail(ErrorCode.FILE_MISSING)).hasMessageContaining("ItemRows.java");

        items().seal();
        Files.delete(fixture.directory().resolve("Restore.java"));
        fixture.options().edited().fail(ErrorCode.FILE_MISSING);
    }

    @Test
    void refusesAFixtureWithoutAUsableManifest() throws IOException {
        RestoredFixture fixture = items().seal().edit("MANIFEST", "rows 5", "rows 6");
        fixture.options().fail(ErrorCode.NOT_A_FIXTURE);

        fixture.seal();
        Path manifest = fixture.directory().resolve("MANIFEST");
        Files.writeString(manifest, Files.readString(manifest).substring(0, 60));
        fixture.options().fail(ErrorCode.NOT_A_FIXTURE);

        Files.delete(manifest);
        fixture.options().fail(ErrorCode.NOT_A_FIXTURE);
    }

    @Test
    void refusesAFixtureOfALaterFormat() throws IOException {
        RestoredFixture fixture = items().seal().edit("MANIFEST", "format 1", "format 3");

        assertThat(fixture.options().fail(ErrorCode.FUTURE_FORMAT)).hasMessageContaining("2");
    }

    @Test
    void refusesAFileThatManifestDoesNotKnow() throws IOException {
        RestoredFixture fixture = items().seal().rows("ItemRows_2", "into.item(9, null);");

        assertThat(fixture.options().fail(ErrorCode.FILE_UNLISTED)).hasMessageContaining("ItemRows_2.java");
    }

    @Test
    void refusesARowWhoseLargeValueIsMissing() throws IOException {
        String name = "ab".repeat(32);
        RestoredFixture fixture = items().rows("ItemRows", "into.item(1, into.largeText(\"" + name + "\"));")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.FILE_MISSING)).hasMessageContaining("lobs/" + name);
        assertThat(fixture.options().compiled(true).fail(ErrorCode.FILE_MISSING))
                .hasMessageContaining("lobs/" + name);
    }

    @Test
    void refusesATargetThatIsNotEmpty() throws IOException, SQLException {
        RestoredFixture fixture = items().seal();
        fixture.execute("CREATE TABLE Old (Id); INSERT INTO Old VALUES (1)");

        assertThat(fixture.options().fail(ErrorCode.TARGET_NOT_EMPTY)).hasMessageContaining("Old");
        fixture.options().replace().restore();

        assertThat(fixture.query("SELECT name FROM sqlite_master")).containsExactly("Item");
        assertThat(fixture.count("Item")).isEqualTo(5);
    }

    @Test
    void keepsTheOldDatabaseWhereRowsStayUnsaved() throws IOException, SQLException {
        RestoredFixture fixture = items().rows("ItemRows", "into.item(1, null);", "into.item(1, null);")
                .seal();
        fixture.execute("CREATE TABLE Old (Id); INSERT INTO Old VALUES (1)");
        byte[] before = Files.readAllBytes(fixture.database());

        assertThat(fixture.options().replace().restore().published()).isFalse();

        assertThat(fixture.database()).hasBinaryContent(before);
        assertThat(home).isDirectoryNotContaining("glob:**doppel*");
        assertThat(fixture.directory()).isDirectoryNotContaining("glob:**doppel*");
    }

    @Test
    void restoresIntoTheEmptyTablesOfATarget() throws IOException, SQLException {
        RestoredFixture fixture = items().seal();
        fixture.execute("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT, More TEXT DEFAULT 'm');"
                + "CREATE INDEX ByCode ON Item (Code);"
                + "CREATE TRIGGER Loud AFTER INSERT ON Item BEGIN SELECT RAISE(ABORT, 'fired'); END");

        assertThat(fixture.restore().unsavedRows()).isZero();

        assertThat(fixture.query("SELECT DISTINCT Code, More FROM Item")).containsExactly("c|m");
        assertThat(fixture.query("SELECT name FROM sqlite_master")).containsExactly("Item", "ByCode", "Loud");
    }

    @Test
    void refusesATargetThatIsNoDatabase() throws IOException {
        RestoredFixture fixture = items().seal();
        Files.writeString(fixture.database(), "This is a letter to nobody in particular. ".repeat(50));

        fixture.options().fail(ErrorCode.NOT_A_DATABASE);
        fixture.options().replace().fail(ErrorCode.NOT_A_DATABASE);
    }

    @Test
    void saysWhatIsWrongWithASchema() throws IOException {
        RestoredFixture fixture = items().intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY,, Code TEXT)")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.SCHEMA_NOT_CREATED)).hasMessageContaining("syntax error");
    }

    @Test
    void refusesASchemaThatReachesForOtherFiles() throws IOException {
        RestoredFixture fixture = items().intoSchema("ATTACH '" + home.resolve("other.db") + "' AS o;"
                        + "CREATE TABLE o.Item (Id INTEGER PRIMARY KEY, Code TEXT)")
                .seal();

        fixture.options().fail(ErrorCode.SCHEMA_NOT_CREATED);
    }

    @Test
    void refusesTheSchemaOfAnUnknownEngine() throws IOException, SQLException {
        RestoredFixture fixture = items().seal().edit("Restore.java", "Schema.of(\"sqlite\")", "Schema.of(\"oracle\")");

        assertThat(fixture.options().fail(ErrorCode.UNKNOWN_URL)).hasMessageContaining("oracle");

        fixture.execute("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT)");
        assertThat(fixture.restore().savedRows()).isEqualTo(5);
    }

    @Test
    void refusesAColumnThatTheTargetComputes() throws IOException {
        RestoredFixture fixture = items().intoSchema(
                        "CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT GENERATED ALWAYS AS (Id || 'c'))")
                .seal();

        DoppelException failure = fixture.options().fail(ErrorCode.UNKNOWN_COLUMN);

        assertThat(failure).hasMessageContaining("computes").hasMessageContaining("Code");
    }

    @Test
    void refusesAClassWithoutAFixture() throws IOException {
        RestoredFixture fixture = items().seal();
        fixture.file("Restore.java", "class Restore {}\n");

        fixture.options().fail(ErrorCode.DOES_NOT_COMPILE);
    }

    @Test
    void namesAllTablesAndColumnsThatDoNotFit() throws IOException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY)")
                .described("Table.named(\"Item\").column(\"Id\", \"INTEGER\").column(\"Code\", \"TEXT\").build(), "
                        + "Table.named(\"Note\").column(\"Id\", \"INTEGER\").build(), "
                        + "Table.named(\"Edited\").column(\"Id\", \"INTEGER\").build(), "
                        + IntStream.range(0, 25)
                                .mapToObj(i -> "Table.named(\"T" + i + "\").column(\"a\", \"TEXT\").build()")
                                .collect(Collectors.joining(", ")))
                .members("  void item(long id, String code) {"
                        + " save(row(\"Item\").set(\"Id\", id).set(\"Code\", code)); }\n"
                        + "  void note(long id) { save(row(\"Note\").set(\"Id\", id)); }\n"
                        + "  void edited(long id) { save(row(\"Item\").set(\"Id\", id)); }\n"
                        + IntStream.range(0, 25)
                                .mapToObj(i -> "  void t" + i + "(String a) {" + " save(row(\"T" + i
                                        + "\").set(\"a\", a)); }\n")
                                .collect(Collectors.joining()))
                .rows("ItemRows", "into.item(1, \"a\");")
                .intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Cod TEXT, Since TEXT NOT NULL)")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.UNKNOWN_COLUMN).getMessage())
                .startsWith("The target's table Item has no column Code; did you mean Cod?\n"
                        + "The target's table Item needs a value for its column Since, which has no default,"
                        + " and the rows have none.\n"
                        + "The target has no table Note.\n"
                        + "The target has no table T0.\n")
                .doesNotContain("Edited")
                .endsWith("The target has no table T16.\n... and 8 more.");
    }
}
