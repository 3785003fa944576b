package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are read ahead and saved behind: nobody who looks at a restore can tell. */
class SavingAheadTest {

    private static final int ROWS = 25_000;
    private static final int FIRST_LINE = 7;

    @TempDir
    private Path home;

    private RestoredFixture items() throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT NOT NULL)")
                .members("  void item(long id, String code) { save(row(\"Item\").set(\"Id\", id).set(\"Code\", "
                        + "code)); }");
    }

    private static String item(int id) {
        return "into.item(" + id + ", \"c" + id + "\");";
    }

    @AfterEach
    void leavesNoThreadBehind() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("doppel-reader", "doppel-writer");
    }

    @Test
    void findsRowsOfTheBatchThatIsUnderWay() throws IOException, SQLException {
        RestoredFixture fixture = items().table("CREATE TABLE Copy (Id INTEGER PRIMARY KEY, Code TEXT NOT NULL)")
                .members("""
                          void copy(long id, long of) {
                            save(row("Copy").set("Id", id).set("Code", find("Item", "Id", \
                        of).orElseThrow().get("Code")));
                          }
                        """)
                .rows("ItemRows", 10_000, SavingAheadTest::item)
                .rows("CopyRows", 100, i -> "into.copy(" + i + ", " + i * 100 + ");")
                .seal();

        RestoreReport report = fixture.options().restore();

        assertThat(report.published()).isTrue();
        assertThat(fixture.query("SELECT count(*) FROM Copy WHERE Code = 'c' || (100 * Id)"))
                .containsExactly("100");
    }

    @Test
    void keepsThePlacesOfStatements() throws IOException, SQLException {
        RestoredFixture fixture = items().rows(
                        "ItemRows", ROWS, i -> i % 5_000 == 4_999 ? "into.item(" + i + ", null);" : item(i))
                .intoOtherSchema()
                .seal();

        RestoreReport report = fixture.options().tolerate(5).restore();

        assertThat(report.reasons()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(report.reasons().get(i))
                    .startsWith("ItemRows.java:" + (FIRST_LINE + 5_000 * i + 4_999) + ": Item.Code is NULL");
        }
        assertThat(RestoredFixture.account(report, "Item")).containsExactly((long) ROWS, ROWS - 5L, 0L, 5L);
    }

    @Test
    void beginsAgainWhereASealedFileHoldsMoreThanLiterals() throws IOException, SQLException {
        RestoredFixture fixture = items().rows("ItemRows", ROWS, SavingAheadTest::item)
                .rows("MoreRows", "for (int i = 0; i < 3; i++) into.item(100000 + i, \"loop\");")
                .seal();

        RestoreReport report = fixture.options().restore();

        assertThat(report.published()).isTrue();
        assertThat(fixture.query("SELECT count(*), sum(Code = 'loop') FROM Item"))
                .containsExactly((ROWS + 3) + "|3");
    }

    @Test
    void namesTheLineOfAnErrorFarDownInASealedFile() throws IOException {
        RestoredFixture fixture = items().rows("ItemRows", ROWS, i -> i == ROWS - 1 ? "into.item(1, oops);" : item(i))
                .seal();

        FixtureException thrown = catchThrowableOfType(
                FixtureException.class, () -> fixture.options().restore());

        assertThat(thrown.code()).isEqualTo(ErrorCode.DOES_NOT_COMPILE);
        assertThat(thrown.location().orElseThrow().line()).isEqualTo(FIRST_LINE + ROWS - 1);
        assertThat(fixture.database()).doesNotExist();
    }

    @Test
    void passesOnWhatTheReadingThrew() throws IOException {
        RestoredFixture fixture = items().rows(
                        "ItemRows",
                        ROWS,
                        i -> i == ROWS - 1 ? "into.item(1, into.largeText(\"" + "0".repeat(64) + "\"));" : item(i))
                .seal();

        assertThatThrownBy(() -> fixture.options().restore())
                .isInstanceOfSatisfying(
                        FixtureException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.FILE_MISSING));
        assertThat(fixture.database()).doesNotExist();
    }

    @Test
    void endsTheReadingWhereACreateMethodIsWrong() throws IOException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY)")
                .members("  void item(long id, String code) { save(row(\"Item\").set(id < 9 ? \"Id\" : \"Ix\", id)); }")
                .rows("ItemRows", ROWS, SavingAheadTest::item)
                .seal();

        assertThatThrownBy(() -> fixture.options().restore())
                .isInstanceOfSatisfying(
                        DoppelException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN));
        assertThat(fixture.database()).doesNotExist();
    }

    @Test
    void endsWhenItIsInterrupted() throws IOException {
        RestoredFixture fixture = items().members(
                        "  @Override public void beforeSave(Row row) { Thread.currentThread().interrupt(); }")
                .rows("ItemRows", ROWS, SavingAheadTest::item)
                .seal();

        assertThatThrownBy(() -> fixture.options().restore())
                .isInstanceOfSatisfying(
                        DoppelException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.INPUT_OUTPUT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.database()).doesNotExist();
    }
}
