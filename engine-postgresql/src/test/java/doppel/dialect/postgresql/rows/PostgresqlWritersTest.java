package doppel.dialect.postgresql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.RefusedException;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.literal.RawText;
import doppel.schema.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of other engines, and of people's hooks, become exactly the same values here, or none. */
class PostgresqlWritersTest {

    private static final String REFUSED = "refused";

    @Test
    void takesWhatIsExactlyAnInteger() {
        assertThat(text("smallint", 32767L)).isEqualTo("32767");
        assertThat(text("smallint", 32768L)).isEqualTo(REFUSED);
        assertThat(text("bigint", new BigDecimal("1E+18"))).isEqualTo("1000000000000000000");
        assertThat(text("bigint", new BigDecimal("9223372036854775808"))).isEqualTo(REFUSED);
        assertThat(text("bigint", new BigDecimal("1E+999999999"))).isEqualTo(REFUSED);
        assertThat(text("integer", 2.0)).isEqualTo("2");
        assertThat(text("integer", 2.5)).isEqualTo(REFUSED);
        assertThat(text("integer", Double.NaN)).isEqualTo(REFUSED);
        assertThat(text("integer", true)).isEqualTo("1");
        assertThat(text("integer", "12")).isEqualTo("12");
        assertThat(text("integer", " 12")).isEqualTo(REFUSED);
        assertThat(text("integer", new byte[1])).isEqualTo(REFUSED);
        assertThat(text("oid", -1L)).isEqualTo(REFUSED);
        assertThat(text("public.age AS integer", 5L)).isEqualTo("5");
    }

