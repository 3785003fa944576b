package doppel.dialect.mysql.definition;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Ddl;
import doppel.dialect.mysql.Database;
import doppel.schema.Schema;
import doppel.schema.Table;
import doppel.testing.TestServer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class MysqlScriptTest {

    private static final List<String> CATALOG = List.of(
            "TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME",
            "COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION",
            "STATISTICS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
            "KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION",
            "REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY TABLE_NAME, CONSTRAINT_NAME",
            "CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY CONSTRAINT_NAME, CHECK_CLAUSE",
            "PARTITIONS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, PARTITION_NAME, SUBPARTITION_NAME",
            "VIEWS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME",
            "ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY ROUTINE_NAME, ROUTINE_TYPE",
            "PARAMETERS WHERE SPECIFIC_SCHEMA = DATABASE() ORDER BY SPECIFIC_NAME, ROUTINE_TYPE, ORDINAL_POSITION",
            "TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY TRIGGER_NAME",
            "EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY EVENT_NAME");

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void createsEverythingAgainInADatabaseOfAnotherName(TestServer server) {
        try (Database source = Database.fresh(server).rich();
                Database copy = Database.fresh(server)) {
            Ddl ddl = script(source);

            new MysqlScriptRunner(copy.session(), new MysqlEvents()).run(ddl.script());

            assertThat(ddl.notCarried()).isEmpty();
            assertThat(script(copy).script().replace("DISABLE", "ENABLE"))
                    .isEqualTo(ddl.script().replace("DISABLE", "ENABLE"));
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void leavesTheSameInTheServersOwnCatalog(TestServer server) {
        try (Database source = Database.fresh(server).rich();
                Database copy = Database.fresh(server)) {
            MysqlEvents events = new MysqlEvents();
            new MysqlScriptRunner(copy.session(), events).run(script(source).script());

            for (String query : CATALOG) {
                String from = " FROM information_schema." + query;
                assertThat(copy.rows("SELECT " + columns(copy, query) + from))
                        .as(query)
                        .isEqualTo(source.rows("SELECT " + columns(source, query) + from).stream()
                                .map(row -> query.startsWith("EVENTS") ? row.replace("ENABLED", "DISABLED") : row)
                                .toList());
            }
        }
    }

    /** Both servers show a question mark for such a character, and give rows the character. */
    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void keepsDefaultsThatTheServerDoesNotShow(TestServer server) {
        try (Database source = Database.fresh(server);
                Database copy = Database.fresh(server)) {
            source.run(
                    "CREATE TABLE rows_in (id int, `a?` varchar(20) DEFAULT 'it''s \\\\ 😀?',"
                            + " b varchar(9) DEFAULT 'what?')",
                    "INSERT INTO rows_in (id) VALUES (1)",
                    "CREATE TABLE no_rows (id int, c varchar(20) CHARACTER SET utf16 NOT NULL DEFAULT '😀?',"
                            + " d char(9) NOT NULL DEFAULT '?')");

            new MysqlScriptRunner(copy.session(), new MysqlEvents())
                    .run(script(source).script());
            copy.run("INSERT INTO rows_in (id) VALUES (1)", "INSERT INTO no_rows (id) VALUES (1)");

            assertThat(copy.rows("SELECT `a?`, b FROM rows_in")).containsExactly("it's \\ 😀?|what?");
            assertThat(copy.rows("SELECT c, d FROM no_rows")).containsExactly("😀?|?");
            assertThat(MysqlSchemaReader.read(copy.session())
                            .table("rows_in")
                            .orElseThrow()
                            .column("a?")
                            .orElseThrow()
                            .defaultValue())
                    .isEqualTo("'it''s \\\\ 😀?'");
        }
    }

    /** A view shows the default of its table; a sequence gives numbers to rows alone. */
    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void opensNoViewAndTakesNoNumberToReadDefaults(TestServer server) {
        try (Database source = Database.fresh(server)) {
            source.run(
                    "CREATE TABLE asked (a varchar(9) NOT NULL DEFAULT 'what?', b varchar(9) DEFAULT '?')",
                    "CREATE TABLE seen (n int)",
                    "CREATE FUNCTION looks() RETURNS int NOT DETERMINISTIC MODIFIES SQL DATA"
                            + " BEGIN INSERT INTO seen VALUES (1); RETURN 1; END",
                    "CREATE VIEW v AS SELECT a, b, looks() FROM asked",
                    "INSERT INTO asked VALUES ('x', 'y')");
            if (server == TestServer.MARIADB) {
                source.run(
                        "CREATE SEQUENCE s",
                        "CREATE TABLE numbered (n int DEFAULT nextval(s), c varchar(9) NOT NULL DEFAULT '😀')");
            }

            script(source);

            assertThat(source.rows("SELECT count(*) FROM seen")).containsExactly("0");
            if (server == TestServer.MARIADB) {
                assertThat(source.rows("SELECT next_not_cached_value FROM s")).containsExactly("1");
            }
        }
    }

    /** All columns that tell of the definitions, without the name of the database in them. */
    private static String columns(Database database, String query) {
        return database
                .session()
                .strings(
                        "Asking",
                        "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'information_schema'"
                                + " AND TABLE_NAME = '" + query.substring(0, query.indexOf(' '))
                                + "' AND COLUMN_NAME NOT REGEXP "
                                + "'_SCHEMA$|^(CREATED?|CREATE_TIME|UPDATE_TIME|LAST_ALTERED|LAST_EXECUTED"
                                + "|CARDINALITY|.*_LENGTH|DATA_FREE|"
                                + "TABLE_ROWS|CHECK_TIME|VERSION|CHECKSUM|NODEGROUP|DEFINER"
                                + "|ORIGINATOR)$' ORDER BY ORDINAL_POSITION")
                .stream()
                .map(column -> "REPLACE(" + column + ", '`" + database.name() + "`.', '')")
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void isTheSameWhateverTheDatabaseIsCalled(TestServer server) {
        try (Database plain = Database.fresh(server);
                Database named = Database.fresh(server)) {
            for (Database database : List.of(plain, named)) {
                String q = database == plain ? "" : database.name() + ".";
                database.run(
                        "CREATE TABLE t (a INT)",
                        "CREATE TABLE u (a INT)",
                        "CREATE FUNCTION f(n INT) RETURNS INT DETERMINISTIC RETURN (SELECT max(" + q + "t.a) FROM " + q
                                + "t)",
                        "CREATE VIEW v AS SELECT " + q + "f(t.a) AS x FROM " + q + "t WHERE a IN (SELECT a FROM " + q
                                + "u)",
                        "CREATE PROCEDURE p() BEGIN DELETE FROM " + q + "t; CALL " + q + "q('" + "'); END",
                        "CREATE TRIGGER r BEFORE INSERT ON " + q + "t FOR EACH ROW INSERT INTO " + q
                                + "u VALUES (NEW.a)",
                        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DO DELETE FROM " + q + "u");
            }

            assertThat(script(named)).isEqualTo(script(plain));
            assertThat(script(named).notCarried()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void namesWhatBelongsToTheServerOrToOtherDatabases(TestServer server) {
        try (Database other = Database.fresh(server).run("CREATE TABLE t (a INT PRIMARY KEY)");
                Database source = Database.fresh(server)) {
            String t = other.name() + ".t";
            source.run(
                    "CREATE TABLE own (a INT, CONSTRAINT k FOREIGN KEY (a) REFERENCES " + t + " (a))",
                    "CREATE VIEW away AS SELECT * FROM " + t,
                    "CREATE VIEW further AS SELECT * FROM away",
                    "CREATE DEFINER = nobody@nowhere SQL SECURITY INVOKER VIEW theirs AS SELECT a FROM own",
                    "CREATE DEFINER = nobody@nowhere PROCEDURE p() DELETE FROM " + t);

            Ddl ddl = script(source);

            assertThat(ddl.notCarried())
                    .containsExactly(
                            "A foreign key of the table own: it refers to the database " + other.name(),
                            "What the procedure p uses of the database " + other.name(),
                            "The view away: it reads the database " + other.name(),
                            "The view further: it reads a view that is left out");
            assertThat(ddl.notices())
                    .containsExactly("The account nobody@nowhere defines 1 procedure, 1 view: accounts belong to the"
                            + " server, so only their names are carried");
            assertThat(ddl.script())
                    .contains("DEFINER=`nobody`@`nowhere` SQL SECURITY INVOKER VIEW `theirs`")
                    .doesNotContain("VIEW `away`", "FOREIGN KEY");
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void givesOnlyWhatBelongsToTheChosenTables(TestServer server) {
        try (Database source = Database.fresh(server)
                .run(
                        "CREATE TABLE a (i INT)",
                        "CREATE TABLE b (i INT)",
                        "CREATE VIEW of_a AS SELECT i FROM a",
                        "CREATE VIEW of_both AS SELECT a.i FROM a JOIN b",
                        "CREATE TRIGGER on_a BEFORE INSERT ON a FOR EACH ROW SET @x = 1",
                        "CREATE TRIGGER on_b BEFORE INSERT ON b FOR EACH ROW SET @x = 1")) {
            Ddl ddl =
                    MysqlScript.write(source.session(), List.of(Table.named("a").build()));

            assertThat(ddl.notCarried()).isEmpty();
            assertThat(ddl.script())
                    .contains("CREATE TABLE `a`", "VIEW `of_a`", "on_a")
                    .doesNotContain("TABLE `b`", "of_both", "on_b");
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void leavesOutViewsThatLeadNowhere(TestServer server) {
        try (Database source = Database.fresh(server)
                .run("CREATE TABLE a (i INT)", "CREATE VIEW v AS SELECT i FROM a", "DROP TABLE a")) {
            Ddl ddl = script(source);

            assertThat(ddl.notCarried()).hasSize(1).first().asString().startsWith("The view v: ");
            assertThat(ddl.script()).doesNotContain("VIEW");
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void carriesViewsWithCommonTableExpressions(TestServer server) {
        try (Database source = Database.fresh(server)
                        .run(
                                "CREATE TABLE t (a INT)",
                                "CREATE TABLE c (a INT)",
                                "CREATE VIEW z AS SELECT a FROM t",
                                "CREATE VIEW plain AS WITH c AS (SELECT a FROM t) SELECT a FROM c",
                                "CREATE VIEW more AS WITH c AS (SELECT a FROM c), d (b) AS (SELECT a FROM z JOIN c"
                                        + " USING (a)) SELECT b FROM d UNION SELECT a FROM c",
                                "CREATE VIEW numbers AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                        + " WHERE i < 5) SELECT i FROM n JOIN (WITH x AS (SELECT 1 AS one) SELECT one"
                                        + " FROM x) AS y ON y.one = n.i");
                Database copy = Database.fresh(server)) {
            Ddl ddl = script(source);

            assertThat(ddl.notCarried()).isEmpty();
            new MysqlScriptRunner(copy.session(), new MysqlEvents()).run(ddl.script());
            assertThat(script(copy).script()).isEqualTo(ddl.script()).contains("VIEW `plain`", "VIEW `numbers`");
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void carriesTheDefinitionAloneOfTablesWithoutRowsOfTheirOwn(TestServer server) {
        try (Database source = Database.fresh(server)
                        .run(
                                "CREATE TABLE z1 (a INT) ENGINE = MyISAM",
                                "CREATE TABLE z2 (a INT) ENGINE = MyISAM",
                                "CREATE TABLE both_of_them (a INT) ENGINE = MERGE UNION = (z1, z2)",
                                "INSERT INTO z1 VALUES (1)",
                                "INSERT INTO z2 VALUES (2)");
                Database copy = Database.fresh(server)) {
            Schema schema = MysqlSchemaReader.read(source.session());
            Ddl ddl = MysqlScript.write(source.session(), schema.tables());

            assertThat(schema.tables()).extracting(Table::name).containsExactly("z1", "z2");
            assertThat(schema.others())
                    .containsExactly(
                            "mrg_myisam table both_of_them",
                            "storage engine MyISAM of z1",
                            "storage engine MyISAM of z2");
            assertThat(ddl.notCarried()).isEmpty();
            assertThat(ddl.notices()).anySatisfy(notice -> assertThat(notice).contains("both_of_them"));
            new MysqlScriptRunner(copy.session(), new MysqlEvents()).run(ddl.script());
            copy.run("INSERT INTO z2 VALUES (3)");
            assertThat(copy.rows("SELECT a FROM both_of_them")).containsExactly("3");
        }
    }

    @Test
    void saysThatTheBeginningOfARowIsNotCarried() {
        try (Database source = Database.fresh(TestServer.MARIADB)
                .run("CREATE TABLE t (i INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START,"
                        + " e TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e))"
                        + " WITH SYSTEM VERSIONING")) {
            assertThat(script(source).notices()).singleElement().asString().contains("ROW START");
        }
    }

    @Test
    void countsTheHistoryOfVersionedTables() {
        try (Database source = Database.fresh(TestServer.MARIADB)
                .run(
                        "CREATE TABLE t (i INT) WITH SYSTEM VERSIONING",
                        "INSERT INTO t VALUES (1), (2)",
                        "UPDATE t SET i = i + 1",
                        "DELETE FROM t WHERE i = 2")) {
            assertThat(script(source).notCarried())
                    .containsExactly("The history of the system-versioned table t: 3 rows of the past");
        }
    }

    public static Ddl script(Database database) {
        return MysqlScript.write(
                database.session(),
                MysqlStructure.read(database.session()).tables().keySet().stream()
                        .map(name -> Table.named(name).build())
                        .toList());
    }
}
