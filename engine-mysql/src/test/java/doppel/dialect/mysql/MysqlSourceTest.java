package doppel.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.mysql.value.MysqlKind;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Identity;
import doppel.schema.Index;
import doppel.schema.Table;
import doppel.testing.MysqlValues;
import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MysqlSourceTest {

    private static final String SERVERS = "doppel.dialect.mysql.MysqlDatabase#servers";

    private MysqlDatabase database;

    @AfterEach
    void drop() {
        if (database != null) {
            database.drop();
        }
    }

    private Source open(TestServer server, String... statements) {
        database = MysqlDatabase.fresh(server).run(statements);
        return database.dialect().openSource(database.url());
    }

    private List<String> rows(Source source, String table) {
        Table read = source.schema().table(table).orElseThrow();
        List<String> all = new ArrayList<>();
        Object[] row = new Object[read.insertableColumns().size()];
        try (RowCursor cursor = source.rows(read)) {
            while (cursor.next(row)) {
                List<String> values = new ArrayList<>();
                for (Object value : row) {
                    values.add(value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value));
                }
                all.add(String.join(" ", values));
            }
        }
        return all;
    }

    /**
     * A driver that looks for parameters takes a backslash in a quoted name for an escape, and the mark behind it
     * for one.
     */
    @ParameterizedTest
    @MethodSource(SERVERS)
    void readsTablesWhoseNamesLookLikeParameters(TestServer server) {
        database = MysqlDatabase.fresh(server)
                .run("CREATE TABLE `a\\` (`b?` INT PRIMARY KEY)")
                .run("CREATE TABLE `c\\``?` (id INT PRIMARY KEY, r INT, FOREIGN KEY (r) REFERENCES `a\\` (`b?`))")
                .run("INSERT INTO `a\\` VALUES (1)")
                .run("INSERT INTO `c\\``?` VALUES (1, 1)");

        assertThat(database.rows("a\\")).hasSize(1);
        assertThat(database.rows("c\\`?")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsTheSameRowsWhateverTheConnectionDoesToThem(TestServer server) {
        database = MysqlDatabase.fresh(server)
                .run("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, text LONGTEXT)")
                .run("INSERT INTO t (text) VALUES (''), (NULL), (REPEAT('a', 70000)), (HEX(RANDOM_BYTES(1000)))")
                .run("INSERT INTO t (text) SELECT CONCAT(REPEAT(a.id, 20), b.id, c.id, d.id, e.id, f.id)"
                        + " FROM t a, t b, t c, t d, t e, t f, t g")
                .run("INSERT INTO t (text) VALUES (REPEAT('b', 17000000))");
        int sizes = 40; // how a result ends in the buffers on its way depends on its size
        for (int i = 1; i <= sizes; i++) {
            database.run(
                    "CREATE TABLE t" + i + " (id INT PRIMARY KEY, text TEXT) SELECT * FROM t WHERE id < 400 * " + i);
        }
        List<List<String>> all = new ArrayList<>();
        for (String options :
                List.of("&sslMode=DISABLED", "&sslMode=REQUIRED", "&useCompression=true&sslMode=DISABLED")) {
            String url = database.url().replace("useSSL=false&", "").replace("&useSSL=false", "") + options;
            try (Source source = database.dialect().openSource(url)) {
                List<String> rows = rows(source, "t");
                for (int i = 1; i <= sizes; i++) {
                    rows.addAll(rows(source, "t" + i));
                }
                all.add(rows);
            }
        }
        assertThat(all.get(0)).hasSizeGreaterThan(300_000);
        assertThat(all).allMatch(rows -> rows.equals(all.get(0)));
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void readsTheSchema(TestServer server) {
        try (Source source = open(
                server,
                "CREATE TABLE parent (a INT, b VARCHAR(20) CHARACTER SET latin1, PRIMARY KEY (b, a))",
                "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY AUTO_INCREMENT, s VARCHAR(10) NOT NULL DEFAULT "
                        + "'it''s', n INT DEFAULT 5,"
                        + " g INT AS (n * 2) STORED, a INT, b VARCHAR(20) CHARACTER SET latin1, l TEXT, UNIQUE KEY "
                        + "u (n, s), KEY `d` (s),"
                        + " KEY prefix (l(10)), CONSTRAINT small CHECK (n < 10), CONSTRAINT f FOREIGN KEY (b, a) "
                        + "REFERENCES parent (b, a)"
                        + " ON DELETE CASCADE) AUTO_INCREMENT = 42",
                "CREATE VIEW v AS SELECT 1",
                "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 1",
                "CREATE PROCEDURE p () SELECT 1")) {
            assertThat(source.schema().engine()).isEqualTo(database.dialect().id());
            assertThat(source.schema().tables()).extracting(Table::name).containsExactly("parent", "t");
            Table table = source.schema().table("t").orElseThrow();
            assertThat(table.columns())
                    .extracting(column -> column.name() + " " + column.nullable() + " " + column.defaultValue())
                    .containsExactly(
                            "id false null",
                            "s false 'it''s'",
                            "n true 5",
                            "g true null",
                            "a true null",
                            "b true null",
                            "l true null");
            assertThat(table.column("g").orElseThrow().kind()).isEqualTo(Column.Kind.GENERATED);
            assertThat(table.column("b").orElseThrow().type()).isEqualTo("varchar(20) character set latin1");
            assertThat(table.identity()).isEqualTo(new Identity("id", 42));
            assertThat(table.indexes())
                    .contains(
                            new Index("u", List.of("n", "s"), true),
                            new Index("d", List.of("s"), false),
                            new Index("f", List.of("b", "a"), false))
                    .hasSize(3);
            assertThat(table.foreignKeys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.onDelete()).isEqualTo("CASCADE"))
                    .extracting(ForeignKey::toString)
                    .isEqualTo("(b, a) to parent (b, a)");
            assertThat(source.schema().table("parent").orElseThrow().primaryKey())
                    .containsExactly("b", "a");
            assertThat(source.schema().others())
                    .containsExactly(
                            "check small of t",
                            "default collation "
                                    + (server == TestServer.MARIADB ? "utf8mb4_general_ci" : "utf8mb4_0900_ai_ci"),
                            "index prefix of t",
                            "procedure p",
                            "trigger r on t",
                            "view v");
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void ordersByThePrimaryKeyOrByBytesWhateverTheCollation(TestServer server) {
        try (Source source = open(
                server,
                "CREATE TABLE t (s VARCHAR(9) COLLATE utf8mb4_general_ci PRIMARY KEY)",
                "INSERT INTO t VALUES ('b'), ('A'), ('é'), ('a1'), ('Z'), ('aa')",
                "CREATE TABLE u (s TEXT, n DOUBLE, b BLOB)",
                "INSERT INTO u VALUES ('b', '-0.0', NULL), ('b', 0, NULL), ('B', 2, NULL), ('a', NULL, NULL), "
                        + "(NULL, 1, NULL),"
                        + " (REPEAT('x', 10000), 2, 'z'), (CONCAT(REPEAT('x', 9999), 'w'), 2, 'z')")) {
            assertThat(rows(source, "t")).containsExactly("A", "a1", "aa", "b", "é", "Z");
            List<String> unkeyed = rows(source, "u");
            assertThat(unkeyed.subList(0, 3)).containsExactly("null 1.0 null", "B 2.0 null", "a null null");
            assertThat(unkeyed.subList(3, 5)).containsExactly("b -0.0 null", "b 0.0 null");
        }
        String definition = database.definition("u");
        database.run(
                "RENAME TABLE u TO w",
                definition,
                "INSERT INTO u SELECT * FROM w ORDER BY LENGTH(s) DESC, s DESC, n DESC");
        try (Source again = database.dialect().openSource(database.url())) {
            assertThat(rows(again, "u")).isEqualTo(rows(again, "w"));
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void readsOneSnapshotOfAllTables(TestServer server) throws SQLException {
        try (Source source = open(
                server,
                "CREATE TABLE t (id INT PRIMARY KEY)",
                "CREATE TABLE m (id INT PRIMARY KEY) ENGINE = MyISAM",
                "INSERT INTO t VALUES (1)",
                "INSERT INTO m VALUES (1)")) {
            database.run("INSERT INTO t VALUES (2)");
            assertThatThrownBy(() -> database.run("SET lock_wait_timeout = 1", "INSERT INTO m VALUES (2)"))
                    .hasMessageContaining("Lock wait timeout");

            assertThat(rows(source, "t")).containsExactly("1");
            assertThat(rows(source, "m")).containsExactly("1");
            assertThat(source.digest(source.schema().table("t").orElseThrow()).rows())
                    .isEqualTo(1);
            assertThat(source.integrityProblems()).isEmpty();
            assertThat(rows(source, "t")).containsExactly("1");
        }
        database.run("INSERT INTO m VALUES (2)");
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void knowsEveryTypeThatTheServersHelpLists(TestServer server) throws SQLException {
        database = MysqlDatabase.fresh(server);
        List<String> topics = database.strings(
                "SELECT t.name FROM mysql.help_topic t JOIN mysql.help_category c USING (help_category_id)"
                        + " WHERE c.name = 'Data Types' OR c.name LIKE '%eometr%' OR c.name LIKE '%Spatial%'");
        List<String> types = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.url().replace("jdbc:mariadb:", "jdbc:mysql:"));
                Statement statement = connection.createStatement()) {
            for (String topic : topics) {
                String type = topic.toLowerCase(Locale.ROOT).replaceAll(" (and .*)?data type.*", "");
                for (String arguments : List.of("", "(3)", "('a')")) {
                    try {
                        statement.execute("CREATE TABLE `" + type + arguments + "` (c " + type + arguments + ")");
                    } catch (SQLException e) {
                        types.remove(type); // a topic that is no type, or a type with other arguments
                    }
                }
            }
        }
        types.addAll(database.strings(
                "SELECT DISTINCT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"));

        assertThat(types).hasSizeGreaterThan(25).allSatisfy(type -> {
            assertThat(MysqlKind.named(type)).as(type).isPresent();
            assertThat(MysqlValues.of(server).keySet())
                    .as(type)
                    .anyMatch(tested -> tested.split("[ (]")[0].equals(type));
        });
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void namesValuesInJsonThatTextCannotSay(TestServer server) {
        try (Source source = open(
                server,
                "CREATE TABLE t (j JSON)",
                "INSERT INTO t VALUES ('{\"a\": [1.0, {\"b\": \"x\"}], \"c\": null}'),"
                        + " ('[true, 18446744073709551615]'), (NULL), (JSON_OBJECT('a', CAST(1.50 AS DECIMAL(10, 2)))),"
                        + " (JSON_OBJECT('a', CAST(12.34 AS DECIMAL(10, 2)))), (JSON_ARRAY(JSON_ARRAY(NOW()))),"
                        + " (JSON_OBJECT('bytes', CAST('x' AS BINARY)))")) {
            rows(source, "t");
            if (database.isMariadb()) { // where JSON is text
                assertThat(source.unstableValues()).isEmpty();
            } else {
                assertThat(source.unstableValues())
                        .containsExactly("t.j: 4 values of JSON hold decimals, dates or bytes, which become other"
                                + " types when JSON is read from its text");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void saysWhichEngineTheServerReallyIs(TestServer server) {
        database = MysqlDatabase.fresh(server);
        String other = database.isMariadb()
                ? database.url().replace("jdbc:mariadb:", "jdbc:mysql:")
                : database.url().replace("jdbc:mysql:", "jdbc:mariadb:");

        assertThatThrownBy(() -> doppel.dialect.Dialects.forUrl(other).openSource(other))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(
                        "The server is " + (database.isMariadb() ? "MariaDB, not MySQL" : "MySQL, not MariaDB"));
    }
}