    @Test
    void takesWhatIsExactlyADecimalNumber() {
        assertThat(text("numeric", new BigDecimal("1.50"))).isEqualTo("1.50");
        assertThat(text("numeric", 0.1)).isEqualTo("0.1");
        assertThat(text("numeric", Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(text("numeric", "NaN")).isEqualTo("NaN");
        assertThat(text("numeric", "1e3")).isEqualTo("1000");
        assertThat(text("numeric", "abc")).isEqualTo(REFUSED);
        assertThat(text("numeric", new BigDecimal("1E+999999"))).isEqualTo(REFUSED);
        assertThat(text("numeric(10,2)", new BigDecimal("1.500"))).isEqualTo("1.500");
        assertThat(text("numeric(10,2)", new BigDecimal("1.005"))).isEqualTo(REFUSED);
        assertThat(text("numeric(3,-2)", 12_300L)).isEqualTo("12300");
        assertThat(text("numeric(3,-2)", 12_350L)).isEqualTo(REFUSED);
        assertThat(text("real", 0.5)).isEqualTo("0.5");
        assertThat(text("real", 0.1)).isEqualTo(REFUSED);
        assertThat(text("real", 0.1f)).isEqualTo("0.1");
        assertThat(text("real", new BigDecimal("0.1"))).isEqualTo("0.1");
        assertThat(text("double precision", -0.0)).isEqualTo("-0.0");
        assertThat(text("double precision", 9_007_199_254_740_993L)).isEqualTo(REFUSED);
        assertThat(text("double precision", new BigDecimal("1E+400"))).isEqualTo(REFUSED);
        assertThat(text("double precision", "Infinity")).isEqualTo("Infinity");
        assertThat(text("boolean", 1L)).isEqualTo("t");
        assertThat(text("boolean", 2L)).isEqualTo(REFUSED);
        assertThat(text("boolean", true)).isEqualTo("t");
    }

    @Test
    void takesWhatIsExactlyATime() {
        LocalDateTime time = LocalDateTime.of(2010, 1, 12, 10, 0, 0, 500_000_000);
        assertThat(text("date", LocalDate.of(2010, 1, 12))).isEqualTo("2010-01-12");
        assertThat(text("date", LocalDate.of(0, 1, 12))).isEqualTo("0001-01-12 BC");
        assertThat(text("date", LocalDate.of(12_345, 1, 12))).isEqualTo("12345-01-12");
        assertThat(text("date", time)).isEqualTo(REFUSED);
        assertThat(text("date", "2010-01-12")).isEqualTo("2010-01-12");
        assertThat(text("date", "0044-03-15 BC")).isEqualTo("0044-03-15 BC");
        assertThat(text("date", "infinity")).isEqualTo("infinity");
        assertThat(text("date", 5L)).isEqualTo(REFUSED);
        assertThat(text("time without time zone", LocalTime.of(10, 0))).isEqualTo("10:00:00");
        assertThat(text("time without time zone", "24:00:00")).isEqualTo("24:00:00");
        assertThat(text("time without time zone", "-10:00:00")).isEqualTo(REFUSED);
        assertThat(text("time without time zone", "23:59:60")).isEqualTo(REFUSED);
        assertThat(text("time without time zone", LocalTime.of(10, 0, 0, 1))).isEqualTo(REFUSED);
        assertThat(text("timestamp(0) without time zone", time)).isEqualTo(REFUSED);
        assertThat(text("timestamp without time zone", time)).isEqualTo("2010-01-12 10:00:00.5");
        assertThat(text("timestamp without time zone", LocalDate.of(2010, 1, 12)))
                .isEqualTo("2010-01-12 00:00:00");
        assertThat(text("timestamp without time zone", "2010-01-12 10:00:00.5")).isEqualTo("2010-01-12 10:00:00.5");
        assertThat(text("timestamp without time zone", "01/14/10 1")).isEqualTo(REFUSED);
        assertThat(text("timestamp without time zone", "2010-01-12 24:00:00")).isEqualTo(REFUSED);
        assertThat(text("timestamp without time zone", "2010-01-12 10:00:00+02"))
                .isEqualTo(REFUSED);
        for (String moment : List.of(
                "2010-01-12 10:00:00Z",
                "2010-01-12 10:00:00.1Z",
                "10000-01-01 00:00:00+00",
                "0044-03-15 10:00:00+00 BC")) {
            assertThat(text("timestamp with time zone", moment)).isEqualTo(moment);
        }
        assertThat(text("timestamp with time zone", Instant.parse("2010-01-12T10:00:00.000001Z")))
                .isEqualTo("2010-01-12 10:00:00.000001+00");
        assertThat(text("timestamp(3) with time zone", "2010-01-12 10:00:00.1234Z"))
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "boolean, true",
        "boolean, t",
        "boolean, 1",
        "date, 2010-01-12 00:00:00",
        "date, 2010-01-12T00:00",
        "time without time zone, 05:06",
        "timestamp without time zone, 2010-01-12",
        "timestamp without time zone, 2010-01-12 10:00",
        "timestamp without time zone, 2010-01-12T10:00:00",
        "time without time zone, 05:06:07.10",
        "timestamp without time zone, 2006-02-15 04:34:33.000",
        "timestamp with time zone, 2010-01-12 10:00Z",
        "timestamp with time zone, 2010-01-12 10:00:00",
        "timestamp with time zone, 2010-01-12 10:00:00+00",
        "timestamp with time zone, 2010-01-12 10:00:00+02",
        "timestamp with time zone, 2024-01-01 10:00:00+05:30",
        "timestamp with time zone, 2010-01-12 10:00:00.50Z",
        "timestamp with time zone, 0044-03-15 10:00:00Z BC",
        "timestamp with time zone, 10000-01-01 00:00:00Z"
    })
    void refusesTextsThatWouldComeBackInAnotherForm(String type, String text) {
        assertThat(text(type, text)).isEqualTo(REFUSED);
    }

    @Test
    void takesWhatIsExactlyAText() {
        assertThat(text("text", 5L)).isEqualTo("5");
        assertThat(text("text", new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(text("text", new BigDecimal("1E2147483647"))).isEqualTo("1E2147483647");
        assertThat(text("numeric", new BigDecimal("1E2147483647"))).isEqualTo(REFUSED);
        assertThat(text("numeric", new BigDecimal("0E-2147483647"))).isEqualTo(REFUSED);
        assertThat(text("bigint", new BigDecimal("0E-2147483647"))).isEqualTo(REFUSED);
        assertThat(text("text", LocalDateTime.of(2010, 1, 12, 10, 0))).isEqualTo("2010-01-12 10:00:00");
        assertThat(text("text", Instant.parse("2010-01-12T10:00:00Z"))).isEqualTo("2010-01-12 10:00:00Z");
        assertThat(text("text", new byte[1])).isEqualTo(REFUSED);
        assertThat(text("text", "\ud800")).isEqualTo(REFUSED);
        assertThat(text("text", "a\0")).isEqualTo(REFUSED);
        assertThat(text("text", new RawText(new byte[] {(byte) 0xc3}))).isEqualTo(REFUSED);
        assertThat(text("character varying(2)", "\ud83d\ude00\ud83d\ude00")).isEqualTo("\ud83d\ude00\ud83d\ude00");
        assertThat(text("character varying(2)", "ab ")).isEqualTo(REFUSED);
        assertThat(text("name", "x".repeat(64))).isEqualTo(REFUSED);
        assertThat(text("\"char\"", "ab")).isEqualTo(REFUSED);
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(text("uuid", uuid.toString())).isEqualTo(uuid.toString());
        assertThat(text("uuid", "{" + uuid + "}")).isEqualTo(REFUSED);
        assertThat(text("bytea", new byte[] {0, -1})).isEqualTo("\\x00ff");
        assertThat(text("bytea", "\\x00ff")).isEqualTo(REFUSED);
        assertThat(text("json", true)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public.\"a AS b\" AS integer",
                "app.age AS integer",
                "integer",
            })
    void knowsWhatADomainIsMadeOf(String type) {
        assertThat(PostgresqlTypes.of(type).castName()).isEqualTo("integer");
    }

    @Test
    void knowsEnumsAndDomainsOverThem() {
        String labels = " AS ENUM ('a AS integer', 'it''s')";
        assertThat(PostgresqlTypes.of("app.mood" + labels).castName()).isEqualTo("app.mood");
        assertThat(PostgresqlTypes.of("app.good AS app.mood" + labels).castName())
                .isEqualTo("app.mood");
    }

    private static String text(String type, Object value) {
        PostgresqlTargetColumn column = PostgresqlTargetColumn.of(
                "t", new Column("c", type, true, Column.Kind.STORED, null), new PostgresqlEncoding("UTF8"));
        try {
            return value instanceof RawText raw
                    ? new String(column.bytes(raw), StandardCharsets.ISO_8859_1)
                    : column.text(value);
        } catch (RefusedException e) {
            assertThat(e.getMessage()).startsWith("t.c: ");
            return REFUSED;
        }
    }
}
