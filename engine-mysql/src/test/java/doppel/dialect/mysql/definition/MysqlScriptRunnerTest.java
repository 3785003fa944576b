package doppel.dialect.mysql.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.mysql.Database;
import doppel.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlScriptRunnerTest {

    @Test
    void findsStatementsAsTheClientDoes() {
        MysqlStatements statements = new MysqlStatements("-- a; comment\nSELECT ';', \"\\\";\", `;` # not; here\n;\n"
                + "/*!50003 SET @x = ';' */;;\nDELIMITER //\nBEGIN 'it''s'; END//\n delimiter ;\n-- "
                + "it's\nSELECT 1--1; SELECT 2");
        List<String> found = new ArrayList<>();
        Optional<MysqlStatements.Found> next = statements.next(MysqlToken.Mode.PLAIN);
        while (next.isPresent()) {
            found.add(next.get().line() + ": " + next.get().sql());
            next = statements.next(MysqlToken.Mode.PLAIN);
        }

        assertThat(found)
                .containsExactly(
                        "2: SELECT ';', \"\\\";\", `;` # not; here",
                        "4: /*!50003 SET @x = ';' */",
                        "6: BEGIN 'it''s'; END",
                        "9: SELECT 1--1",
                        "9: SELECT 2");
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void saysTheLineOfAStatementThatFails(TestServer server) {
        try (Database database = Database.fresh(server)) {
            assertThatThrownBy(() -> new MysqlScriptRunner(database.session(), new MysqlEvents())
                            .run("CREATE TABLE t (a INT);\n\nCREATE TABLE u (\n a NOTHING);\n"))
                    .isInstanceOfSatisfying(DatabaseException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_CREATED);
                        assertThat(e).hasMessageStartingWith("The schema cannot be created: line 3: ");
                    });
        }
    }

    /** Every routine of MySQL 5.7 has such a mode. */
    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void leavesOutModesThatNewerServersTookAway(TestServer server) {
        try (Database database = Database.fresh(server)) {
            new MysqlScriptRunner(database.session(), new MysqlEvents()).run("""
                            SET sql_mode = 'NO_AUTO_CREATE_USER,PIPES_AS_CONCAT,MYSQL40';
                            CREATE FUNCTION f() RETURNS varchar(9) DETERMINISTIC RETURN 'a' || 'b';
                            """);

            assertThat(database.rows("SELECT f()")).containsExactly("ab");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USE live",
                "DROP DATABASE live",
                "CREATE DATABASE IF NOT EXISTS x",
                "ALTER DATABASE live CHARACTER SET latin1",
                "DROP TABLE IF EXISTS live.t",
                "CREATE TABLE live.t (a INT)",
                "CREATE TABLE t (a INT REFERENCES live.u (a))",
                "CREATE TABLE t LIKE live.t",
                "CREATE VIEW live.v AS SELECT 1",
                "CREATE TRIGGER t BEFORE INSERT ON live.u FOR EACH ROW SET @a = 1",
                "CREATE DEFINER = a@b PROCEDURE live.p() SELECT 1",
                "ALTER TABLE t RENAME TO live.t",
                "RENAME TABLE t TO live.t",
                "INSERT INTO `live`.t VALUES (1)",
                "DELETE FROM live.t",
                "UPDATE live.t SET a = 1",
                "TRUNCATE TABLE live.t",
                "/*!50003 DROP TABLE live.t */",
                "GRANT ALL ON *.* TO x",
                "DROP USER x",
                "SET GLOBAL max_connections = 1",
                "SET @@global.max_connections = 1",
                "LOAD DATA INFILE '/etc/passwd' INTO TABLE t",
                "SELECT 1 INTO OUTFILE '/tmp/x'",
                "CREATE FUNCTION f RETURNS STRING SONAME 'x.so'",
                "FLUSH TABLES",
                "CALL live.p()",
            })
    void refusesWhatReachesBeyondItsOwnDatabase(String sql) {
        assertThat(MysqlScriptGuard.objection(sql, MysqlToken.Mode.PLAIN)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/*!40101 SET NAMES utf8 */",
                "DROP TABLE IF EXISTS `t`",
                "CREATE TABLE t (a INT, CHECK (a > 1.5))",
                "CREATE /*!50017 DEFINER=`a`@`b`*/ TRIGGER t BEFORE INSERT ON u FOR EACH ROW UPDATE live.x SET "
                        + "a = NEW.a",
                "CREATE OR REPLACE ALGORITHM=MERGE VIEW v AS SELECT t.a FROM live.t",
                "ALTER DATABASE COLLATE utf8mb4_bin",
                "INSERT INTO t VALUES (1.5, 'live.t')",
                "LOCK TABLES `t` WRITE",
                "SELECT SETVAL(`s`, 1, 0)",
                "CREATE UNIQUE INDEX i ON t (a)",
            })
    void runsWhatNativeDumpsAreMadeOf(String sql) {
        assertThat(MysqlScriptGuard.objection(sql, MysqlToken.Mode.PLAIN)).isEmpty();
    }
}
