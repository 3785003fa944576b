package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeferralTest {

    private static final String NODE = "CREATE TABLE Node (Id INTEGER PRIMARY KEY, Parent INTEGER REFERENCES Node(Id))";
    private static final String REQUIRED =
            "CREATE TABLE Node (Id INTEGER PRIMARY KEY, Parent INTEGER NOT NULL REFERENCES Node(Id))";
    private static final String NODE_METHOD = """
              void node(long id, Long parent) {
                attempt();
                save(row("Node").set("Id", id).set("Parent", parent));
              }
            """;

    @TempDir
    private Path home;

    private RestoredFixture nodes(String table, int count, IntFunction<String> statement) throws IOException {
        Path own = Files.createTempDirectory(home, "nodes");
        return RestoredFixture.in(own)
                .table(table)
                .members(NODE_METHOD)
                .rows("NodeRows", count, statement)
                .intoOtherSchema()
                .seal();
    }

    private static String node(int id, int parent) {
        return "into.node(" + id + ", " + (parent == 0 ? "null" : parent + "L") + ");";
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savesAChainInReverseOrder(boolean atOnce) throws IOException, SQLException {
        RestoredFixture fixture = nodes(NODE, 3_000, i -> node(3_000 - i, 3_000 - i - 1));

        RestoreReport report = fixture.options().referencesAtOnce(atOnce).restore();

        assertThat(RestoredFixture.account(report, "Node")).containsExactly(3_000L, 3_000L, 0L, 0L);
        assertThat(report.published()).isTrue();
        assertThat(fixture.query("SELECT count(*), sum(Parent = Id - 1), count(Parent) FROM Node"))
                .containsExactly("3000|2999|2999");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savesAChainInAnyOrder(boolean atOnce) throws IOException, SQLException {
        List<Integer> order = RestoredFixture.shuffled(3_000, 7);
        RestoredFixture fixture = nodes(REQUIRED, 3_000, i -> node(order.get(i) + 1, Math.max(1, order.get(i))));

        RestoreReport report = fixture.options().referencesAtOnce(atOnce).restore();

        assertThat(RestoredFixture.account(report, "Node")).containsExactly(3_000L, 3_000L, 0L, 0L);
        assertThat(fixture.query("SELECT count(*), sum(Parent = max(1, Id - 1)) FROM Node"))
                .containsExactly("3000|3000");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savesTwoTablesThatReferToEachOther(boolean atOnce) throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Author (Id INTEGER PRIMARY KEY, BestBook INTEGER REFERENCES Book(Id))")
                .table("CREATE TABLE Book (Id INTEGER PRIMARY KEY, Author INTEGER REFERENCES Author(Id))")
                .members("""
                          void author(long id, Long book) { save(row("Author").set("Id", id).set("BestBook", book)); }
                          void book(long id, Long author) { save(row("Book").set("Id", id).set("Author", author)); }
                        """)
                .rows("AuthorRows", 500, i -> "into.author(" + i + ", " + i + "L);")
                .rows("BookRows", 500, i -> "into.book(" + i + ", " + (i + 1) % 500 + "L);")
                .intoOtherSchema()
                .seal();

        RestoreReport report = fixture.options().referencesAtOnce(atOnce).restore();

        assertThat(RestoredFixture.account(report, "Author")).containsExactly(500L, 500L, 0L, 0L);
        assertThat(RestoredFixture.account(report, "Book")).containsExactly(500L, 500L, 0L, 0L);
        assertThat(fixture.query("SELECT count(*), sum(BestBook = Id) FROM Author"))
                .containsExactly("500|500");
        assertThat(fixture.query("SELECT count(*), sum(Author = (Id + 1) % 500) FROM Book"))
                .containsExactly("500|500");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savesACycleOfThreeOfWhichOneColumnIsRequired(boolean atOnce) throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE A (Id INTEGER PRIMARY KEY, B INTEGER REFERENCES B(Id))")
                .table("CREATE TABLE B (Id INTEGER PRIMARY KEY, C INTEGER NOT NULL REFERENCES C(Id))")
                .table("CREATE TABLE C (Id INTEGER PRIMARY KEY, A INTEGER REFERENCES A(Id))")
                .members("""
                          void a(long id, Long other) { save(row("A").set("Id", id).set("B", other)); }
                          void b(long id, Long other) { save(row("B").set("Id", id).set("C", other)); }
                          void c(long id, Long other) { save(row("C").set("Id", id).set("A", other)); }
                        """)
                .rows("ARows", "into.a(1, 2L);", "into.a(2, 1L);", "into.a(3, null);")
                .rows("BRows", "into.b(1, 2L);", "into.b(2, 1L);")
                .rows("CRows", "into.c(1, 2L);", "into.c(2, 1L);", "into.c(3, 3L);")
                .intoOtherSchema()
                .seal();

        RestoreReport report = fixture.options().referencesAtOnce(atOnce).restore();

        assertThat(report.unsavedRows()).isZero();
        assertThat(fixture.query("SELECT * FROM A")).containsExactly("1|2", "2|1", "3|null");
        assertThat(fixture.query("SELECT * FROM B")).containsExactly("1|2", "2|1");
        assertThat(fixture.query("SELECT * FROM C")).containsExactly("1|2", "2|1", "3|3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesOutWhatHangsOnAReferenceToNothing(boolean atOnce) throws IOException, SQLException {
        for (String table : List.of(NODE, REQUIRED)) {
            // 1 to 9 hang on 10, which refers to nothing; 12 and 13 are a cycle; 11 refers to itself
            RestoredFixture fixture = nodes(
                    table, 13, i -> i < 10 ? node(i + 1, i == 9 ? 99 : i + 2) : node(i + 1, i == 10 ? 11 : 25 - i - 1));

            RestoreReport report = fixture.options()
                    .referencesAtOnce(atOnce)
                    .tolerate(table.equals(NODE) ? 10 : 13)
                    .restore();

            long saved = table.equals(NODE) || !atOnce ? 3 : 1; // a cycle without an end that may be empty
            assertThat(RestoredFixture.account(report, "Node")).containsExactly(13L, saved, 0L, 13 - saved);
            assertThat(fixture.query("SELECT group_concat(Id || '-' || Parent) FROM Node"))
                    .containsExactly(saved == 3 ? "11-11,12-13,13-12" : "11-11");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savesAHundredThousandDeferredRows(boolean atOnce) throws IOException, SQLException {
        RestoredFixture fixture = waitingFor("""
                  void leaf(long id) {
                    attempt();
                    if (find("Leaf", "Id", 0).isEmpty() && id > 0) throw new IllegalStateException("not yet");
                    save(row("Leaf").set("Id", id));
                  }
                """, 100_000);

        RestoreReport report = fixture.options().referencesAtOnce(atOnce).restore();

        assertThat(RestoredFixture.account(report, "Leaf")).containsExactly(100_000L, 100_000L, 0L, 0L);
        assertThat(fixture.count("Leaf")).isEqualTo(100_000);
        assertThat(fixture.attempts()).isEqualTo(2 * 100_000 - 1);
    }

    @Test
    void savesAHundredThousandRowsThatWaitForWhatNobodySees() throws IOException, SQLException {
        RestoredFixture fixture = waitingFor("""
                  boolean open;
                  void leaf(long id) {
                    attempt();
                    open |= id == 0;
                    if (!open) throw new IllegalStateException("not yet");
                    save(row("Leaf").set("Id", id));
                  }
                """, 100_000);

        RestoreReport report = fixture.restore();

        assertThat(RestoredFixture.account(report, "Leaf")).containsExactly(100_000L, 100_000L, 0L, 0L);
        assertThat(fixture.attempts()).isEqualTo(2 * 100_000 - 1);
    }

    /** The last row is the one with key 0. */
    private RestoredFixture waitingFor(String members, int count) throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE Leaf (Id INTEGER PRIMARY KEY)")
                .members(members)
                .rows("LeafRows", count, i -> "into.leaf(" + (count - 1 - i) + ");")
                .seal();
    }

    @Test
    void triesRowsOfAChainAsOftenAsThereAreRows() throws IOException {
        for (boolean shuffle : new boolean[] {false, true}) {
            long[] attempts = new long[2];
            for (int size = 0; size < 2; size++) {
                int count = 4_000 << size;
                List<Integer> order = RestoredFixture.shuffled(count, 3);
                RestoredFixture fixture = nodes(
                        REQUIRED,
                        count,
                        i -> shuffle
                                ? node(order.get(i) + 1, Math.max(1, order.get(i)))
                                : node(count - i, Math.max(1, count - i - 1)));
                assertThat(fixture.options().referencesAtOnce(true).restore().unsavedRows())
                        .isZero();
                attempts[size] = fixture.attempts();
            }
            assertThat(attempts[0]).isLessThanOrEqualTo(3 * 4_000);
            assertThat(attempts[1]).isLessThanOrEqualTo(2 * attempts[0] + 1_000);
        }
    }

    @Test
    void triesRowsThatWaitBackwardsForWhatNobodySeesThreeTimes() throws IOException {
        RestoredFixture fixture = waitingFor("""
                  long next;
                  void leaf(long id) {
                    attempt();
                    if (id != next) throw new IllegalStateException("not yet");
                    next++;
                    save(row("Leaf").set("Id", id));
                  }
                """, 20_000);

        assertThat(fixture.restore().unsavedRows()).isZero();
        assertThat(fixture.attempts()).isLessThanOrEqualTo(3 * 20_000);
    }

    @Test
    void triesWhatHangsOnAReferenceToNothingAFewTimes() throws IOException {
        long[] attempts = new long[2];
        for (int size = 0; size < 2; size++) {
            int count = 500 << size;
            RestoredFixture fixture = nodes(NODE, count, i -> node(i + 1, i == 0 ? 1_000_000 : i));
            assertThat(fixture.options().referencesAtOnce(true).restore().unsavedRows())
                    .isEqualTo(count);
            attempts[size] = fixture.attempts();
        }
        assertThat(attempts[1]).isLessThanOrEqualTo(2 * attempts[0] + 10);
    }

    @Test
    void triesAgainWhatWaitsForARowThatComesLater() throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Loan (Id INTEGER PRIMARY KEY, Member TEXT)")
                .table("CREATE TABLE Member (Id INTEGER PRIMARY KEY, Name TEXT)")
                .members("""
                          void loan(long id, long member) {
                            attempt();
                            save(row("Loan").set("Id", id).set("Member", find("Member", "Id", \
                        member).get().get("Name")));
                          }
                          void member(long id, String name) { save(row("Member").set("Id", id).set("Name", name)); }
                        """)
                .rows("LoanRows", "into.loan(1, 2);", "into.loan(2, 1);")
                .rows("MemberRows", "into.member(1, \"a\");", "into.member(2, \"b\");")
                .seal();

        assertThat(fixture.restore().unsavedRows()).isZero();
        assertThat(fixture.query("SELECT * FROM Loan ORDER BY Id")).containsExactly("1|b", "2|a");
        assertThat(fixture.attempts()).isEqualTo(4);
    }
}
