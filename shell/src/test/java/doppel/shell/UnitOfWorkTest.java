package doppel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.Queries;
import doppel.shell.work.Questions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The one transaction: what a step may cost, what can be undone, and what is refused. */
class UnitOfWorkTest {

    @TempDir
    private Path folder;

    private String url;

    private Workbench open(LiveDatabases engine) {
        assumeTrue(engine.available());
        url = engine.create(folder);
        LiveDatabases.run(url, "INSERT INTO member (id, name) VALUES (1, 'Ann'), (2, 'Bob')");
        return engine.open(url, folder, Questions.NOBODY, new StringWriter());
    }

    private static void step(Workbench bench, Runnable code) {
        bench.work().beginStep();
        try {
            code.run();
            bench.work().endStep();
        } catch (RuntimeException e) {
            bench.work().failStep();
        }
    }

    private static String name(Workbench bench, int id) {
        return bench.table("member").key(id).first().orElseThrow().text("name");
    }

    @ParameterizedTest
    @EnumSource
    void aFailedStepCostsNothingEarlierAndTheNewestCanBeUndone(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            step(bench, () -> bench.table("member").key(1).set("name", "first"));
            step(bench, () -> {
                bench.table("member").key(2).set("name", "second");
                bench.handle().execute("UPDATE nowhere SET a = 1 WHERE a = 2");
            });
            step(bench, () -> bench.handle().execute("UPDATE member SET name = 'third' WHERE id = 2"));

            assertThat(bench.work().changedRows()).isEqualTo(2);
            assertThat(bench.work().undo()).contains(1L);
            assertThat(name(bench, 1)).isEqualTo("first");
            assertThat(name(bench, 2)).isEqualTo("Bob");
            assertThat(bench.work().changedSince()).isPresent();

            assertThat(bench.work().undo()).contains(1L);
            assertThat(bench.work().undo()).isEmpty();
            assertThat(bench.work().changedSince()).isEmpty();
            step(bench, () -> bench.table("member").key(1).set("name", "again"));
            bench.commit();
        }
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter())) {
            assertThat(name(bench, 1)).isEqualTo("again");
            assertThat(name(bench, 2)).isEqualTo("Bob");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingHoldsNothingThatOthersWaitFor(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            step(bench, () -> bench.table("member").rows());
            LiveDatabases.run(url, "UPDATE member SET name = 'theirs' WHERE id = 1");
            step(bench, () -> assertThat(name(bench, 1)).isEqualTo("theirs"));
            LiveDatabases.run(url, "DROP TABLE audit");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavingWithoutCommitKeepsNothing(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            step(bench, () -> bench.table("member").key(1).set("name", "lost"));
        }
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter())) {
            assertThat(name(bench, 1)).isEqualTo("Ann");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEngineItselfRefusesChangesWhenReadOnly(LiveDatabases engine) {
        open(engine).close();
        Workbench.Settings settings = new Workbench.Settings(
                true, true, true, folder, folder, Questions.NOBODY, new PrintWriter(new StringWriter()));
        try (Workbench bench = Workbench.open(engine.dialect(url), engine.forDoppel(url), settings)) {
            bench.work().beginStep();
            assertThatThrownBy(() -> bench.handle().execute("UPDATE member SET name = 'x' WHERE id = 1"))
                    .satisfies(thrown -> {
                        SQLException refusal = Queries.sqlException((Exception) thrown);
                        if (engine == LiveDatabases.POSTGRESQL) {
                            assertThat(refusal.getSQLState()).isEqualTo("25006");
                        }
                        assertThat(refusal.getMessage()).containsIgnoringCase("read");
                    });
            bench.work().failStep();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyEndsTheTransactionBehindItsBack(LiveDatabases engine) {
        try (Workbench bench = open(engine)) {
            bench.work().beginStep();
            for (String sql : List.of("COMMIT", " /* x */ rollback", "BEGIN")) {
                assertThatThrownBy(() -> bench.handle().execute(sql))
                        .as(sql)
                        .isInstanceOfSatisfying(
                                UsageException.class,
                                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_TAKEN_BACK));
            }
            assertThatThrownBy(() -> bench.handle().getConnection().commit()).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void refusesWhatTheServerCommitsWithBeforeItRuns(LiveDatabases engine) {
        try (Workbench before = open(engine)) {
            assertThat(before.changes()).isEmpty();
            LiveDatabases.run(
                    url,
                    "CREATE TABLE heap (a INT) ENGINE = MyISAM",
                    "CREATE PROCEDURE ends() BEGIN COMMIT; END",
                    "CREATE PROCEDURE harmless() BEGIN UPDATE member SET fee = 1 WHERE id = 1; END");
        }
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter())) {
            bench.work().beginStep();
            for (String sql : List.of(
                    "ALTER TABLE member ADD COLUMN age INT",
                    "TRUNCATE TABLE visit",
                    "CREATE TABLE more (a INT)",
                    "SET autocommit = 1",
                    "CALL ends()",
                    "INSERT INTO heap VALUES (1)",
                    "/*!50000 DROP TABLE visit */")) {
                assertThatThrownBy(() -> bench.handle().execute(sql))
                        .as(sql)
                        .isInstanceOfSatisfying(
                                UsageException.class,
                                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_TAKEN_BACK));
            }
            bench.handle().execute("CALL harmless()");
            bench.handle().execute("CREATE TEMPORARY TABLE mine (a INT)");
            bench.work().endStep();
            assertThat(bench.changes()).hasSize(2); // the row, and its audit
        }
    }

    @Test
    void postgresqlIsCancelledAtOnceAndEarlierRowsStay() throws Exception {
        try (Workbench bench = open(LiveDatabases.POSTGRESQL)) {
            step(bench, () -> bench.table("member").key(1).set("name", "kept"));
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> {
                String waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                        + " AND datname = current_database()";
                try (var other = DriverManager.getConnection(url);
                        var statement = other.createStatement()) {
                    boolean sleeps = false;
                    while (!sleeps) {
                        try (var rows = statement.executeQuery(waiting)) {
                            rows.next();
                            sleeps = rows.getLong(1) > 0;
                        }
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                bench.database().cancel();
            });
            Instant begun = Instant.now();
            bench.work().beginStep();
            assertThatThrownBy(() -> bench.handle().execute("SELECT pg_sleep(60)"))
                    .satisfies(thrown -> assertThat(
                                    Queries.sqlException((Exception) thrown).getSQLState())
                            .isEqualTo("57014"));
            bench.work().failStep();
            cancelling.get();
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(50));
            assertThat(name(bench, 1)).isEqualTo("kept");
        }
    }

    @Test
    void writesOfFunctionsInQueriesAreKept() {
        try (Workbench bench = open(LiveDatabases.POSTGRESQL)) {
            LiveDatabases.run(
                    url,
                    "CREATE FUNCTION named() RETURNS text LANGUAGE sql AS"
                            + " $$ UPDATE member SET name = 'by function' WHERE id = 1 RETURNING name $$");
            step(
                    bench,
                    () -> bench.handle()
                            .select("SELECT named()")
                            .mapTo(String.class)
                            .one());
            assertThat(bench.commit()).first().asString().contains("member: 1 changed");
        }
    }

    @Test
    void anErrorThatASnippetCatchesDoesNotBlockPostgresql() {
        try (Workbench bench = open(LiveDatabases.POSTGRESQL)) {
            step(bench, () -> bench.table("member").key(1).set("name", "first"));
            bench.work().beginStep();
            assertThatThrownBy(() -> bench.handle().execute("SELECT nothing")).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> bench.table("member").where("nothing = 1").rows())
                    .isInstanceOf(RuntimeException.class);
            bench.work().endStep();
            step(bench, () -> assertThat(name(bench, 1)).isEqualTo("first"));
            assertThat(bench.commit()).first().asString().contains("member: 1 changed");
        }
    }

    @Test
    void postgresqlSaysThatTruncatedTablesCannotBeCompared() {
        try (Workbench bench = open(LiveDatabases.POSTGRESQL)) {
            step(bench, () -> bench.handle().execute("TRUNCATE visit"));
            assertThatThrownBy(bench::changes)
                    .isInstanceOfSatisfying(
                            UsageException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.WAY_BACK_NOT_KEPT))
                    .hasMessageContaining("visit");
        }
    }

    @Test
    void sqliteTakesDefinitionsBackAndSaysThatTheyCannotBeCompared() {
        try (Workbench bench = open(LiveDatabases.SQLITE)) {
            step(bench, () -> {
                bench.handle().execute("CREATE TRIGGER t AFTER DELETE ON visit BEGIN DELETE FROM loose; END");
                bench.handle().execute("DROP TABLE audit");
            });
            assertThatThrownBy(bench::commit)
                    .isInstanceOfSatisfying(
                            UsageException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.WAY_BACK_NOT_KEPT));
            bench.work().rollback();
            step(bench, () -> assertThat(bench.table("audit").count()).isZero());
        }
    }

    @Test
    void aTransactionThatTheEngineHasEndedIsSaidToBeGone() {
        try (Workbench bench = open(LiveDatabases.SQLITE)) {
            step(bench, () -> bench.table("member").key(1).set("name", "gone"));
            bench.work().beginStep();
            assertThatThrownBy(() ->
                            bench.handle().execute("INSERT OR ROLLBACK INTO member (id, name) VALUES (1, 'again')"))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> bench.table("member").key(2).set("name", "x"))
                    .isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> bench.work().failStep())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("everything since the last commit");
            assertThat(bench.work().changedSince()).isEmpty();
        }
    }

    @Test
    void aCommitThatWaitsForAnotherCanBeTriedAgain() throws SQLException {
        try (Workbench bench = open(LiveDatabases.SQLITE);
                Connection other = DriverManager.getConnection(url);
                Statement reading = other.createStatement()) {
            step(bench, () -> bench.table("member").key(1).set("name", "later"));
            reading.execute("BEGIN");
            reading.executeQuery("SELECT * FROM member").next();
            assertThatThrownBy(bench::commit).isInstanceOf(DatabaseException.class);
            assertThat(bench.work().changedSince()).isPresent();
            reading.execute("COMMIT");
            assertThat(bench.commit()).first().asString().contains("member: 1 changed");
        }
    }
}
