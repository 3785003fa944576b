package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.ErrorCode;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows get other keys, and what refers to them follows. */
class RekeyTest {

    private static final String ORG = "Table.named(\"org\").column(\"id\", \"INTEGER\").column(\"head\", \"INTEGER\")"
            + ".primaryKey(\"id\").identity(\"id\", 50)"
            + ".foreignKey(\"id\", \"head\").references(\"member\", \"org\", \"id\").build()";
    private static final String MEMBER = "Table.named(\"member\").column(\"org\", \"INTEGER\")"
            + ".column(\"id\", \"INTEGER\").column(\"boss\", \"INTEGER\").primaryKey(\"org\", \"id\")"
            + ".foreignKey(\"org\").references(\"org\", \"id\")"
            + ".foreignKey(\"org\", \"boss\").references(\"member\", \"org\", \"id\").build()";
    private static final String NOTE = "Table.named(\"note\").column(\"id\", \"INTEGER\").column(\"org\", \"INTEGER\")"
            + ".column(\"member\", \"INTEGER\").primaryKey(\"id\")"
            + ".foreignKey(\"org\", \"member\").references(\"member\", \"org\", \"id\").build()";
    private static final String TABLES = """
            CREATE TABLE org (id INTEGER PRIMARY KEY AUTOINCREMENT);
            CREATE TABLE member (org INTEGER REFERENCES org (id), id INTEGER, boss INTEGER, PRIMARY KEY (org, id),
              FOREIGN KEY (org, boss) REFERENCES member (org, id));
            CREATE TABLE note (id INTEGER PRIMARY KEY, org INTEGER, member INTEGER,
              FOREIGN KEY (org, member) REFERENCES member (org, id));
            """;

    @TempDir
    private Path home;

