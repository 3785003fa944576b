package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.ErrorCode;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose references lead nowhere are left out where a step says so, and the report names them. */
class OrphansTest {

    private static final String MEMBER =
            "Table.named(\"member\").column(\"id\", \"INTEGER\").column(\"boss\", \"INTEGER\")"
                    + ".primaryKey(\"id\").foreignKey(\"boss\").references(\"member\", \"id\").build()";
    private static final String LOAN =
            "Table.named(\"loan\").column(\"id\", \"INTEGER\").column(\"member\", \"INTEGER\")"
                    + ".primaryKey(\"id\").foreignKey(\"member\").references(\"member\", \"id\").build()";
    private static final String FINE = "Table.named(\"fine\").column(\"loan\", \"INTEGER\").build()";
    private static final String NEW = """
            CREATE TABLE member (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES member (id));
            CREATE TABLE loan (id INTEGER PRIMARY KEY, member INTEGER REFERENCES member (id));
            CREATE TABLE fine (loan INTEGER REFERENCES loan (id));
            """;
    private static final String STEPS = """
            steps.step("1.4.0", "2", "no orphans", up -> {
              up.table("fine").skipOrphans("loan", "loan", "id");
              up.table("loan").skipOrphans("member");
              up.table("member").skipOrphans("boss")%s;
            });
            """;

    @TempDir
    private Path home;

    private RestoredFixture library(boolean finesFirst) throws IOException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table(NEW.strip().replaceFirst(";$", ""))
                .described(finesFirst ? FINE + ", " + LOAN + ", " + MEMBER : MEMBER + ", " + LOAN + ", " + FINE)
                .members("  void member(long id, Long boss) {"
                        + " save(row(\"member\").set(\"id\", id).set(\"boss\", boss)); }\n"
                        + "  void loan(long id, Long member) {"
                        + " save(row(\"loan\").set(\"id\", id).set(\"member\", member)); }\n"
                        + "  void fine(Long loan) { save(row(\"fine\").set(\"loan\", loan)); }")
                .intoSchema(NEW);
        String[] members = { // 1 to 2 to 3 to 99, which is missing; 4 and 5 in a circle; 6 alone; 7 to 6
            "into.member(1, 2L);",
            "into.member(2, 3L);",
            "into.member(3, 99L);",
            "into.member(4, 5L);",
            "into.member(5, 4L);",
            "into.member(6, null);",
            "into.member(7, 6L);"
        };
        String[] loans = {
            "into.loan(1, 1L);", "into.loan(2, 4L);", "into.loan(3, null);", "into.loan(4, 98L);", "into.loan(5, 7L);"
        };
        String[] fines = {"into.fine(1L);", "into.fine(2L);", "into.fine(3L);", "into.fine(4L);", "into.fine(null);"};
        return finesFirst
                ? fixture.rows("FineRows", fines).rows("LoanRows", loans).rows("MemberRows", members)
                : fixture.rows("MemberRows", members).rows("LoanRows", loans).rows("FineRows", fines);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesOutRowsThatReferToNothingAndThoseThatReferToThem(boolean finesFirst) throws IOException, SQLException {
        RestoredFixture fixture = library(finesFirst).steps(STEPS.formatted("")).seal();

        RestoreReport report = fixture.restore();

        assertThat(report.reasons()).isEmpty();
        assertThat(fixture.query("SELECT id FROM member ORDER BY id")).containsExactly("4", "5", "6", "7");
        assertThat(fixture.query("SELECT id FROM loan ORDER BY id")).containsExactly("2", "3", "5");
        assertThat(fixture.query("SELECT loan FROM fine ORDER BY loan")).containsExactly("null", "2", "3");
        assertThat(RestoredFixture.account(report, "member")).containsExactly(7L, 4L, 3L, 0L);
        assertThat(report.notices())
                .containsExactlyInAnyOrder(
                        "Skipped 2 rows of fine, whose loan leads to no row of loan: 1, 4.",
                        "Skipped 2 rows of loan, whose member leads to no row of member: 1, 98.",
                        "Skipped 3 rows of member, whose boss leads to no row of member: 2, 3, 99.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesOutWhatRefersToRowsThatTheStepLeavesOut(boolean finesFirst) throws IOException, SQLException {
        RestoredFixture fixture = library(finesFirst)
                .steps(STEPS.formatted(
                        ".skip(row -> row.get(\"id\").equals(7L))" + ".rekey(\"id\", row -> row.number(\"id\") + 100)"))
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(report.reasons()).isEmpty();
        assertThat(fixture.query("SELECT * FROM member ORDER BY id")).containsExactly("104|105", "105|104", "106|null");
        assertThat(fixture.query("SELECT * FROM loan ORDER BY id")).containsExactly("2|104", "3|null");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotLeaveOutWhatRefersToRowsThatCannotBeSaved(boolean finesFirst) throws IOException {
        RestoredFixture fixture = library(finesFirst)
                .steps(STEPS.formatted(
                        ".change(\"id\", id -> { if (id.equals(7L)) throw new IllegalStateException(\"7\");"
                                + " return id; })"))
                .seal();

        RestoreReport report = fixture.options().tolerate(9).restore();

        assertThat(RestoredFixture.account(report, "member")).containsExactly(7L, 3L, 3L, 1L);
        assertThat(RestoredFixture.account(report, "loan")).containsExactly(5L, 2L, 2L, 1L);
    }

    @Test
    void isToldWhatAColumnRefersTo() throws IOException {
        RestoredFixture fixture = library(false)
                .steps("steps.step(\"1.4.0\", \"2\", \"s\", up -> up.table(\"fine\").skipOrphans(\"loan\"));")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.STEP_UNFIT))
                .hasMessageContaining("the fixture has no foreign key of that column");
    }

    /** MySQL's usual collations and SQLite's NOCASE find a row by a key in other letters. */
    @Test
    void leavesTheVerdictToADatabaseThatMayCompareOtherwise() throws IOException, SQLException {
        String country = "Table.named(\"country\").column(\"code\", \"TEXT\").primaryKey(\"code\").build()";
        String city = "Table.named(\"city\").column(\"country\", \"TEXT\").foreignKey(\"country\")"
                + ".references(\"country\", \"code\").build()";
        String tables = "CREATE TABLE country (code TEXT COLLATE NOCASE PRIMARY KEY);\n"
                + "CREATE TABLE city (country TEXT REFERENCES country (code));";
        RestoredFixture fixture = RestoredFixture.in(home)
                .table(tables)
                .described(country + ", " + city)
                .members("  void country(String code) { save(row(\"country\").set(\"code\", code)); }\n"
                        + "  void city(String country) { save(row(\"city\").set(\"country\", country)); }")
                .intoSchema(tables)
                .rows("CountryRows", "into.country(\"DE\");")
                .rows("CityRows", "into.city(\"de\");", "into.city(\"CH\");")
                .steps("steps.step(\"1.4.0\", \"2\", \"no orphans\", up -> up.table(\"city\")"
                        + ".skipOrphans(\"country\"));\n")
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(report.reasons()).isEmpty();
        assertThat(fixture.query("SELECT country FROM city")).containsExactly("de");
        assertThat(report.notices())
                .containsExactly("Skipped 1 row of city, whose country leads to no row of country: CH.");
    }
}
