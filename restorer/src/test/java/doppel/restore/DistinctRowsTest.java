package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.ErrorCode;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of rows that are equal, the first stays, and references to the others follow. */
class DistinctRowsTest {

    private static final String MEMBERS =
            "CREATE TABLE member (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES member (id), name TEXT)";
    private static final String LOANS =
            "CREATE TABLE loan (id INTEGER PRIMARY KEY, member INTEGER NOT NULL REFERENCES member (id))";
    private static final String MEMBERS_DESCRIBED = "Table.named(\"member\").column(\"id\", \"INTEGER\")"
            + ".column(\"boss\", \"INTEGER\").column(\"name\", \"TEXT\").primaryKey(\"id\")"
            + ".foreignKey(\"boss\").references(\"member\", \"id\").build()";
    private static final String LOANS_DESCRIBED = "Table.named(\"loan\").column(\"id\", \"INTEGER\")"
            + ".column(\"member\", \"INTEGER\").primaryKey(\"id\")"
            + ".foreignKey(\"member\").references(\"member\", \"id\").build()";
    private static final String NEW = """
            CREATE TABLE reader (nr INTEGER PRIMARY KEY, boss INTEGER REFERENCES reader (nr), name TEXT UNIQUE);
            CREATE TABLE loan (id INTEGER PRIMARY KEY, reader INTEGER NOT NULL REFERENCES reader (nr));
            """;
    private static final String STEPS = """
            steps.step("1.4.0", "2", "members become readers", up -> {
              up.table("member").renameTo("reader").rename("id", "nr").distinct("name").keepFirst();
              up.table("loan").rename("member", "reader");
            });
            """;

    @TempDir
    private Path home;

    private RestoredFixture library(boolean loansFirst) throws IOException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table(MEMBERS)
                .table(LOANS)
                .described(
                        loansFirst
                                ? LOANS_DESCRIBED + ", " + MEMBERS_DESCRIBED
                                : MEMBERS_DESCRIBED + ", " + LOANS_DESCRIBED)
                .members("  void member(long id, Long boss, String name) {"
                        + " save(row(\"member\").set(\"id\", id).set(\"boss\", boss).set(\"name\", name)); }\n"
                        + "  void loan(long id, long member) {"
                        + " save(row(\"loan\").set(\"id\", id).set(\"member\", member)); }");
        String[] members = {
            "into.member(1, 5L, \"Emma\");",
            "into.member(2, null, \"Effi\");",
            "into.member(3, 2L, \"Emma\");",
            "into.member(4, null, null);",
            "into.member(5, 3L, \"Effi\");",
            "into.member(6, 5L, null);"
        };
        String[] loans = {"into.loan(1, 1);", "into.loan(2, 3);", "into.loan(3, 5);", "into.loan(4, 6);"};
        return loansFirst
                ? fixture.rows("LoanRows", loans).rows("MemberRows", members)
                : fixture.rows("MemberRows", members).rows("LoanRows", loans);
    }

    private void assertFollowed(RestoredFixture fixture) throws IOException, SQLException {
        RestoreReport report = fixture.intoSchema(NEW).steps(STEPS).seal().restore();

        assertThat(RestoredFixture.account(report, "member")).containsExactly(6L, 4L, 2L, 0L);
        assertThat(fixture.query("SELECT * FROM reader"))
                .containsExactly("1|2|Emma", "2|null|Effi", "4|null|null", "6|2|null");
        assertThat(fixture.query("SELECT * FROM loan")).containsExactly("1|1", "2|1", "3|2", "4|6");
    }

    @Test
    void leadsReferencesToTheRowThatStays() throws IOException, SQLException {
        assertFollowed(library(false));
    }

    @Test
    void leadsReferencesOfTablesThatComeFirstToTheRowThatStays() throws IOException, SQLException {
        assertFollowed(library(true));
    }

    @Test
    void refusesARowThatTurnsOutEqualWhenOthersHavePassed() throws IOException {
        RestoredFixture fixture = library(false).intoSchema(NEW).steps("""
                        int[] calls = {0};
                        steps.step("1.4.0", "2", "late", up -> {
                          up.table("member").renameTo("reader").rename("id", "nr").skip(row -> {
                            if (row.get("nr").equals(5L) && calls[0]++ == 0) throw new IllegalStateException("not yet");
                            return false;
                          }).distinct("name").keepFirst();
                          up.table("loan").rename("member", "reader");
                        });
                        """).seal();

        RestoreReport report = fixture.restore();

        assertThat(report.published()).isFalse();
        assertThat(report.reasons())
                .anySatisfy(reason -> assertThat(reason).contains("it is equal to another in name, but comes after"));
    }

    @Test
    void hasToBeToldWhichRowStays() throws IOException {
        RestoredFixture fixture = library(false)
                .intoSchema(NEW)
                .steps("steps.step(\"1.4.0\", \"2\", \"none\", up -> up.table(\"member\").distinct(\"name\"));")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.STEP_UNFIT)).hasMessageContaining("keepFirst()");
    }

    @Test
    void leadsReferencesOfReferencesToTheRowThatStays() throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE org (id INTEGER PRIMARY KEY, name TEXT)")
                .described("Table.named(\"org\").column(\"id\", \"INTEGER\").column(\"name\", \"TEXT\")"
                        + ".primaryKey(\"id\").build(), "
                        + "Table.named(\"member\").column(\"org\", \"INTEGER\").column(\"id\", \"INTEGER\")"
                        + ".primaryKey(\"org\", \"id\").foreignKey(\"org\").references(\"org\", \"id\").build(), "
                        + "Table.named(\"loan\").column(\"nr\", \"INTEGER\").column(\"org\", \"INTEGER\")"
                        + ".column(\"member\", \"INTEGER\").primaryKey(\"nr\")"
                        + ".foreignKey(\"org\", \"member\").references(\"member\", \"org\", \"id\").build()")
                .members(
                        "  void org(long id, String name) { save(row(\"org\").set(\"id\", id).set(\"name\", name)); }\n"
                                + "  void member(long org, long id) {"
                                + " save(row(\"member\").set(\"org\", org).set(\"id\", id)); }\n"
                                + "  void loan(long nr, long org, long member) {"
                                + " save(row(\"loan\").set(\"nr\", nr).set(\"org\", org).set(\"member\", member)); }")
                .rows("OrgRows", "into.org(1, \"A\");", "into.org(2, \"A\");")
                .rows("MemberRows", "into.member(1, 5);", "into.member(2, 6);")
                .rows("LoanRows", "into.loan(1, 1, 5);", "into.loan(2, 2, 6);")
                .intoSchema("""
                        CREATE TABLE org (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
                        CREATE TABLE member (org INTEGER REFERENCES org (id), id INTEGER, PRIMARY KEY (org, id));
                        CREATE TABLE loan (nr INTEGER PRIMARY KEY, org INTEGER, member INTEGER,
                          FOREIGN KEY (org, member) REFERENCES member (org, id));
                        """)
                .steps("steps.step(\"1.4.0\", \"2\", \"names differ\", up ->"
                        + " up.table(\"org\").distinct(\"name\").keepFirst());")
                .seal();

        assertThat(fixture.restore().reasons()).isEmpty();
        assertThat(fixture.query("SELECT * FROM member")).containsExactly("1|5", "1|6");
        assertThat(fixture.query("SELECT * FROM loan")).containsExactly("1|1|5", "2|1|6");
    }
}
