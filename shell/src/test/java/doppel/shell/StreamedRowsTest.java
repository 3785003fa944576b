package doppel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.fixture.Row;
import doppel.shell.work.Questions;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are read one by one, and conditions in Java, on each engine. */
class StreamedRowsTest {

    private static final int MEMBERS = 3_000;

    @TempDir
    private Path folder;

    private Workbench open(LiveDatabases engine) {
        assumeTrue(engine.available());
        String url = engine.create(folder);
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= MEMBERS; i++) {
            rows.add("(" + i + ", 'm" + i + "')");
        }
        LiveDatabases.run(
                url,
                "INSERT INTO member (id, name) VALUES " + String.join(", ", rows),
                "INSERT INTO visit (id, member_id, note) VALUES (1, 7, 'a'), (2, 8, 'b')");
        Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter());
        bench.work().beginStep();
        return bench;
    }

    @ParameterizedTest
    @EnumSource
    void aStreamGivesAllRowsInTheirOrderAndClosesItself(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            assertThat(bench.table("member").stream()
                            .mapToLong(row -> row.number("id"))
                            .sum())
                    .isEqualTo((long) MEMBERS * (MEMBERS + 1) / 2);
            assertThat(bench.table("member").where("id > ?", 10).limit(3).stream()
                            .map(row -> row.text("name")))
                    .containsExactly("m11", "m12", "m13");
            bench.work().endStep();
            bench.work().beginStep();
            assertThat(bench.table("visit").count()).isEqualTo(2);
            bench.work().endStep();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingElseIsAskedWhileAStreamIsOpen(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            try (Stream<Row> stream = bench.table("member").stream()) {
                Iterator<Row> rows = stream.iterator();
                assertThat(rows.next().number("id")).isEqualTo(1);
                List<Runnable> others = List.of(
                        () -> bench.table("visit").rows(),
                        () -> bench.table("visit").count(),
                        () -> bench.table("visit").key(1).set("note", "x"),
                        () -> bench.handle().execute("DELETE FROM visit WHERE id = 1"),
                        () -> bench.table("visit").stream());
                others.forEach(other -> assertThatThrownBy(other::run)
                        .isInstanceOfSatisfying(
                                UsageException.class,
                                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ROWS_BEING_READ)));
                assertThat(rows.next().number("id")).isEqualTo(2);
            }
            assertThat(bench.table("visit").count()).isEqualTo(2);
            bench.work().endStep();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamEndsWithItsSnippetAndItsTransaction(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            Iterator<Row> ofSnippet = bench.table("member").stream().iterator();
            ofSnippet.next();
            bench.work().endStep();
            bench.work().beginStep();
            assertThatThrownBy(ofSnippet::next)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("not read any");

            bench.table("member").key(1).set("name", "Ann");
            Iterator<Row> ofTransaction = bench.table("member").stream().iterator();
            ofTransaction.next();
            bench.work().rollback();
            assertThatThrownBy(ofTransaction::next).isInstanceOf(UsageException.class);
            assertThat(bench.table("member").key(1).first())
                    .map(row -> row.text("name"))
                    .contains("m1");
            bench.work().endStep();
        }
    }

    @ParameterizedTest
    @EnumSource
    void conditionsInJavaChooseRowsForEveryWord(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            assertThat(bench.table("member")
                            .where(row -> row.number("id") % 2 == 0)
                            .count())
                    .isEqualTo(MEMBERS / 2);
            assertThat(bench.table("member")
                            .where("id > ?", 100)
                            .where(row -> row.text("name").endsWith("7"))
                            .first())
                    .map(row -> row.number("id"))
                    .contains(107L);
            assertThat(bench.table("member").where(row -> row.number("id") <= 3).set("name", "low"))
                    .isEqualTo(3);
            assertThat(bench.table("member").where("name = ?", "low").count()).isEqualTo(3);
            assertThatThrownBy(() -> bench.table("member")
                            .where(row -> row.number("id") == 7)
                            .delete())
                    .hasMessageContaining("1 row of visit");
            assertThat(bench.table("member")
                            .where(row -> row.number("id") > 2_000)
                            .delete())
                    .isEqualTo(MEMBERS - 2_000);
            assertThat(bench.table("member").count()).isEqualTo(2_000);
            assertThat(bench.table("member").where(row -> row.number("id") == 8).mergeInto(7))
                    .isPositive();
            assertThat(bench.table("visit").where("member_id = ?", 7).count()).isEqualTo(2);
            bench.work().endStep();
        }
    }

    /** The code of a condition that throws costs its own word alone. */
    @ParameterizedTest
    @EnumSource
    void aConditionThatThrowsLeavesTheTransactionInOrder(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            bench.table("member").key(1).set("name", "Ann");
            assertThatThrownBy(() -> bench.table("member")
                            .where(row -> row.number("nowhere") > 1)
                            .count())
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> bench.table("member")
                            .where(row -> bench.table("visit").count() > 0)
                            .first())
                    .isInstanceOf(UsageException.class);
            assertThat(bench.table("member").key(1).first())
                    .map(row -> row.text("name"))
                    .contains("Ann");
            bench.work().endStep();
            assertThat(bench.work().changedRows()).isEqualTo(1);
        }
    }
}
