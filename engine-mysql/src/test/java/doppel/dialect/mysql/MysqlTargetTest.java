package doppel.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.dialect.DanglingReference;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.LargeValue;
import doppel.schema.Identity;
import doppel.testing.TestServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MysqlTargetTest {

    private static final String SERVERS = "doppel.dialect.mysql.MysqlDatabase#servers";

    private final Shape shape = Shape.empty("t");
    private MysqlDatabase database;
    private Target target;

    @AfterEach
    void drop() {
        if (target != null) {
            target.close();
        }
        if (database != null) {
            database.drop();
        }
    }

    private void open(TestServer server, String... statements) {
        database = MysqlDatabase.fresh(server).run(statements);
        open();
    }

    private void open() {
        target = database.dialect()
                .openTarget(new TargetRequest(database.url(), Optional.empty(), false, TargetRequest.Rows.FITTED));
    }

    private Row row(Object... namesAndValues) {
        Row row = new Row(shape);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.set((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private void save(Row... rows) throws RefusedException {
        target.savepoint();
        try {
            target.insert(List.of(rows));
        } catch (RefusedException e) {
            target.rollbackToSavepoint();
            throw e;
        }
        target.releaseSavepoint();
    }

    private void publish() {
        target.finishRows();
        target.publish();
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void refusesByNameWhatAColumnOrAStatementHasNoRoomFor(TestServer server) throws RefusedException {
        LargeValue value = new LargeValue(Path.of("missing"), 900_000_000, LargeValue.Kind.BYTES);
        open(server, "CREATE TABLE t (id INT PRIMARY KEY, m MEDIUMBLOB, b LONGBLOB)");
        assertThatThrownBy(() -> target.check(row("id", 1L, "m", value)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("t.m: the value is too long: 900,000,000 bytes; mediumblob holds at most 16,777,215");
        database.run("SET GLOBAL local_infile = 0");
        try {
            target.close();
            open();
            assertThatThrownBy(() -> save(row("id", 1L, "b", value)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(
                            "t.b: the value is too long for a statement: it takes 1,800,000,000 bytes there")
                    .hasMessageContaining("max_allowed_packet");
        } finally {
            database.run("SET GLOBAL local_infile = 1");
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void valuesCanBeLargerThanThePacketsOfTheServerAsLongAsItTakesFiles(TestServer server) throws RefusedException {
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        database = MysqlDatabase.fresh(server).run("CREATE TABLE t (id INT PRIMARY KEY, b LONGBLOB)");
        List<String> before = database.strings("SELECT @@max_allowed_packet");
        database.run("SET GLOBAL max_allowed_packet = 1048576");
        try {
            open();
            save(row("id", 1L, "b", large), row("id", 2L, "b", new byte[0]));
            save(row("id", 3L), row("id", 4L, "b", large)); // of two shapes
            database.run("SET GLOBAL local_infile = 0");
            assertThatThrownBy(() -> save(row("id", 5L, "b", large)))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e.nextStep()).contains("max_allowed_packet", "local_infile"));
        } finally {
            database.run("SET GLOBAL max_allowed_packet = " + before.get(0), "SET GLOBAL local_infile = 1");
        }
        target.close();
        open();
        save(row("id", 1L, "b", large), row("id", 2L, "b", new byte[0]));
        save(row("id", 3L), row("id", 4L, "b", large));
        publish();
        List<Object[]> saved = database.rows("t");
        assertThat(saved).hasSize(4);
        assertThat((byte[]) saved.get(0)[1]).isEqualTo(large);
        assertThat((byte[]) saved.get(1)[1]).isEmpty();
        assertThat(saved.get(2)[1]).isNull();
        assertThat((byte[]) saved.get(3)[1]).isEqualTo(large);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void refusesInTheServersWordsWhatItWouldHaveSkippedOrChanged(TestServer server) throws RefusedException {
        open(server, "CREATE TABLE t (id INT PRIMARY KEY, n TINYINT, s VARCHAR(3), CONSTRAINT positive CHECK (n > 0))");

        List<Row> badRows = List.of(
                row("id", 5L, "n", 1L),
                row("id", 100L, "n", 300L),
                row("id", 100L, "n", -1L),
                row("id", 100L, "s", "abcd"),
                row("id", null));
        List<String> words = new ArrayList<>();
        for (Row bad : badRows) {
            List<Row> rows = new ArrayList<>();
            IntStream.range(0, 50).forEach(i -> rows.add(row("id", (long) i, "n", 1L, "s", "abc")));
            rows.add(bad);
            assertThatThrownBy(() -> save(rows.toArray(Row[]::new)))
                    .isInstanceOf(RefusedException.class)
                    .satisfies(e -> words.add(e.getMessage()));
        }
        save(row("id", 1L, "n", 1L));
        publish();

        assertThat(words.get(0)).startsWith("Duplicate entry '5' for key");
        assertThat(words.get(1)).contains("Out of range value for column 'n'");
        assertThat(words.get(2)).contains("positive");
        assertThat(words.get(3)).contains("Data too long for column 's'");
        assertThat(words.get(4)).isEqualTo("t.id: cannot be NULL");
        assertThat(database.strings("SELECT COUNT(*) FROM t")).containsExactly("1");
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void refusesWhatAColumnWouldHoldOtherwise(TestServer server) {
        open(
                server,
                "CREATE TABLE t (d DECIMAL(5,2), f FLOAT, n DOUBLE, i INT, dt DATETIME, d6 DATETIME(6), da DATE, ti "
                        + "TIME, c CHAR(5),"
                        + " v VARCHAR(2), b BINARY(3), e ENUM('a','b'), s SET('a','b'), y YEAR, bi BIT(3))");

        assertThat(List.of(
                        refusal("d", new BigDecimal("1.005")),
                        refusal("f", 0.1),
                        refusal("n", Double.NaN),
                        refusal("n", 9007199254740993L),
                        refusal("i", 1.5),
                        refusal("i", "007"),
                        refusal("dt", LocalDateTime.parse("2010-01-12T10:00:00.5")),
                        refusal("d6", Instant.parse("2010-01-12T10:00:00.000000001Z")),
                        refusal("da", "01/14/10 1"),
                        refusal("da", LocalDate.of(10_000, 1, 1)),
                        refusal("ti", "noon"),
                        refusal("c", "a "),
                        refusal("v", "ab "),
                        refusal("v", "\ud800"),
                        refusal("v", new byte[] {1}),
                        refusal("b", new byte[] {1}),
                        refusal("b", "abc"),
                        refusal("e", "2"),
                        refusal("e", "A"),
                        refusal("s", "3"),
                        refusal("y", -1L),
                        refusal("bi", 8L)))
                .allSatisfy(message ->
                        assertThat(message).matches("t\\.[a-z0-9]+: .* cannot hold (this|these) .* exactly: (?s).*"));
        assertThat(refusal("d", new BigDecimal("1.005")))
                .isEqualTo("t.d: decimal(5,2) cannot hold this decimal number exactly: 1.005");
    }

    private String refusal(String column, Object value) {
        try {
            save(row(column, value));
            return column + " took " + value;
        } catch (RefusedException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void takesWhatConvertsExactly(TestServer server) throws RefusedException {
        open(
                server,
                "CREATE TABLE t (id INT PRIMARY KEY, i INT, d DECIMAL(5,2), n DOUBLE, f FLOAT, dt DATETIME(3), ts "
                        + "TIMESTAMP NULL,"
                        + " da DATE, v VARCHAR(40), bi BIT(8))");
        List<Row> rows = List.of(
                row("id", 1L, "i", true, "d", 2L, "n", 3L, "f", 0.5, "dt", LocalDate.of(2010, 1, 12)),
                row(
                        "id",
                        2L,
                        "i",
                        3.0,
                        "d",
                        0.1,
                        "n",
                        new BigDecimal("0.1"),
                        "ts",
                        LocalDateTime.of(2010, 1, 12, 10, 0)),
                row("id", 3L, "i", new BigDecimal("5.00"), "d", "1.25", "dt", Instant.parse("2010-01-12T10:00:00.5Z")),
                row(
                        "id",
                        4L,
                        "i",
                        "12",
                        "da",
                        LocalDateTime.of(2010, 1, 12, 0, 0),
                        "v",
                        LocalDateTime.of(2010, 1, 12, 10, 0)),
                row("id", 5L, "da", "2010-02-31", "v", 12L, "bi", true),
                row("id", 6L, "v", Instant.parse("2010-01-12T10:00:00.25Z"), "dt", "2010-00-12 10:00:00"));

        save(rows.toArray(Row[]::new));
        publish();

        assertThat(database.strings("SELECT CONCAT_WS('|', id, i, d, n, f, dt, ts, da, v, bi + 0) FROM t ORDER BY id"))
                .containsExactly(
                        "1|1|2.00|3|0.5|2010-01-12 00:00:00.000",
                        "2|3|0.10|0.1|2010-01-12 10:00:00",
                        "3|5|1.25|2010-01-12 10:00:00.500",
                        "4|12|2010-01-12|2010-01-12 10:00:00",
                        "5|2010-02-31|12|1",
                        "6|2010-00-12 10:00:00.000|2010-01-12 10:00:00.25Z");
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void namesTheRowThatHasAKeyAlready(TestServer server) throws RefusedException {
        String collation = server == TestServer.MYSQL ? "utf8mb4_0900_ai_ci" : "utf8mb4_general_ci";
        open(
                server,
                "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40) COLLATE " + collation
                        + ", UNIQUE KEY by_name (name))");
        save(row("id", 1L, "name", "Médecins du Monde"));

        assertThatThrownBy(() -> save(row("id", 2L, "name", "Medecins du Monde")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("t.name: 'Medecins du Monde' equals 'Médecins du Monde' of the row with key (1) under the "
                        + "collation "
                        + collation);
        assertThatThrownBy(() -> save(row("id", 1L, "name", "Oxfam")))
                .hasMessage("t.id: 1 equals 1 of the row with key (1)");
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void findsAndUpdatesRows(TestServer server) throws RefusedException {
        open(
                server,
                "CREATE TABLE t (id INT PRIMARY KEY, s TEXT, f FLOAT, b BIGINT UNSIGNED, j JSON, bi BIT(64), e "
                        + "ENUM('','x'), bl BLOB)");
        BigDecimal large = new BigDecimal("18446744073709551615");
        save(
                row(
                        "id",
                        1L,
                        "s",
                        "é",
                        "f",
                        0.1f,
                        "b",
                        large,
                        "j",
                        "{\"a\": 1}",
                        "bi",
                        large,
                        "e",
                        "x",
                        "bl",
                        new byte[] {0}),
                row("id", 2L, "s", null));

        assertThat(List.of(
                        find("s", "é"),
                        find("f", (double) 0.1f),
                        find("b", large),
                        find("j", "{\"a\": 1}"),
                        find("bi", large),
                        find("e", "x"),
                        find("bl", new byte[] {0})))
                .containsOnly(1L);
        assertThat(find("s", null)).isEqualTo(2L);
        assertThat(find("s", "e'\\")).isNull();
        assertThat(find("b", "no number")).isNull();

        target.update(row("id", 2L), row("s", "new", "e", ""));
        publish();
        assertThat(database.strings("SELECT CONCAT(id, s, e + 0) FROM t ORDER BY id"))
                .containsExactly("1é2", "2new1");
    }

    private Object find(String column, Object value) {
        return target.find("t", new String[] {column}, new Object[] {value})
                .map(row -> row.get("id"))
                .orElse(null);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void findsAndDeletesWhatRefersToNothing(TestServer server) throws RefusedException {
        open(
                server,
                "CREATE TABLE p (k VARCHAR(10) COLLATE utf8mb4_general_ci PRIMARY KEY)",
                "CREATE TABLE t (id INT PRIMARY KEY, k VARCHAR(10) COLLATE utf8mb4_general_ci, CONSTRAINT r FOREIGN "
                        + "KEY (k) REFERENCES p (k))",
                "INSERT INTO p VALUES ('a')");
        save(
                row("id", 1L, "k", "A"),
                row("id", 2L, "k", "b"),
                row("id", 3L, "k", "B"),
                row("id", 4L, "k", "b"),
                row("id", 5L, "k", null));

        List<DanglingReference> dangling = new ArrayList<>();
        target.danglingReferences(dangling::add);
        assertThat(dangling)
                .extracting(reference -> reference.values().get(0) + " " + reference.rows())
                .containsExactlyInAnyOrder("b 2", "B 1");
        dangling.stream().filter(reference -> reference.values().contains("b")).forEach(target::delete);
        assertThat(find("id", 2L)).isNull();
        assertThat(find("id", 3L)).isEqualTo(3L);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void findsReferencesToRowsThatWereTakenBack(TestServer server) throws RefusedException {
        open(
                server,
                "CREATE TABLE p (k INT PRIMARY KEY)",
                "CREATE TABLE t (id INT PRIMARY KEY, k INT, CONSTRAINT r FOREIGN KEY (k) REFERENCES p (k))");
        save(new Row(Shape.empty("p")).set("k", 1L));
        save(row("id", 1L, "k", 1L));
        List<DanglingReference> dangling = new ArrayList<>();
        target.danglingReferences(dangling::add);
        assertThat(dangling).isEmpty();
        target.savepoint();
        target.insert(List.of(new Row(Shape.empty("p")).set("k", 2L)));
        target.rollbackToSavepoint();
        save(row("id", 2L, "k", 2L));
        target.danglingReferences(dangling::add);
        assertThat(dangling)
                .extracting(reference -> reference.values().get(0) + " " + reference.rows())
                .containsExactly("2 1");
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void continuesNumberingWhereTheSourceStoodOrTheRowsEnd(TestServer server) throws RefusedException {
        open(server, "CREATE TABLE t (id BIGINT PRIMARY KEY AUTO_INCREMENT, s TEXT)", "CREATE TABLE u LIKE t");
        save(row("id", 0L, "s", "zero"), row("id", 7L, "s", "seven"));
        target.continueNumbering("t", new Identity("id", 3));
        target.continueNumbering("u", new Identity("id", 42));
        publish();

        database.run("INSERT INTO t (s) VALUES ('next')", "INSERT INTO u (s) VALUES ('next')");
        assertThat(database.strings("SELECT id FROM t ORDER BY id")).containsExactly("0", "7", "8");
        assertThat(database.strings("SELECT id FROM u")).containsExactly("42");
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void undoesRowsOfTablesWithoutTransactions(TestServer server) throws RefusedException {
        open(
                server,
                "CREATE TABLE t (id INT PRIMARY KEY, s TEXT) ENGINE = MyISAM ROW_FORMAT = DYNAMIC",
                "CREATE TABLE u (g INT, id INT AUTO_INCREMENT, s VARCHAR(9), PRIMARY KEY (g, id)) ENGINE = MyISAM");
        List<Row> rows = new ArrayList<>();
        List<Row> others = new ArrayList<>();
        Shape other = Shape.empty("u");
        for (long i = 0; i < 20; i++) {
            rows.add(row("id", i, "s", "x"));
            others.add(new Row(other).set("g", i % 2).set("s", i == 7 ? null : "x"));
        }
        rows.add(row("id", 5L, "s", "again"));
        others.add(new Row(other).set("g", 0L).set("s", "much too long"));

        assertThatThrownBy(() -> save(rows.toArray(Row[]::new))).hasMessageStartingWith("Duplicate entry");
        assertThatThrownBy(() -> save(others.toArray(Row[]::new))).hasMessage("Data too long for column 's' at row 1");
        save(rows.subList(3, 20).toArray(Row[]::new));
        save(others.subList(0, 10).toArray(Row[]::new));
        publish();

        assertThat(database.strings("SELECT COUNT(*) FROM t")).containsExactly("17");
        assertThat(database.strings("SELECT CONCAT(g, ' ', COUNT(*), ' ', COUNT(s)) FROM u GROUP BY g ORDER BY g"))
                .containsExactly("0 5 5", "1 5 4");
        assertThat(database.definition("t")).contains("ENGINE=MyISAM").contains("ROW_FORMAT=DYNAMIC");
        assertThat(database.definition("u")).contains("ENGINE=MyISAM");
    }
}
