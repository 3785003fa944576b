package doppel.dialect.postgresql;

import static doppel.dialect.postgresql.ServerDatabase.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresqlBinaryTest {

    /** Values of each type, the odd ones last, which only their text can say. */
    private static final Map<String, List<Object>> VALUES = new TreeMap<>(Map.ofEntries(
            Map.entry("smallint", List.of(0L, -1L, -32_768L, 32_767L, "12", new BigDecimal("7.00"))),
            Map.entry("integer", List.of(0L, -1L, -2_147_483_648L, 2_147_483_647L, true)),
            Map.entry("bigint", List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, new BigDecimal("1E+3"))),
            Map.entry(
                    "real",
                    List.of(0f, -0f, 0.1f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 0.5, "Infinity")),
            Map.entry(
                    "double precision",
                    List.of(0d, -0d, 0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1L, "-Infinity")),
            Map.entry("boolean", List.of(true, false, 1L, 0L)),
            Map.entry("numeric", decimals()),
            Map.entry(
                    "numeric(7,2)", List.of(decimal("0"), decimal("12345.67"), decimal("-0.5"), decimal("1.500"), 9L)),
            Map.entry("date", days()),
            Map.entry("time", List.of(LocalTime.MIN, LocalTime.of(23, 59, 59, 999_999_000), "24:00:00")),
            Map.entry("time(2)", List.of(LocalTime.of(1, 2, 3, 450_000_000), "01:02:03.5")),
            Map.entry("timestamp", times()),
            Map.entry("timestamp(0)", List.of(LocalDateTime.of(2010, 1, 12, 10, 0), LocalDate.of(2010, 1, 12))),
            Map.entry(
                    "timestamptz",
                    List.of(
                            Instant.EPOCH,
                            Instant.parse("-4712-01-01T00:00:00.000001Z"),
                            Instant.parse("1969-12-31T23:59:59.999999Z"),
                            "-infinity",
                            "2010-01-12 10:00:00Z")),
            Map.entry("uuid", List.of(new UUID(0, 0), new UUID(-1, 1L << 63), "6B29FC40-CA47-1067-B31D-00DD010662DA")),
            Map.entry("bytea", List.of(new byte[0], new byte[] {0, -1, '\\', '\n'})),
            Map.entry("text", texts()),
            Map.entry("varchar(9)", List.of("", "123456789", "ü\uD83D\uDE00", "\uD83D\uDE00".repeat(9))),
            Map.entry("char(3)", List.of("a", "ab ", "abc", "a  ", "a   ")),
            Map.entry("name", List.of("", "n", "ü".repeat(31))),
            Map.entry("json", List.of("{\"b\": 1,\n \"a\": [null, \"ü\"]}", "0")),
            Map.entry("jsonb", List.of("{\"b\": 1,\n \"a\": [null, \"ü\"]}", "0")),
            Map.entry("mood", List.of("sad", "very \"happy\"")),
            Map.entry("price", List.of(decimal("0"), decimal("1.25"), 3L))));

    private final ServerDatabase database = ServerDatabase.fresh();

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static List<Object> decimals() {
        List<Object> decimals = new ArrayList<>();
        for (String text :
                List.of("0", "0.00000", "1", "10000", "0.0001", "-1.50", "99999999", "12340000.0000", "0.00010")) {
            decimals.add(decimal(text));
        }
        for (String text : List.of("999999999999999", "1000000000000000.0", "-0.123456789012345678901234567890")) {
            decimals.add(decimal(text));
        }
        decimals.add(decimal("7".repeat(400) + "." + "30".repeat(200)));
        decimals.add(decimal("1" + "0".repeat(100)));
        decimals.addAll(List.of(decimal("1E+20"), 5L, "NaN", decimal("1".repeat(2_000)), decimal("1E-2000")));
        return decimals;
    }

    private static List<Object> days() {
        return List.of(
                LocalDate.of(2000, 1, 1),
                LocalDate.of(1999, 12, 31),
                LocalDate.of(-4712, 1, 1),
                LocalDate.of(5_874_897, 12, 31),
                LocalDateTime.of(2010, 1, 12, 0, 0),
                "infinity");
    }

    private static List<Object> times() {
        return List.of(
                LocalDateTime.of(2000, 1, 1, 0, 0),
                LocalDateTime.of(1999, 12, 31, 23, 59, 59, 999_999_000),
                LocalDateTime.of(-4712, 1, 1, 0, 0),
                LocalDateTime.of(294_276, 12, 31, 23, 59, 59, 999_999_000),
                Instant.EPOCH,
                "infinity");
    }

    private static List<Object> texts() {
        return List.of(
                "", "a\tb\\\n\r", "\u007f\u0080\u07ff\u0800\uffff\uD800\uDC00\uDBFF\uDFFF", "x".repeat(300_000), 1.5);
    }

    /** A column that has no binary form keeps its whole table from it: what is in both tables must be the same. */
    @Test
    void saysWhatTheTextSays() throws Exception {
        StringBuilder script = new StringBuilder("CREATE TYPE mood AS ENUM ('sad', 'very \"happy\"');"
                + " CREATE DOMAIN price AS numeric(10,2) CHECK (VALUE >= 0);");
        List<String> types = List.copyOf(VALUES.keySet());
        for (int i = 0; i < types.size(); i++) {
            script.append(" CREATE TABLE b" + i + " (n integer, v " + types.get(i) + "); CREATE TABLE t" + i
                    + " (n integer, v " + types.get(i) + ", no inet);");
        }
        try (Target target = database.target(script.toString())) {
            for (int i = 0; i < types.size(); i++) {
                List<Object> values = VALUES.get(types.get(i));
                List<Row> binary = new ArrayList<>();
                List<Row> text = new ArrayList<>();
                for (int n = 0; n < 2 * values.size(); n++) { // the second time after one that is said by its text
                    Object value = values.get(n % values.size());
                    binary.add(row("b" + i, "n", (long) n, "v", value));
                    text.add(row("t" + i, "n", (long) n, "v", value, "no", null));
                }
                binary.add(row("b" + i, "n", -1L, "v", null));
                text.add(row("t" + i, "n", -1L, "v", null, "no", null));
                target.insert(binary);
                target.insert(text);
            }
            target.finishRows();
            target.publish();
        }
        for (int i = 0; i < types.size(); i++) {
            String rows = "SELECT n, v::text, format('%s', record_send(ROW(v))) FROM %s" + i + " ORDER BY n";
            assertThat(database.query(rows.replace("FROM %s", "FROM b")))
                    .as(types.get(i))
                    .hasSize(2 * VALUES.get(types.get(i)).size() + 1)
                    .isEqualTo(database.query(rows.replace("FROM %s", "FROM t")));
        }
    }

    @Test
    void refusesWhatTheTextRefuses() throws Exception {
        try (Target target = database.target("CREATE TABLE t (v varchar(2), t timestamp(3), n numeric(5,2), d date,"
                + " s smallint, i text, p date CHECK (p > '2000-01-01'))")) {
            for (Row row : List.of(
                    row("t", "v", "abc"),
                    row("t", "v", "a  "),
                    row("t", "v", "\0"),
                    row("t", "i", "\uD800"),
                    row("t", "t", LocalDateTime.of(2010, 1, 12, 10, 0, 0, 1_000)),
                    row("t", "t", LocalDateTime.MAX),
                    row("t", "n", decimal("1.005")),
                    row("t", "n", decimal("1000.00")),
                    row("t", "d", LocalDate.MAX),
                    row("t", "s", 40_000L),
                    row("t", "p", LocalDate.of(1999, 1, 1)))) {
                target.savepoint();
                String name = row.columns().get(0);
                assertThatThrownBy(() -> target.insert(List.of(row("t", name, null), row)))
                        .as(row.toString())
                        .isInstanceOf(RefusedException.class)
                        .hasMessageMatching(
                                "(?s)t\\." + name + ": .*|t: new row .* violates check constraint \"t_p_check\".*");
                target.rollbackToSavepoint();
            }
        }
    }
}
