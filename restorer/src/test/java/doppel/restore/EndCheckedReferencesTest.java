package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndCheckedReferencesTest {

    @TempDir
    private Path home;

    /** Loans 1 and 4 hang on members that do not exist; notes 1 and 2 hang on loan 1, note 3 on loan 2. */
    private RestoredFixture library() throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE Member (Id INTEGER PRIMARY KEY)")
                .table("CREATE TABLE Loan (Id INTEGER PRIMARY KEY, Member INTEGER REFERENCES Member(Id))")
                .table("CREATE TABLE Note (Id INTEGER PRIMARY KEY, Loan INTEGER NOT NULL REFERENCES Loan(Id))")
                .members("""
                          void member(long id) { save(row("Member").set("Id", id)); }
                          void loan(long id, Long member) { save(row("Loan").set("Id", id).set("Member", member)); }
                          void note(long id, long loan) { save(row("Note").set("Id", id).set("Loan", loan)); }
                        """)
                .rows("MemberRows", "into.member(1);")
                .rows(
                        "LoanRows",
                        "into.loan(1, 77L);",
                        "into.loan(2, 1L);",
                        "into.loan(3, null);",
                        "into.loan(4, 77L);")
                .rows("NoteRows", "into.note(1, 1);", "into.note(2, 1);", "into.note(3, 2);")
                .seal();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesOutOfAnotherSchemaWhatRefersToNothing(boolean strict) throws IOException, SQLException {
        RestoredFixture fixture = library();
        RestoredFixture.Options options = fixture.options().tolerate(4);

        RestoreReport report = strict
                ? options.strict().restore()
                : fixture.intoOtherSchema().options().tolerate(4).restore();

        assertThat(RestoredFixture.account(report, "Loan")).containsExactly(4L, 2L, 0L, 2L);
        assertThat(RestoredFixture.account(report, "Note")).containsExactly(3L, 1L, 0L, 2L);
        assertThat(report.reasons())
                .containsExactly(
                        "LoanRows.java:7: nothing is there that it refers to: Loan (Member) to Member (Id) = [77]",
                        "LoanRows.java:10: nothing is there that it refers to: Loan (Member) to Member (Id) = [77]",
                        "NoteRows.java:7: nothing is there that it refers to: Note (Loan) to Loan (Id) = [1]",
                        "NoteRows.java:8: nothing is there that it refers to: Note (Loan) to Loan (Id) = [1]");
        assertThat(report.faults()).isEmpty();
        assertThat(fixture.query("SELECT Id FROM Loan")).containsExactly("2", "3");
        assertThat(fixture.query("SELECT Id FROM Note")).containsExactly("3");
        assertThat(fixture.query("SELECT * FROM pragma_foreign_key_check")).isEmpty();
    }

    @Test
    void reproducesWhatRefersToNothingAndSaysSo() throws IOException, SQLException {
        RestoredFixture fixture = library();

        RestoreReport report = fixture.restore();

        assertThat(report.unsavedRows()).isZero();
        assertThat(report.faults())
                .containsExactly("Loan (Member) to Member (Id): 2 rows refer to what does not exist: [77]");
        assertThat(fixture.count("Loan")).isEqualTo(4);
        assertThat(fixture.count("Note")).isEqualTo(3);
    }

    @Test
    void leavesTheTargetAloneWhereReferencesLeadNowhere() throws IOException {
        RestoredFixture fixture = library().intoOtherSchema();

        assertThat(fixture.restore().published()).isFalse();

        assertThat(fixture.database()).doesNotExist();
        assertThat(home).isDirectoryNotContaining("glob:**doppel*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "REAL", "BLOB DEFAULT 5", "INTEGER AS (Id * 7) STORED"})
    void leavesOutWhatRefersToNothingWhereTheTargetHoldsOtherValues(String type) throws IOException, SQLException {
        String reference = type.contains("AS") || type.contains("DEFAULT") ? "" : ".set(\"Parent\", parent)";
        RestoredFixture fixture = RestoredFixture.in(home)
                .members("void node(long id, Long parent) { save(row(\"Node\").set(\"Id\", id)" + reference + "); }")
                .rows("NodeRows", "into.node(1, 99L);", "into.node(2, null);")
                .intoSchema("CREATE TABLE Parent (Id " + type.split(" ")[0] + " PRIMARY KEY);"
                        + "CREATE TABLE Node (Id INTEGER PRIMARY KEY, Parent " + type + " REFERENCES Parent(Id))")
                .seal();

        RestoreReport report = fixture.options().tolerate(2).restore();

        long unsaved = reference.isEmpty() ? 2 : 1;
        assertThat(RestoredFixture.account(report, "Node")).containsExactly(2L, 2 - unsaved, 0L, unsaved);
        assertThat(fixture.query("SELECT * FROM pragma_foreign_key_check")).isEmpty();
    }

    @Test
    void takesOneStepForEachLevelOfWhatHangsOnAReferenceToNothing() throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Node (Id INTEGER PRIMARY KEY, Parent INTEGER REFERENCES Node(Id))")
                .members("""
                          void node(long id, long parent) {
                            attempt();
                            save(row("Node").set("Id", id).set("Parent", parent));
                          }
                        """)
                .rows("NodeRows", 300, i -> "into.node(" + (i + 1) + ", " + (i == 0 ? 1_000 : i) + ");")
                .intoOtherSchema()
                .seal();

        RestoreReport report = fixture.options().tolerate(300).restore();

        assertThat(RestoredFixture.account(report, "Node")).containsExactly(300L, 0L, 0L, 300L);
        assertThat(fixture.attempts()).isLessThanOrEqualTo(4 * 300);
    }
}
