package doppel.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.RowCursor;
import doppel.literal.JavaType;
import doppel.literal.LiteralWriter;
import doppel.literal.SourceBuffer;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PostgresqlBinaryReadersTest {

    private static final List<String> DAYS = List.of(
            "'2000-01-01'",
            "'1999-12-31'",
            "'2000-02-29'",
            "'1900-02-28'",
            "'1900-03-01'",
            "'0001-01-01'",
            "'0001-12-31 BC'",
            "'0005-02-29 BC'",
            "'4713-01-01 BC'",
            "'9999-12-31'",
            "'10000-01-01'",
            "'99999-12-31'",
            "'infinity'",
            "'-infinity'");

    /** Expressions for each type, over which the odd ones are spread that Java's types do not hold. */
    private static final Map<String, List<String>> VALUES = new TreeMap<>(Map.ofEntries(
            Map.entry("smallint", List.of("0", "-1", "-32768", "32767")),
            Map.entry("integer", List.of("0", "-1", "-2147483648", "2147483647")),
            Map.entry("bigint", List.of("0", "-1", "-9223372036854775808", "9223372036854775807")),
            Map.entry("oid", List.of("0", "2147483648", "4294967295")),
            Map.entry("real", floats("1e-45", "3.4028235e38")),
            Map.entry("double precision", floats("5e-324", "1.7976931348623157e308")),
            Map.entry("boolean", List.of("true", "false")),
            Map.entry("numeric", decimals()),
            Map.entry("numeric(7,2)", List.of("0", "12345.67", "-0.5", "'NaN'")),
            Map.entry("numeric(3,-2)", List.of("12300", "0", "-99900")),
            Map.entry("date", dates()),
            Map.entry(
                    "time",
                    List.of("'00:00'", "'23:59:59.999999'", "'24:00:00'", "'01:02:03.40'", "'01:02:03.000001'")),
            Map.entry("timestamp", times()),
            Map.entry("timestamp(0)", List.of("'2010-01-12 10:00:00'")),
            Map.entry("timestamptz", times()),
            Map.entry(
                    "uuid",
                    List.of("'6b29fc40-ca47-1067-b31d-00dd010662da'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'")),
            Map.entry("bytea", List.of("''", "'\\x00ff5c0a'")),
            Map.entry("text", List.of("''", "E'a\\tb\\\\\\n\\r'", "'\\N'", "'Mé😀'", "repeat('x', 300000)")),
            Map.entry("varchar(9)", List.of("''", "'a '", "'üüüüüüüüü'")),
            Map.entry("char(3)", List.of("'a'", "'abc'", "''")),
            Map.entry("name", List.of("''", "'n'")),
            Map.entry("json", List.of("E'{\"b\": 1,\\n \"a\": [null, \"ü\"]}'", "'0'")),
            Map.entry("jsonb", List.of("E'{\"b\": 1,\\n \"a\": [null, \"ü\"]}'", "'0'")),
            Map.entry("mood", List.of("'sad'", "'very \"happy\"'")),
            Map.entry("price", List.of("0", "1.25"))));

    private final ServerDatabase database = ServerDatabase.fresh(
            "CREATE TYPE mood AS ENUM ('sad', 'very \"happy\"')", "CREATE DOMAIN price AS numeric(10,2)");

    private static List<String> floats(String least, String greatest) {
        return List.of("0", "'-0'", "0.1", "-1.5", "1e10", "'NaN'", "'Infinity'", "'-Infinity'", least, greatest);
    }

    private static List<String> decimals() {
        List<String> decimals = new ArrayList<>(List.of(
                "0",
                "0.00000",
                "1",
                "-1",
                "10",
                "100",
                "1000",
                "10000",
                "100000000",
                "12340000.0000",
                "0.1",
                "0.01",
                "0.001",
                "0.0001",
                "0.00001",
                "-0.00010",
                "1.50",
                "99999999",
                "9999.9999",
                "10000.00010",
                "-123.4567890",
                "'NaN'",
                "'Infinity'",
                "'-Infinity'",
                "1e-1000",
                "1e131071",
                "-1e-16383",
                "repeat('7', 1200)::numeric"));
        for (int digits = 1; digits < 80; digits++) {
            decimals.add("-" + "1234567890".repeat(8).substring(0, digits));
            decimals.add("0." + "0".repeat(digits % 9) + "1234567890".repeat(8).substring(0, digits));
        }
        return decimals;
    }

    private static List<String> dates() {
        List<String> days = new ArrayList<>(DAYS);
        days.addAll(List.of("'5874897-12-31'"));
        for (int i = 0; i < 3_000; i++) { // over 4,000 years, another month and day each time
            days.add("date '2001-01-01 BC' + " + i * 487);
        }
        return days;
    }

    private static List<String> times() {
        List<String> times = new ArrayList<>(DAYS);
        times.addAll(List.of(
                "'294276-12-31 23:59:59.999999'",
                "'1999-12-31 23:59:59.999999'",
                "'1970-01-01 00:00:00.5'",
                "'0001-12-31 23:59:59.9 BC'",
                "'2010-01-12 10:00:00.000010'",
                "'2010-01-12 10:00:00.120000'"));
        return times;
    }

    /** A column that has no binary form keeps its whole table from it: what is in both tables must be the same. */
    @Test
    void givesWhatTheTextGives() {
        int number = 0;
        for (Map.Entry<String, List<String>> type : VALUES.entrySet()) {
            String binary = "b" + number;
            String text = "t" + number++;
            database.execute("CREATE TABLE " + binary + " (n serial PRIMARY KEY, v " + type.getKey()
                    + "); CREATE TABLE " + text + " (n serial PRIMARY KEY, v " + type.getKey() + ", no inet)");
            String values = String.join("), (", type.getValue());
            database.execute("INSERT INTO " + binary + " (v) SELECT v FROM (SELECT NULL::" + type.getKey()
                    + ") x (v) UNION ALL SELECT v::" + type.getKey() + " FROM (VALUES (" + values + ")) x (v)");
            database.execute("INSERT INTO " + text + " (n, v) SELECT n, v FROM " + binary);
            assertThat(literals(binary))
                    .as(type.getKey())
                    .hasSize(type.getValue().size() + 1)
                    .isEqualTo(literals(text));
        }
    }

    @Test
    void readsTablesWithoutRowsOrColumns() {
        database.execute("CREATE TABLE empty (n integer); CREATE TABLE bare (); INSERT INTO bare DEFAULT VALUES");
        assertThat(literals("empty")).isEmpty();
        assertThat(literals("bare")).hasSize(1);
    }

    /** The first two values of each row as they stand in a fixture. */
    private List<String> literals(String name) {
        List<String> rows = new ArrayList<>();
        try (PostgresqlSource source = database.source()) {
            Table table = source.schema().table(name).orElseThrow();
            Object[] row = new Object[table.insertableColumns().size()];
            try (RowCursor cursor = source.rows(table)) {
                while (cursor.next(row)) {
                    SourceBuffer literal = new SourceBuffer();
                    for (int i = 0; i < Math.min(2, row.length); i++) {
                        if (LiteralWriter.isLarge(row[i])) {
                            literal.put(row[i].toString());
                        } else {
                            new LiteralWriter().write(row[i], JavaType.OBJECT, literal);
                        }
                        literal.put(' ');
                    }
                    rows.add(literal.toString());
                }
            }
        }
        return rows;
    }
}
