package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HooksTest {

    @TempDir
    private Path home;

    private RestoredFixture items() throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT)")
                .table("CREATE TABLE Label (Id INTEGER PRIMARY KEY, Text TEXT UNIQUE)")
                .members("  void item(long id, String code) { save(row(\"Item\").set(\"Id\", id).set(\"Code\", "
                        + "code)); }")
                .rows("ItemRows", 5, i -> "into.item(" + (i + 1) + ", \"c" + i % 3 + "\");");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runsInstalledHooks(boolean compiled) throws IOException, SQLException {
        RestoredFixture fixture = items().members("""
                          final StringBuilder order = new StringBuilder();
                          @Override public void installMigrations(Migrations migrations) {
                            migrations.install(this);
                            migrations.beforeLoad(() -> order.append("b"));
                            migrations.beforeSave("Item", row -> { if (row.get("Code").equals("c0")) row.skip(); });
                            migrations.beforeSave("Item", row -> row.set("Code", row.get("Code") + "!"));
                            migrations.beforeSave("Label", row -> row.set("Text", row.get("Text") + "?"));
                            migrations.afterLoad(() -> save(row("Label").set("Text", order)));
                          }
                          @Override public void beforeLoad() { order.append("B"); }
                          @Override public void beforeSave(Row row) {
                            order.append(row.table().charAt(0));
                            if (row.has("Text")) row.set("Text", row.get("Text").toString());
                          }
                          @Override public void afterLoad() { order.append("A"); }
                        """).seal();

        fixture.options().compiled(compiled).restore();

        assertThat(fixture.query("SELECT * FROM Item")).containsExactly("2|c1!", "3|c2!", "5|c1!");
        assertThat(fixture.query("SELECT Text FROM Label")).containsExactly("BbIIIIIAL?");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void splitsARowOverTablesWithoutDuplicates(boolean compiled) throws IOException, SQLException {
        RestoredFixture fixture = items().members("""
                          void split(long id, String label) {
                            if (find("Label", "Text", label).isEmpty()) {
                              save(row("Label").set("Id", 100 + id).set("Text", label));
                            }
                            save(row("Item").set("Id", id).set("Code", find("Label", "Text", label).get().get("Id")));
                          }
                        """)
                .rows("ItemRows", 3_000, i -> "into.split(" + (i + 1) + ", \"l" + i % 7 + "\");")
                .seal();

        RestoreReport report = fixture.options().compiled(compiled).restore();

        assertThat(report.unsavedRows()).isZero();
        assertThat(fixture.query("SELECT count(*), min(Id), max(Id) FROM Label"))
                .containsExactly("7|101|107");
        assertThat(fixture.query("SELECT count(*) FROM Item JOIN Label ON Code = CAST(Label.Id AS TEXT)"
                        + " WHERE Text = 'l' || ((Item.Id - 1) % 7)"))
                .containsExactly("3000");
    }

    @Test
    void savesARowAsItIsWhenItIsSaved() throws IOException, SQLException {
        RestoredFixture fixture = items().members("""
                          void three(long id) {
                            Row item = row("Item").set("Id", id).set("Code", "one");
                            save(item);
                            save(item.set("Id", id + 1).set("Code", "two"));
                            save(item.moveTo("Label").remove("Code").set("Text", "of " + id));
                            item.set("Text", "never");
                          }
                        """)
                .rows("ItemRows", "into.three(1);", "into.three(11);")
                .seal();

        fixture.restore();

        assertThat(fixture.query("SELECT Id, Code FROM Item ORDER BY Id"))
                .containsExactly("1|one", "2|two", "11|one", "12|two");
        assertThat(fixture.query("SELECT Id, Text FROM Label ORDER BY Id")).containsExactly("2|of 1", "12|of 11");
    }

    @Test
    void findsRowsOfThisBatchAndOfEarlierTables() throws IOException, SQLException {
        RestoredFixture fixture = items().members("""
                          void label(long id, long item) {
                            Row found = find("Item", "Id", item, "Code", "c1").orElse(row("Item"));
                            save(row("Label").set("Id", id).set("Text", found.get("Code") + "," + found.columns()
                                + "," + find("Label", "Id", id - 1).isPresent()));
                          }
                        """)
                .rows("LabelRows", "into.label(1, 1);", "into.label(2, 2);")
                .seal();

        fixture.restore();

        assertThat(fixture.query("SELECT Text FROM Label")).containsExactly("null,[],false", "c1,[Id, Code],true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "find(\"Item\", \"Idd\", 1)          | has no column Idd; did you mean Id?",
                "find(\"Itme\", \"Id\", 1)           | has no table Itme; did you mean Item?",
                "save(row(\"Item\").set(\"Cod\", 1)) | has no column Cod; did you mean Code?",
                "save(row(\"Items\"))                | has no table Items; did you mean Item?"
            })
    void namesWhatTheTargetDoesNotHave(String code, String message) throws IOException {
        RestoredFixture fixture = items().members("  void other(long id) { " + code + "; }")
                .rows("OtherRows", "into.other(1);")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.UNKNOWN_COLUMN)).hasMessageContaining(message);
    }

    @Test
    void wantsAValueForEveryRequiredColumn() throws IOException {
        RestoredFixture fixture = items().intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT,"
                        + " Since TEXT NOT NULL, Size INTEGER NOT NULL DEFAULT 1)")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.UNKNOWN_COLUMN)).hasMessageContaining("column Since");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int",
                "Integer",
                "Number",
                "Object",
                "long",
                "Comparable<?>",
                "float",
                "Double...",
                "short",
                "Long",
                "char"
            })
    void takesRowsForParametersOfOtherTypesAsJavacWould(String type) throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Value)")
                .members("  void item(" + type + " value) { save(row(\"Item\").set(\"Value\", "
                        + (type.endsWith("...") ? "value[0]" : "value") + ")); }")
                .rows("ItemRows", "into.item(5);")
                .seal();

        if (type.equals("short") || type.equals("Long") || type.equals("char") || type.equals("Double...")) {
            FixtureException failure = (FixtureException) fixture.options().fail(ErrorCode.DOES_NOT_COMPILE);
            assertThat(failure.location().orElseThrow().file()).isEqualTo("ItemRows.java");
            assertThat(failure.location().orElseThrow().line()).isEqualTo(7);
        } else {
            fixture.restore();
            String expected = type.equals("float") ? "5.0" : "5";
            assertThat(fixture.query("SELECT quote(Value) FROM Item")).containsExactly(expected);
        }
    }

    @Test
    void compilesRowsWithValuesThatHaveNoLiteral() throws IOException, SQLException {
        RestoredFixture fixture = items().members(
                        "  void priced(long id, java.math.BigDecimal price) { item(id, price.toPlainString()); }")
                .rows("PricedRows", "into.priced(9, new java.math.BigDecimal(\"1.50\"));")
                .seal();

        fixture.restore();

        assertThat(fixture.query("SELECT Code FROM Item WHERE Id = 9")).containsExactly("1.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"installMigrations(Migrations migrations)", "beforeLoad()", "afterLoad()"})
    void saysWhereAHookThrewThatBelongsToNoRow(String method) throws IOException {
        RestoredFixture fixture = items().members("  @Override public void " + method
                + " {\n    throw new IllegalStateException(\"out of luck\");\n  }");
        fixture.seal();

        FixtureException failure = (FixtureException) fixture.options().fail(ErrorCode.FIXTURE_THREW);

        assertThat(failure)
                .hasMessageContaining(method.replaceAll("\\(.*", "()"))
                .hasMessageContaining("out of luck");
        assertThat(failure.location().orElseThrow().file()).isEqualTo("Restore.java");
    }

    @Test
    void defersARowWhoseHookThrows() throws IOException, SQLException {
        RestoredFixture fixture = items().members("""
                          @Override public void beforeSave(Row row) {
                            if (row.get("Id").equals(1L) && find("Item", "Id", 5).isEmpty()) {
                              throw new IllegalArgumentException("5 comes first");
                            }
                            if (row.get("Id").equals(3L)) throw new IllegalArgumentException("never 3");
                          }
                        """).seal();

        RestoreReport report = fixture.options().tolerate(1).restore();

        assertThat(report.reasons()).containsExactly("ItemRows.java:9: IllegalArgumentException: never 3");
        assertThat(fixture.query("SELECT Id FROM Item")).containsExactly("1", "2", "4", "5");
    }

    @Test
    void leavesAColumnToItsDefaultWhereNobodySetsIt() throws IOException, SQLException {
        RestoredFixture fixture = items().intoSchema(
                        "CREATE TABLE Item (Id INTEGER PRIMARY KEY, Name TEXT," + " Code TEXT NOT NULL DEFAULT 'none')")
                .members("""
                          @Override public void beforeSave(Row row) {
                            row.set("Name", row.get("Code"));
                            if (row.get("Id").equals(2L)) row.remove("Code");
                          }
                        """)
                .seal();

        fixture.restore();

        assertThat(fixture.query("SELECT * FROM Item WHERE Id < 4")).containsExactly("1|c0|c0", "2|c1|none", "3|c2|c2");
    }

    @Test
    void saysInPlainWordsThatCodeTakesAnotherKindOfValue() throws IOException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Name TEXT)")
                .described("Table.named(\"Item\").column(\"Id\", \"INTEGER\").column(\"Name\", \"TEXT\").build()")
                .members("  void item(long id, Object name) {"
                        + " save(row(\"Item\").set(\"Id\", id).set(\"Name\", ((String) name).strip())); }")
                .rows("ItemRows", "into.item(1, \"a\");", "into.item(2, bytes(\"0102030405\"));")
                .seal();

        assertThat(fixture.restore().reasons())
                .containsExactly("ItemRows.java:8: bytes, where the code takes text (Item.Name holds bytes (5 bytes))");
    }

    @Test
    void saysWhatHooksOutsideOfRowsHaveLookedForInVain() throws IOException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Name TEXT)")
                .members("  void item(long id) { save(row(\"Item\").set(\"Id\", id)); }\n"
                        + "  @Override public void afterLoad() {"
                        + " find(\"Item\", \"Id\", 1).orElseThrow(); find(\"Item\", \"Id\", 7).orElseThrow(); }")
                .rows("ItemRows", "into.item(1);")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.FIXTURE_THREW)).hasMessageContaining("there is no Item with Id 7");
    }
}
