package doppel.dialect.mysql.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.TargetRequest;
import doppel.dialect.mysql.Database;
import doppel.dialect.mysql.definition.MysqlScriptTest;
import doppel.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MysqlStagingTest {

    private static final List<String> STEPS =
            List.of("journal written", "triggers dropped", "tables swapped", "everything new");

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void putsANewDatabaseInThePlaceOfTheOld(TestServer server) {
        try (Database source = Database.fresh(server).rich();
                Database live = old(server)) {
            String script = MysqlScriptTest.script(source).script();

            restore(
                    server,
                    live,
                    script,
                    staging -> staging.session().run("Filling", "INSERT INTO `left` VALUES (1, NULL)"));

            assertThat(MysqlScriptTest.script(live).script()).isEqualTo(script);
            assertThat(live.rows("SELECT * FROM `left`")).containsExactly("1|null");
            assertThat(doppels(live)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void leavesNoTraceWhenItIsClosedBefore(TestServer server) {
        try (Database source = Database.fresh(server).rich();
                Database live = old(server)) {
            String before = MysqlScriptTest.script(live).script();
            try (MysqlStaging staging =
                    begin(server, live, MysqlScriptTest.script(source).script())) {
                staging.finishRows();
            }

            assertThat(MysqlScriptTest.script(live).script()).isEqualTo(before);
            assertThat(live.rows("SELECT * FROM orders")).containsExactly("1|1");
            assertThat(doppels(live)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void isOldOrNewWhereverItIsCutOff(TestServer server) {
        try (Database source = Database.fresh(server).rich()) {
            String script = MysqlScriptTest.script(source).script();
            for (String step : STEPS) {
                try (Database live = old(server)) {
                    String before = MysqlScriptTest.script(live).script();
                    cutOff(server, live, script, step);
                    boolean isNew = STEPS.indexOf(step) >= 2;
                    assertThat(live.session().string("Asking", "SHOW TABLES LIKE 'german'") != null
                                    || live.session().string("Asking", "SHOW TABLES LIKE 'versions'") != null)
                            .as(step)
                            .isEqualTo(isNew);

                    MysqlRecovery.finish(live.url(), Database.connector(server));

                    assertThat(MysqlScriptTest.script(live).script()).as(step).isEqualTo(isNew ? script : before);
                    assertThat(doppels(live)).as(step).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void createsADatabaseThatIsNotThere(TestServer server) {
        try (Database source = Database.fresh(server).rich();
                Database live = Database.fresh(server)) {
            String script = MysqlScriptTest.script(source).script();
            live.run("DROP DATABASE " + live.name());
            cutOff(server, live, script, "triggers dropped");
            MysqlRecovery.finish(live.url(), Database.connector(server));
            assertThat(live.rows("SHOW DATABASES LIKE '%" + live.name() + "'")).isEmpty();

            restore(server, live, script, staging -> {});

            live.session().use(live.name());
            assertThat(MysqlScriptTest.script(live).script()).isEqualTo(script);
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void keepsTablesAndRowsWithoutAScript(TestServer server) {
        try (Database live = old(server)) {
            String before = MysqlScriptTest.script(live).script();

            try (MysqlStaging staging = begin(server, live, null)) {
                staging.session().run("Filling", "INSERT INTO orders VALUES (2, 1)");
                staging.finishRows();
                staging.publish();
            }

            assertThat(live.rows("SELECT * FROM orders")).containsExactly("1|1", "2|1");
            assertThat(MysqlScriptTest.script(live).script()).isEqualTo(before);
            assertThat(doppels(live)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void letsOneRestoreRunAtATime(TestServer server) {
        try (Database live = old(server)) {
            try (MysqlStaging first = begin(server, live, "CREATE TABLE t (a INT);")) {
                assertThat(first.schema().tables()).hasSize(1);
                assertThatThrownBy(() -> begin(server, live, ""))
                        .isInstanceOfSatisfying(
                                DatabaseException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_RUNNING));
                MysqlRecovery.finish(live.url(), Database.connector(server));
                assertThat(first.session().strings("Asking", "SHOW TABLES")).containsExactly("t");
            }
        }
    }

    @Test
    void carriesDefaultsThatTakeNumbersFromSeveralSequences() {
        try (Database source = Database.fresh(TestServer.MARIADB)
                        .run(
                                "CREATE SEQUENCE s1 START WITH 100",
                                "CREATE SEQUENCE s2",
                                "CREATE TABLE t (id INT NOT NULL DEFAULT NEXTVAL(s1) PRIMARY KEY,"
                                        + " n INT DEFAULT NEXTVAL(s1), m INT DEFAULT NEXTVAL(s2))");
                Database live = old(TestServer.MARIADB)) {
            String script = MysqlScriptTest.script(source).script();

            restore(TestServer.MARIADB, live, script, staging -> {});
            restore(TestServer.MARIADB, live, script, staging -> {});

            live.run("INSERT INTO t () VALUES ()");
            assertThat(live.rows("SELECT * FROM t")).containsExactly("100|101|1");
            assertThat(doppels(live)).isEmpty();
        }
    }

    @Test
    void replacesPackages() {
        try (Database source = Database.fresh(TestServer.MARIADB)
                        .run(
                                "SET sql_mode = 'ORACLE'",
                                "CREATE PACKAGE pk AS FUNCTION f RETURN INT; END",
                                "CREATE PACKAGE BODY pk AS FUNCTION f RETURN INT AS BEGIN RETURN 7; END; END");
                Database live = old(TestServer.MARIADB)) {
            live.run(
                    "SET sql_mode = 'ORACLE'",
                    "CREATE PACKAGE pk AS FUNCTION f RETURN INT; END",
                    "CREATE PACKAGE gone AS FUNCTION f RETURN INT; END");
            String script = MysqlScriptTest.script(source).script();

            restore(TestServer.MARIADB, live, script, staging -> {});

            assertThat(live.rows("SELECT pk.f()")).containsExactly("7");
            assertThat(MysqlScriptTest.script(live).script()).isEqualTo(script);
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void triesOutWhatFollowsTheSwapBeforeIt(TestServer server) {
        try (Database live = old(server)) {
            String before = MysqlScriptTest.script(live).script();
            String script = """
                    CREATE TABLE t (a INT);
                    CREATE TABLE u (a INT);
                    CREATE VIEW v AS SELECT a FROM u;
                    CREATE VIEW w AS SELECT a FROM t;
                    """;

            assertThatThrownBy(() -> restore(
                            server, live, script, staging -> staging.session().run("Breaking a view", "DROP TABLE u")))
                    .isInstanceOf(DatabaseException.class);

            assertThat(MysqlScriptTest.script(live).script()).isEqualTo(before);
            assertThat(doppels(live)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void isNotLockedForEverByAStatementThatTheServerRefuses(TestServer server) {
        try (Database live = old(server)) {
            String script = """
                    CREATE TABLE t (a INT);
                    CREATE VIEW v AS SELECT a FROM t;
                    CREATE PROCEDURE p() SELECT 1;
                    """;

            assertThatThrownBy(() -> {
                        try (MysqlStaging staging = begin(server, live, script)) {
                            staging.finishRows();
                            staging.publish(step -> {
                                if (step.equals("tables swapped")) {
                                    live.run("ALTER TABLE t CHANGE a b INT");
                                }
                            });
                        }
                    })
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("`v`");
            assertThat(MysqlRecovery.finish(live.url(), Database.connector(server)))
                    .singleElement()
                    .asString()
                    .contains("`v`");

            assertThat(live.rows(
                            "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()"))
                    .containsExactly("p");
            assertThat(doppels(live)).isEmpty();
            restore(server, live, script, staging -> {});
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void keepsTheRightsOnRoutinesThatItCreatesAgain(TestServer server) {
        try (Database live = old(server)) {
            String account = "`u_" + live.name() + "`@`localhost`";
            live.run("CREATE USER " + account, "GRANT EXECUTE ON FUNCTION twice TO " + account);
            try {
                restore(
                        server,
                        live,
                        "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN 2 * n;",
                        staging -> {});
                assertThat(live.rows("SHOW GRANTS FOR " + account).toString()).contains("EXECUTE ON FUNCTION");
            } finally {
                live.run("DROP USER " + account);
            }
        }
    }

    private static Database old(TestServer server) {
        return Database.fresh(server)
                .run(
                        "CREATE TABLE people (id INT PRIMARY KEY)",
                        "CREATE TABLE orders (id INT PRIMARY KEY, buyer INT, FOREIGN KEY (buyer) REFERENCES "
                                + "people (id))",
                        "INSERT INTO people VALUES (1)",
                        "INSERT INTO orders VALUES (1, 1)",
                        "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n + n",
                        "CREATE VIEW `left` AS SELECT id, twice(id) AS two FROM people",
                        "CREATE TRIGGER people_in BEFORE INSERT ON people FOR EACH ROW SET NEW.id = NEW.id + 1",
                        "CREATE TRIGGER people_too BEFORE INSERT ON people FOR EACH ROW PRECEDES people_in SET "
                                + "NEW.id = NEW.id * 2",
                        "CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DO DELETE FROM orders");
    }

    private static MysqlStaging begin(TestServer server, Database live, String script) {
        return MysqlStaging.begin(
                new TargetRequest(live.url(), Optional.ofNullable(script), false, TargetRequest.Rows.UNTOUCHED),
                Database.connector(server));
    }

    private static void restore(TestServer server, Database live, String script, Consumer<MysqlStaging> filling) {
        try (MysqlStaging staging = begin(server, live, script)) {
            filling.accept(staging);
            staging.finishRows();
            staging.publish();
        }
    }

    /** A restore whose connection is gone from one moment to the next. */
    static void cutOff(TestServer server, Database live, String script, String when) {
        MysqlStaging staging = begin(server, live, script);
        staging.finishRows();
        String connection = staging.session().string("Asking", "SELECT CONNECTION_ID()");
        assertThatThrownBy(() -> staging.publish(step -> {
                    if (step.equals(when)) {
                        try {
                            staging.session().connection().abort(Runnable::run);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                        throw new IllegalStateException(step);
                    }
                }))
                .hasMessage(when);
        while (!live.rows("SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = " + connection)
                .isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static List<String> doppels(Database live) {
        return live.rows("SHOW DATABASES LIKE 'doppel\\_%" + live.name() + "'");
    }
}
