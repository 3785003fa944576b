package doppel.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Source;
import doppel.literal.RawText;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteRowsTest {

    @TempDir
    Path directory;

    private static final String[] VALUES = {
        "NULL",
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "9007199254740993",
        "0.0",
        "-0.0",
        "12.0",
        "5e-324",
        "-1.7976931348623157e308",
        "9e999",
        "-9e999",
        "2e23",
        "''",
        "'a' || char(0) || 'b'",
        "char(0)",
        "'NULL'",
        "char(8232)",
        "char(128512)",
        "char(65533)",
        "char(65279) || 'a'",
        "char(55295)",
        "char(57344)",
        "char(1114111)",
        "'1e3'",
        "'01/14/10 1'",
        "x''",
        "x'00'",
        "x'c328'",
        "zeroblob(10000)",
        "'x' || hex(zeroblob(5000))"
    };

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
    void everyStorageClassComesBackThroughReadingAndInserting(String encoding) throws Exception {
        Database database = Database.create(
                directory.resolve("a.db"),
                "PRAGMA encoding = '" + encoding + "'",
                "CREATE TABLE t (free, i INTEGER, n NUMERIC, r REAL, s TEXT, b BLOB, d DATETIME)");
        for (String value : VALUES) {
            database.run("INSERT INTO t SELECT v, v, v, v, v, v, v FROM (SELECT " + value + " AS v)");
        }
        String all = "SELECT rowid, " + facts("free") + facts("i") + facts("n") + facts("r") + facts("s") + facts("b")
                + facts("d") + " 0 FROM t";
        Database copy = database.copyTo(directory.resolve("b.db"));
        assertThat(copy.query(all)).isEqualTo(database.query(all));
        assertThat(copy.rows("t").toString().length()).isPositive();
        assertThat(copy.digests()).isEqualTo(database.digests());
    }

    private static String facts(String column) {
        return "typeof(" + column + "), hex(CAST(" + column + " AS BLOB)), quote(" + column + "), format('%!.26g', "
                + column + "), atan2(" + column + ", -1), ";
    }

    @Test
    void valuesHaveTheClassOfTheirStorageNotOfTheirColumn() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, i INTEGER)",
                "INSERT INTO t VALUES (1, 'toto'), (2, 12.0), (3, 12.5), (4, '13'), (5, x'00ff'), (6, -0.0)");
        List<List<Object>> rows = database.rows("t");
        assertThat(rows.get(0).get(1)).isEqualTo("toto");
        assertThat(rows.get(1).get(1)).isEqualTo(12L);
        assertThat(rows.get(2).get(1)).isEqualTo(12.5);
        assertThat(rows.get(3).get(1)).isEqualTo(13L);
        assertThat((byte[]) rows.get(4).get(1)).containsExactly(0, 0xff);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "80", "eda080", "c080", "f8888080", "61c3", "efbfbdc3", "ff00"})
    void textThatIsNotUtf8IsRawText(String hex) throws Exception {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT)",
                "INSERT INTO t VALUES (1, CAST(x'" + hex + "' AS TEXT))");
        assertThat(database.rows("t").get(0).get(1))
                .isEqualTo(new RawText(HexFormat.of().parseHex(hex)));
        Database copy = database.copyTo(directory.resolve("b.db"));
        assertThat(copy.query("SELECT typeof(s), hex(CAST(s AS BLOB)) FROM t"))
                .containsExactly("text|" + hex.toUpperCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00d8",
                "00dc",
                "00d800d8",
                "610000d8",
                "feff",
                "ffff",
                "fffe",
                "61",
                "616263",
                "00dc00d8",
                "fffe6100"
            })
    void textOfAnyBytesComesBackInUtf16(String hex) throws Exception {
        for (String encoding : List.of("UTF-16le", "UTF-16be")) {
            Database database = Database.create(
                    directory.resolve(encoding + ".db"),
                    "PRAGMA encoding = '" + encoding + "'",
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT)",
                    "INSERT INTO t VALUES (1, CAST(x'" + hex + "' AS TEXT))");
            Database copy = database.copyTo(directory.resolve(encoding + "-copy.db"));
            String facts = "SELECT typeof(s), hex(CAST(s AS BLOB)) FROM t";
            assertThat(copy.query(facts)).isEqualTo(database.query(facts));
            assertThat(copy.query("PRAGMA encoding")).containsExactly(encoding);
        }
    }

    @Test
    void aReplacementCharacterOfTheTextsOwnIsNoFault() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT)",
                "INSERT INTO t VALUES (1, 'a' || char(65533))");
        assertThat(database.rows("t").get(0).get(1)).isEqualTo("a\ufffd");
    }

    @Test
    void rowsComeByPrimaryKeyAndNotAsTheyWereInserted() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE alias (id INTEGER PRIMARY KEY, x)",
                "INSERT INTO alias VALUES (3, 'c'), (-1, 'a'), (2, 'b')",
                "CREATE TABLE pair (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID",
                "INSERT INTO pair VALUES (1, 2), (2, 1), (1, 1)",
                "CREATE TABLE nulls (a PRIMARY KEY, x)",
                "INSERT INTO nulls VALUES (NULL, 'first'), ('z', 1), (NULL, 'second'), (5, 2)",
                "CREATE TABLE none (a)",
                "INSERT INTO none (rowid, a) VALUES (9, 'x'), (1, 'x'), (5, 'a')");
        assertThat(database.rows("alias")).extracting(row -> row.get(0)).containsExactly(-1L, 2L, 3L);
        assertThat(database.rows("pair")).containsExactly(List.of(1L, 1L), List.of(2L, 1L), List.of(1L, 2L));
        assertThat(database.rows("nulls")).extracting(row -> row.get(2)).containsExactly("first", "second", 2L, 1L);
        assertThat(database.rows("none")).extracting(row -> row.get(0)).containsExactly(1L, 5L, 9L);
    }

    @Test
    void rowsWithoutAVisibleNumberComeInOneOrderHoweverTheyWereInserted() {
        String[] rows = {
            "('a', 1, 1)",
            "('A', 1, 1)",
            "('a', 1.0, 1)",
            "('a', '1', 1)",
            "('a', x'31', 1)",
            "('a', NULL, 1)",
            "('a', 0.0, 1)",
            "('a', -0.0, 1)",
            "(NULL, 1, 1)",
            "(NULL, 1, 2)",
            "('a', 1, 1)"
        };
        for (String key : List.of("", ", PRIMARY KEY (rowid, _rowid_, oid, x)")) {
            Database forward = Database.create(directory.resolve("f" + key.length()), table(key));
            Database backward = Database.create(directory.resolve("b" + key.length()), table(key));
            for (int i = 0; i < rows.length; i++) {
                forward.run("INSERT INTO t VALUES " + rows[i].replace(")", key.isEmpty() ? ", 0)" : ", NULL)"));
                backward.run("INSERT INTO t VALUES "
                        + rows[rows.length - 1 - i].replace(")", key.isEmpty() ? ", 0)" : ", NULL)"));
            }
            assertThat(bits(backward.rows("t"))).isEqualTo(bits(forward.rows("t")));
            assertThat(backward.digests().get("t")).isEqualTo(forward.digests().get("t"));
        }
    }

    private static String table(String key) {
        return "CREATE TABLE t (rowid TEXT COLLATE NOCASE, _rowid_, oid, x" + key + ")";
    }

    /** As text that tells 0.0 from -0.0 and shows bytes. */
    private static List<String> bits(List<List<Object>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(value ->
                                value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value + "")
                        .toList()
                        .toString())
                .toList();
    }

    @Test
    void readsOneSnapshotWhateverOthersWrite() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE t (x)",
                "INSERT INTO t VALUES (1)");
        try (Source source = database.source()) {
            database.run("INSERT INTO t VALUES (2)", "CREATE TABLE u (x)");
            assertThat(Database.rows(source, source.schema().table("t").orElseThrow()))
                    .hasSize(1);
            assertThat(source.schema().table("u")).isEmpty();
        }
    }

    @Test
    void namesValuesThatWouldNotStayWhatTheyAre() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, number, real, text, kept)",
                "INSERT INTO t VALUES (1, '12', '1e3', 5, '12'), (2, 12.0, -0.0, 0.5, 12.0), (3, ' .5 ', '5', "
                        + "'a', -0.0),"
                        + " (4, 1.5, 1.0, '5', 1), (5, '12a', '', '', ''), (6, 9.3e18, 'Infinity', NULL, x'31')",
                "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql ="
                        + " 'CREATE TABLE t (id INTEGER PRIMARY KEY, number INT, real REAL, text TEXT, kept)'");
        try (Source source = database.source()) {
            Database.rows(source, source.schema().table("t").orElseThrow());
            assertThat(source.unstableValues())
                    .containsExactlyInAnyOrder(
                            "t.number: 3 values are not of the storage class that the column's type requires",
                            "t.real: 3 values are not of the storage class that the column's type requires",
                            "t.text: 2 values are not of the storage class that the column's type requires");
        }
    }

    @Test
    void findsNothingUnstableInWhatSqliteHasStoredItself() {
        String values = IntStream.range(0, LITERALS.size())
                .mapToObj(i -> "(" + LITERALS.get(i) + ", " + LITERALS.get(i) + ", " + LITERALS.get(i) + ", "
                        + LITERALS.get(i) + ", " + LITERALS.get(i) + ")")
                .collect(Collectors.joining(", "));
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (a INT, b NUMERIC(10,2), c DOUBLE, d VARCHAR(10), e BLOB)",
                "INSERT INTO t VALUES " + values);
        try (Source source = database.source()) {
            Database.rows(source, source.schema().table("t").orElseThrow());
            assertThat(source.unstableValues()).isEmpty();
        }
    }

    private static final List<String> LITERALS = List.of(
            "0",
            "-0.0",
            "12.0",
            "1.5",
            "'12'",
            "'1e3'",
            "' 12 '",
            "'+5'",
            "'.5'",
            "'5.'",
            "'12a'",
            "''",
            "'.'",
            "'0x1F'",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808.0",
            "-9223372036854775808.0",
            "9.2e18",
            "1e300",
            "'9223372036854775808'",
            "'123456789012345678901234567890'",
            "'1e400'",
            "'1e'",
            "'--1'",
            "char(9) || '7' || char(10)",
            "'7' || char(11)",
            "char(160) || '7'",
            "'inf'",
            "'nan'",
            "9e999",
            "4503599627370497.0",
            "9007199254740993.0",
            "x'3132'",
            "NULL",
            "TRUE",
            "date('2020-01-01')",
            "'1_000'",
            "'1e5' || char(0)",
            "char(0)");
}