    private RestoredFixture organisations(boolean notesFirst) throws IOException {
        String org = ORG.replace(".column(\"head\", \"INTEGER\")", "")
                .replace(".foreignKey(\"id\", \"head\").references(\"member\", \"org\", \"id\")", "");
        RestoredFixture fixture = RestoredFixture.in(home)
                .table(TABLES.strip().replaceFirst(";$", ""))
                .described(notesFirst ? NOTE + ", " + MEMBER + ", " + org : org + ", " + MEMBER + ", " + NOTE)
                .members("  void org(long id) { save(row(\"org\").set(\"id\", id)); }\n"
                        + "  void member(long org, long id, Long boss) {"
                        + " save(row(\"member\").set(\"org\", org).set(\"id\", id).set(\"boss\", boss)); }\n"
                        + "  void note(long id, Long org, Long member) {"
                        + " save(row(\"note\").set(\"id\", id).set(\"org\", org).set(\"member\", member)); }");
        String[] orgs = {"into.org(1);", "into.org(2);"};
        String[] members = {
            "into.member(1, 1, 2L);", "into.member(1, 2, 3L);", "into.member(1, 3, null);", "into.member(2, 1, 1L);"
        };
        String[] notes = {"into.note(1, 1L, 3L);", "into.note(2, 2L, 1L);", "into.note(3, null, 3L);"};
        return notesFirst
                ? fixture.rows("NoteRows", notes).rows("MemberRows", members).rows("OrgRows", orgs)
                : fixture.rows("OrgRows", orgs).rows("MemberRows", members).rows("NoteRows", notes);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void leadsReferencesOverSeveralLevelsToTheNewKeys(boolean notesFirst, boolean membersFirst)
            throws IOException, SQLException {
        String members = "up.table(\"member\").rekey(\"id\", row -> row.number(\"org\") + row.number(\"id\"));\n";
        String orgs = "up.table(\"org\").rekey(\"id\", row -> row.number(\"id\") * 100);\n";
        RestoredFixture fixture = organisations(notesFirst)
                .intoSchema(TABLES)
                .steps("steps.step(\"1.4.0\", \"2\", \"other keys\", up -> {\n"
                        + (membersFirst ? members + orgs : orgs + members) + "});\n")
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(report.reasons()).isEmpty();
        assertThat(fixture.query("SELECT * FROM org")).containsExactly("100", "200");
        assertThat(fixture.query("SELECT * FROM member ORDER BY 1, 2"))
                .containsExactly("100|101|102", "100|102|103", "100|103|null", "200|201|201");
        assertThat(fixture.query("SELECT * FROM note ORDER BY id"))
                .containsExactly("1|100|103", "2|200|201", "3|null|3");
        assertThat(fixture.query("SELECT seq FROM sqlite_sequence")).containsExactly("200");
    }

    @Test
    void takesTheWayBack() throws IOException, SQLException {
        RestoredFixture fixture = organisations(false)
                .intoSchema(TABLES)
                .steps("""
                        steps.step("1.3", "1.4.0", "other keys", up -> up.table("org").rekey("id", row -> 0))
                            .reverse(down -> down.table("org").rekey("id", row -> row.number("id") - 1));
                        """)
                .toVersion("1.3")
                .seal();

        fixture.restore();

        assertThat(fixture.query("SELECT DISTINCT org FROM member")).containsExactly("0", "1");
    }

    @Test
    void goesOnThroughLaterSteps() throws IOException, SQLException {
        RestoredFixture fixture = organisations(false)
                .intoSchema(
                        TABLES.replace("org ", "club ").replace("org,", "club,").replace("org INT", "club INT"))
                .steps("""
                        steps.step("1.4.0", "2", "first", up -> {
                          up.table("org").renameTo("club").rekey("id", row -> row.number("id") + 1);
                          up.table("member").rename("org", "club");
                          up.table("note").rename("org", "club");
                        });
                        steps.step("2", "3", "second", up ->
                            up.table("club").rekey("id", row -> row.number("id") + 10));
                        """)
                .seal();

        fixture.restore();

        assertThat(fixture.query("SELECT * FROM note ORDER BY id")).containsExactly("1|12|3", "2|13|1", "3|null|3");
    }

    @Test
    void refusesRowsThatWouldGetTheSameKeyAndThoseThatReferToThem() throws IOException {
        RestoredFixture fixture = organisations(false)
                .intoSchema(TABLES)
                .steps("steps.step(\"1.4.0\", \"2\", \"clash\", up -> up.table(\"org\").rekey(\"id\", row -> 7));")
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(report.published()).isFalse();
        assertThat(report.reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .contains(
                                "OrgRows.java:8", "two rows get the same id 7: it was 2 here, and 1 before in another"))
                .anySatisfy(reason -> assertThat(reason)
                        .contains("MemberRows.java:10", "no row of org had the key 2, to which it refers by org"));
        assertThat(RestoredFixture.account(report, "org")).containsExactly(2L, 1L, 0L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "(Long) null"})
    void refusesNoKey(String none) throws IOException {
        RestoredFixture fixture = organisations(false)
                .intoSchema(TABLES)
                .steps("steps.step(\"1.4.0\", \"2\", \"none\", up -> up.table(\"org\").rekey(\"id\", row -> " + none
                        + "));")
                .seal();

        assertThat(fixture.restore().reasons())
                .anySatisfy(reason -> assertThat(reason).contains("the new id is NULL"));
    }

    @Test
    void saysBeforehandWhereKeysWaitForEachOther() throws IOException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE any (a)")
                .described(ORG + ", " + MEMBER)
                .rows("OrgRows")
                .steps("""
                        steps.step("1.4.0", "2", "circle", up -> {
                          up.table("org").rekey("id", row -> row.number("id") + 1);
                          up.table("member").rekey("id", row -> row.number("id") + 1);
                        });
                        """)
                .seal();

        assertThat(fixture.options().fail(ErrorCode.STEP_UNFIT)).hasMessageContaining("refers in a circle");
    }

    @Test
    void refusesAJoinByTheNewKeyBeforeAnyRowMoves() throws IOException {
        RestoredFixture fixture = organisations(false)
                .intoSchema(TABLES)
                .steps("steps.step(\"1.4.0\", \"2\", \"other keys\", up -> {\n"
                        + "  up.table(\"org\").rekey(\"id\", row -> row.number(\"id\") + 1);\n"
                        + "  up.table(\"member\").join(Join.with(\"org\").on(\"org\", \"id\").take(\"id\", \"was\"))"
                        + ".drop(\"was\");\n});\n")
                .seal();

        assertThatThrownBy(fixture::restore).hasMessageContaining("its rows have got new keys by then");
    }
}
