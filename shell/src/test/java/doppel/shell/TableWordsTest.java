package doppel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.migration.Mapping;
import doppel.shell.work.Questions;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words for rows, on each engine. */
class TableWordsTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private Optional<Boolean> answer = Optional.empty();

    private Workbench open(LiveDatabases engine) {
        assumeTrue(engine.available());
        String url = engine.create(folder);
        LiveDatabases.run(
                url,
                "INSERT INTO member (id, name, fee, born) VALUES (1, 'Ann', 5.5, '1970-01-02'),"
                        + " (2, 'Bob', NULL, NULL), (3, 'n/a', 7, '1999-12-31')",
                "UPDATE member SET chief = 1 WHERE id = 2",
                "INSERT INTO visit (id, member_id, note) VALUES (1, 2, 'a'), (2, 2, 'b?'), (3, 3, 'it''s')");
        Questions questions = question -> {
            asked.add(question);
            return answer;
        };
        Workbench bench = engine.open(url, folder, questions, out);
        bench.work().beginStep();
        return bench;
    }

    @ParameterizedTest
    @EnumSource
    void readsRowsByConditionsWithExactValues(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            assertThat(bench.table("MEMBER").where("name = ?", "Ann").rows())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.number("id")).isEqualTo(1);
                        assertThat(row.decimal("fee")).isEqualByComparingTo(new BigDecimal("5.5"));
                    });
            assertThat(bench.table("visit").where("note = ?", "it's").count()).isEqualTo(1);
            assertThat(bench.table("visit").where("note = 'b?' AND id > ?", 1).count())
                    .isEqualTo(1);
            assertThat(bench.table("member")
                            .where("born < ?", LocalDate.of(1980, 1, 1))
                            .count())
                    .isEqualTo(1);
            assertThat(bench.table("member")
                            .where("fee IS NULL")
                            .first()
                            .orElseThrow()
                            .text("name"))
                    .isEqualTo("Bob");
            assertThat(bench.table("member").limit(2).rows()).hasSize(2);
            assertThat(bench.table("member").key(9).first()).isEmpty();
            assertThatThrownBy(() -> bench.table("members"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("did you mean member?");
            assertThatThrownBy(() -> bench.table("member").where("id = ?", 1, 2))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesRowsByValuesFunctionsAndTheWordsOfMigrations(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            assertThat(bench.table("member").key(2).set("born", LocalDate.of(2001, 2, 3)))
                    .isEqualTo(1);
            assertThat(bench.table("member").all().set("name", row -> row.text("name") + "!"))
                    .isEqualTo(3);
            assertThat(bench.table("member")
                            .all()
                            .change("name", Mapping.of("n/a!", "unknown").otherwiseSame()))
                    .isEqualTo(1);
            bench.table("visit").insert("id", 9, "member_id", 1, "note", "é 😁 日本");
            assertThat(bench.table("member").rows())
                    .extracting(row -> row.text("name"))
                    .containsExactly("Ann!", "Bob!", "unknown");
            assertThat(bench.table("visit").key(9).first().orElseThrow().text("note"))
                    .isEqualTo("é 😁 日本");
            assertThatThrownBy(() -> bench.table("member").key(1).set("nam", "x"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("did you mean name?");
            assertThatThrownBy(() -> bench.table("member").key(1).set("name", null))
                    .isInstanceOf(DatabaseException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatHangsOnRowsBeforeItDeletesThem(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            assertThatThrownBy(() -> bench.table("member").key(1).delete())
                    .isInstanceOfSatisfying(
                            UsageException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ROWS_REFERRED_TO))
                    .hasMessageContaining("1 row of member, 2 rows of visit");
            assertThat(bench.table("member").key(1).andWhatRefersToThem().delete())
                    .isEqualTo(4);
            assertThat(bench.table("member").rows())
                    .extracting(row -> row.number("id"))
                    .containsExactly(3L);
            assertThat(bench.table("visit").count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void deletesRowsThatReferToOneAnother(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            bench.table("member").key(1).set("chief", 2);
            assertThat(bench.table("member").key(1).andWhatRefersToThem().delete())
                    .isEqualTo(4);
            assertThat(bench.table("member").count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergesDoublesIntoTheRowThatStays(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            bench.table("member").where("id > 1").mergeInto(1);

            assertThat(bench.table("member").rows())
                    .extracting(row -> row.number("id"))
                    .containsExactly(1L);
            assertThat(bench.table("visit").rows())
                    .extracting(row -> row.number("member_id"))
                    .containsExactly(1L, 1L, 1L);
            assertThatThrownBy(() -> bench.table("member").all().mergeInto(77)).isInstanceOf(UsageException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksBeforeItChangesAllRows(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            assertThatThrownBy(() -> bench.table("member").set("name", "x"))
                    .isInstanceOfSatisfying(
                            UsageException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ALL_ROWS))
                    .hasMessageContaining("all 3 rows");
            bench.work().failStep();
            bench.work().beginStep();
            assertThatThrownBy(() -> bench.handle().execute("UPDATE visit SET note = 'x' -- WHERE"))
                    .isInstanceOf(UsageException.class);
            bench.work().failStep();
            bench.work().beginStep();
            assertThat(bench.table("member").where("name = 'x'").count()).isZero();

            answer = Optional.of(true);
            bench.handle().execute("DELETE FROM visit");
            assertThat(asked).hasSize(3).last().asString().contains("deletes all 3 rows");
            assertThat(bench.table("visit").count()).isZero();
            bench.table("member").all().set("fee", 1);
            assertThat(asked).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wordsThatChangeRefuseALimitAndAnEmptyCondition(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            assertThatThrownBy(
                            () -> bench.table("visit").where("id > 0").limit(1).delete())
                    .isInstanceOf(UsageException.class);
            assertThatThrownBy(() -> bench.table("visit").where(" ")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bench.table("loose").key()).isInstanceOf(IllegalArgumentException.class);
            assertThat(bench.table("visit")
                            .where("id = 1 -- or more")
                            .where("id > 0")
                            .count())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedChangeThatIsCaughtLeavesNothing(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            assertThatThrownBy(() -> bench.table("member")
                            .all()
                            .set("name", row -> row.number("id") == 3 ? null : row.text("name") + "!"))
                    .isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> bench.table("visit").delete()).isInstanceOf(UsageException.class);
            assertThatThrownBy(() -> bench.handle().execute("DELETE FROM visit"))
                    .isInstanceOf(UsageException.class);

            bench.work().endStep();
            assertThat(bench.changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMergeKnowsItsDoublesBeforeItMovesWhatRefersToThem(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            bench.table("member")
                    .where("id IN (SELECT member_id FROM visit WHERE note = ?)", "a")
                    .mergeInto(3);

            assertThat(bench.table("visit").rows())
                    .extracting(row -> row.number("member_id"))
                    .containsExactly(3L, 3L, 3L);
            assertThat(bench.table("member").rows())
                    .extracting(row -> row.number("id"))
                    .containsExactly(1L, 3L);
        }
    }

    /** Counted by the servers that count. */
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void deletingManyRowsDoesNotAskRowByRow(LiveDatabases engine) {
        assumeTrue(engine.available());
        int rows = 1_000;
        String url = engine.create(folder);
        String members = IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "(" + i + ", 'm', " + (i == 1 ? "NULL" : i - 1) + ")")
                .collect(Collectors.joining(", "));
        String visits = IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "(" + i + ", " + i + ", 'v')")
                .collect(Collectors.joining(", "));
        LiveDatabases.run(
                url,
                "INSERT INTO member (id, name, chief) VALUES (1001, 'boss', NULL)",
                "INSERT INTO member (id, name, chief) VALUES " + members,
                "UPDATE member SET chief = 1001 WHERE id <= 1000",
                "INSERT INTO visit VALUES " + visits);
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, out)) {
            bench.work().beginStep();
            long before = questions(bench);
            assertThat(bench.table("member").key(1001).andWhatRefersToThem().delete())
                    .isEqualTo(2 * rows + 1);
            assertThat(questions(bench) - before).isLessThan(rows / 5);
            assertThat(bench.table("member").count() + bench.table("visit").count())
                    .isZero();
            bench.work().endStep();
        }
    }

    private static long questions(Workbench bench) {
        return bench.handle()
                .createQuery("SHOW SESSION STATUS LIKE 'Questions'")
                .map((row, context) -> row.getLong(2))
                .one();
    }

    @Test
    void aQueryOfTooManyRowsIsRefusedAsRowsAre() {
        try (Workbench bench = open(LiveDatabases.SQLITE)) {
            String numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
            assertThat(bench.sql(numbers + " LIMIT 100000").toString()).contains("100000");
            assertThatThrownBy(() -> bench.sql(numbers))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("more than 100,000 rows");
            bench.work().endStep();
        }
    }
}
