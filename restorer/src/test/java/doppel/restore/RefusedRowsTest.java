package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedRowsTest {

    private static final String ITEM =
            "CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT UNIQUE, Price INTEGER NOT NULL CHECK (Price >= "
                    + "0)) STRICT";
    private static final String ITEM_METHOD = """
              void item(long id, String code, Object price) {
                attempt();
                save(row("Item").set("Id", id).set("Code", code).set("Price", price));
              }
            """;

    @TempDir
    private Path home;

    private RestoredFixture items() throws IOException {
        return RestoredFixture.in(home).table(ITEM).members(ITEM_METHOD);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'7777, \"c1\", 1', UNIQUE constraint failed: Item.Code",
                "'1, \"c7777\", 1', UNIQUE constraint failed: Item.Id",
                "'7777, \"c7777\", -1', CHECK constraint failed",
                "'7777, \"c7777\", null', 'Item.Price is NULL, which it must not be'",
                "'7777, \"c7777\", \"dear\"', cannot store TEXT value in INTEGER column Item.Price",
                "'7777, \"c\\ud800\", 1', 'Item.Code: SQLite cannot hold this text exactly'"
            })
    void findsTheOneBadRowAmongTenThousand(String values, String reason) throws IOException, SQLException {
        RestoredFixture fixture = items().rows(
                        "ItemRows",
                        10_000,
                        i -> i == 7_777 ? "into.item(" + values + ");" : "into.item(" + i + ", \"c" + i + "\", 1);")
                .intoOtherSchema()
                .seal();

        RestoreReport report = fixture.options().tolerate(1).restore();

        assertThat(RestoredFixture.account(report, "Item")).containsExactly(10_000L, 9_999L, 0L, 1L);
        assertThat(report.reasons())
                .singleElement()
                .asString()
                .startsWith("ItemRows.java:" + (7 + 7_777) + ": ")
                .contains(reason);
        assertThat(report.published()).isTrue();
        assertThat(fixture.query("SELECT count(*), sum(Price) FROM Item")).containsExactly("9999|9999");
    }

    @Test
    void savesWhatIsGoodWhereEveryOtherRowIsBad() throws IOException, SQLException {
        RestoredFixture fixture = items().rows(
                        "ItemRows", 10_000, i -> "into.item(" + i + ", \"c" + i + "\", " + (i % 2 - 1) + ");")
                .intoOtherSchema()
                .seal();

        RestoreReport report = fixture.options().tolerate(5_000).restore();

        assertThat(RestoredFixture.account(report, "Item")).containsExactly(10_000L, 5_000L, 0L, 5_000L);
        assertThat(report.reasons()).hasSize(20).first().asString().startsWith("ItemRows.java:7: CHECK");
        assertThat(fixture.query("SELECT count(*), min(Id), max(Id), sum(Id % 2) FROM Item"))
                .containsExactly("5000|1|9999|5000");
        // the first time, a retry after something was saved, and the last time
        assertThat(fixture.attempts()).isLessThanOrEqualTo(10_000 + 3 * 5_000);
    }

    @Test
    void refusesARowThatTheTargetWouldDropInSilence() throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY ON CONFLICT REPLACE, Code TEXT UNIQUE ON "
                        + "CONFLICT IGNORE,"
                        + " Name TEXT UNIQUE ON CONFLICT ROLLBACK)")
                .members("""
                          void item(long id, String code, String name) {
                            save(row("Item").set("Id", id).set("Code", code).set("Name", name));
                          }
                        """)
                .rows(
                        "ItemRows",
                        "into.item(1, \"a\", \"a\");",
                        "into.item(1, \"b\", \"b\");",
                        "into.item(3, \"a\", \"c\");",
                        "into.item(4, \"d\", \"a\");",
                        "into.item(5, \"e\", \"e\");")
                .seal();

        RestoreReport report = fixture.options().tolerate(3).restore();

        assertThat(RestoredFixture.account(report, "Item")).containsExactly(5L, 2L, 0L, 3L);
        assertThat(fixture.query("SELECT * FROM Item")).containsExactly("1|a|a", "5|e|e");
    }

    @Test
    void savesAllRowsOfAStatementOrNone() throws IOException, SQLException {
        RestoredFixture fixture = items().table("CREATE TABLE Label (Text TEXT UNIQUE)")
                .members("""
                          void both(long id, String label) {
                            item(id, "c" + id, 1);
                            save(row("Label").set("Text", label));
                            attempt();
                          }
                        """)
                .rows(
                        "ItemRows",
                        "into.both(1, \"a\");",
                        "into.both(2, \"a\");",
                        "into.both(3, \"c\");",
                        "into.item(2, \"by itself\", 5);")
                .seal();

        RestoreReport report = fixture.options().tolerate(1).restore();

        assertThat(RestoredFixture.account(report, "Item")).containsExactly(4L, 3L, 0L, 1L);
        assertThat(report.reasons()).singleElement().asString().startsWith("ItemRows.java:8: UNIQUE constraint failed");
        assertThat(fixture.query("SELECT Id, Code FROM Item ORDER BY Id"))
                .containsExactly("1|c1", "2|by itself", "3|c3");
        assertThat(fixture.query("SELECT Text FROM Label ORDER BY Text")).containsExactly("a", "c");
    }

    @Test
    void runsAStatementAsAWholeWhenItIsTriedAgain() throws IOException, SQLException {
        RestoredFixture fixture = items().table("CREATE TABLE Label (Text TEXT UNIQUE)")
                .members("""
                          void both(long id, String label) {
                            item(id, "c" + id, 1);
                            save(row("Label").set("Text", label));
                            if (find("Item", "Id", 99).isEmpty()) throw new IllegalStateException("no 99");
                          }
                        """)
                .rows("ItemRows", "into.both(1, \"a\");", "into.both(2, \"b\");", "into.item(99, \"last\", 5);")
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(RestoredFixture.account(report, "Item")).containsExactly(3L, 3L, 0L, 0L);
        assertThat(fixture.count("Item")).isEqualTo(3);
        assertThat(fixture.count("Label")).isEqualTo(2);
    }

    @Test
    void countsWhatIsSkipped() throws IOException, SQLException {
        RestoredFixture fixture = items().members("""
                          void nothing(long id) {}
                          void skipped(long id) { Row row = row("Item"); row.skip(); save(row); }
                          void waits(long id) {
                            if (find("Item", "Id", 3).isEmpty()) throw new IllegalStateException();
                          }
                          @Override public void installMigrations(Migrations migrations) {
                            migrations.beforeSave("Item", row -> { if (Long.valueOf(2).equals(row.get("Id"))) \
                        row.skip(); });
                          }
                        """)
                .rows("ItemRows", 3, i -> "into.item(" + (i + 1) + ", null, 0);")
                .rows("NothingRows", "into.nothing(1);", "into.nothing(2);")
                .rows("SkippedRows", "into.skipped(1);")
                .rows("WaitsRows", "into.waits(1);")
                .load("rows(\"WaitsRows\", 1); rows(\"NothingRows\", 2); rows(\"SkippedRows\", 1); "
                        + "rows(\"ItemRows\", 3);")
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(RestoredFixture.account(report, "Item")).containsExactly(4L, 2L, 2L, 0L);
        assertThat(RestoredFixture.account(report, "nothing")).containsExactly(2L, 0L, 2L, 0L);
        assertThat(RestoredFixture.account(report, "waits")).containsExactly(1L, 0L, 1L, 0L);
        assertThat(report.savedRows()).isEqualTo(fixture.count("Item")).isEqualTo(2);
    }

    @Test
    void countsWhatHooksSave() throws IOException, SQLException {
        RestoredFixture fixture =
                items().members("""
                          @Override public void beforeLoad() { save(row("Item").set("Id", 10).set("Price", 1)); }
                          @Override public void afterLoad() {
                            save(row("Item").set("Id", 11).set("Price", 1));
                            save(row("Item").set("Id", 1).set("Price", 1));
                          }
                        """).rows("ItemRows", "into.item(1, null, 0);").seal();

        RestoreReport report = fixture.options().tolerate(1).restore();

        assertThat(RestoredFixture.account(report, "Item")).containsExactly(1L, 1L, 0L, 0L);
        assertThat(RestoredFixture.account(report, "(hooks)")).containsExactly(3L, 2L, 0L, 1L);
        assertThat(report.reasons()).containsExactly("Restore.java: UNIQUE constraint failed: Item.Id");
        assertThat(fixture.query("SELECT Id FROM Item")).containsExactly("1", "10", "11");
    }
}
