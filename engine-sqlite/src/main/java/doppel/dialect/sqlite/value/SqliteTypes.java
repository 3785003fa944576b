package doppel.dialect.sqlite.value;

import doppel.literal.DecimalText;
import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.literal.LiteralWriter;
import doppel.literal.RawText;
import doppel.literal.SourceBuffer;
import doppel.literal.TemporalText;
import doppel.schema.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The values of SQLite. Any column can hold any storage class, so a value's storage class decides its literal; a
 * column's declared type only says what is usual there:
 *
 * <pre>
 * storage class   Java        literal
 * NULL            null        null
 * INTEGER         Long        5 or 5L
 * REAL            Double      0.5 (-0.0 and the infinities too; SQLite has no NaN)
 * TEXT            String      "a"
 * TEXT, invalid   RawText     rawText("c3")
 * BLOB            byte[]      bytes("00ff")
 * </pre>
 *
 * <p>Values of other engines are stored so that they come back as they were: truth values as 1 and 0, decimals as
 * numbers if SQLite can hold exactly these, days and times as the texts that SQLite's functions take, UUIDs as text.
 */
public final class SqliteTypes {

    /** The most digits of a long. */
    private static final int DIGITS_OF_LONG = 19;

    private SqliteTypes() {}

    /** What a column with this declared type usually holds (sqlite.org/datatype3.html, section 3.1). */
    public static JavaType parameterType(Column column) {
        return switch (SqliteAffinity.of(column.type())) {
            case INTEGER -> integer(column);
            case TEXT -> JavaType.STRING;
            case BLOB -> column.type().isEmpty() ? JavaType.OBJECT : JavaType.BYTES;
            case REAL -> column.nullable() ? JavaType.NULLABLE_DOUBLE : JavaType.DOUBLE;
            case NUMERIC -> numeric(column);
        };
    }

    private static JavaType integer(Column column) {
        return column.nullable() ? JavaType.NULLABLE_LONG : JavaType.LONG;
    }

    private static JavaType numeric(Column column) {
        String type = column.type().toUpperCase(Locale.ROOT);
        if (type.equals("ANY")) {
            return JavaType.OBJECT;
        }
        if (type.contains("DATE") || type.contains("TIME")) {
            return JavaType.STRING;
        }
        return type.contains("BOOL") ? integer(column) : JavaType.NUMBER;
    }

    /**
     * The value as a column of this affinity can store it: Long, Double, String, byte[] or RawText. Values that SQLite
     * itself would convert with a loss are converted here, or not at all.
     *
     * @param value never null
     * @return empty if it cannot store it exactly
     */
    static Optional<Object> storable(Object value, SqliteAffinity affinity) {
        if (value instanceof Long number) {
            boolean exact =
                    affinity != SqliteAffinity.REAL || (long) (double) number == number && number != Long.MAX_VALUE;
            return exact ? Optional.of(value) : Optional.empty();
        } else if (value instanceof byte[] || value instanceof RawText) {
            return Optional.of(value);
        } else if (value instanceof Double number) {
            return Double.isNaN(number)
                    ? Optional.empty()
                    : Optional.of(affinity == SqliteAffinity.TEXT ? text(number) : value);
        } else if (value instanceof Float number) {
            boolean asText = affinity == SqliteAffinity.TEXT && !number.isInfinite();
            return number.isNaN()
                    ? Optional.empty()
                    : Optional.of(asText ? number.toString() : (Object) number.doubleValue());
        } else if (value instanceof String text) {
            return JavaText.isWellFormed(text) ? Optional.of(value) : Optional.empty();
        } else if (value instanceof Boolean flag) {
            return Optional.of(flag ? 1L : 0L);
        } else if (value instanceof BigDecimal number) {
            return decimal(number, affinity);
        } else if (value instanceof UUID || value instanceof Character) {
            return Optional.of(value.toString());
        }
        boolean number = affinity == SqliteAffinity.INTEGER || affinity == SqliteAffinity.REAL;
        return number ? Optional.empty() : temporal(value);
    }

    /**
     * The value as SQL writes it.
     *
     * @throws IllegalArgumentException if SQLite has no such value
     */
    public static String sql(Object value) {
        if (value == null) {
            return "NULL";
        } else if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        Object storable = storable(
                        value instanceof Integer number ? (Object) number.longValue() : value, SqliteAffinity.BLOB)
                .orElseThrow(() -> new IllegalArgumentException("SQLite has no such value: " + value));
        if (storable instanceof Double number) {
            return number.isInfinite() ? (number > 0 ? "9e999" : "-9e999") : text(number);
        } else if (storable instanceof byte[] bytes) {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        } else if (storable instanceof RawText raw) {
            return "CAST(x'" + HexFormat.of().formatHex(raw.bytes()) + "' AS TEXT)";
        } else if (storable instanceof String text && text.indexOf('\0') >= 0) { // which would end the statement
            return "CAST(x'" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "' AS TEXT)";
        }
        return storable instanceof String text ? "'" + text.replace("'", "''") + "'" : storable.toString();
    }

    /** A day or a time becomes a text, as SQLite's own functions expect it; none looks like a number. */
    private static Optional<Object> temporal(Object value) {
        if (value instanceof LocalDateTime time) {
            return Optional.of(TemporalText.text(time));
        } else if (value instanceof LocalDate day) {
            return Optional.of(TemporalText.text(day));
        } else if (value instanceof LocalTime time) {
            return Optional.of(TemporalText.text(time));
        } else if (value instanceof Instant moment && TemporalText.hasText(moment)) {
            return Optional.of(TemporalText.text(moment));
        }
        return Optional.empty();
    }

    /**
     * A decimal becomes a number if SQLite can hold exactly this one, and a text in a text column. Its scale depends on
     * the column's type.
     */
    private static Optional<Object> decimal(BigDecimal number, SqliteAffinity affinity) {
        if (affinity == SqliteAffinity.TEXT) {
            return Optional.of(DecimalText.of(number));
        }
        boolean whole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        if (whole && affinity != SqliteAffinity.REAL && (long) number.precision() - number.scale() <= DIGITS_OF_LONG) {
            BigInteger integer = number.toBigIntegerExact();
            if (integer.bitLength() < Long.SIZE) {
                return Optional.of(integer.longValue());
            }
        }
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest)) {
            return Optional.empty();
        }
        BigDecimal stored = new BigDecimal(text(nearest));
        boolean sameScale = affinity != SqliteAffinity.BLOB || stored.scale() == number.scale();
        return sameScale && stored.compareTo(number) == 0 ? Optional.of(nearest) : Optional.empty();
    }

    /** The shortest text of this number. */
    private static String text(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        SourceBuffer buffer = new SourceBuffer();
        new LiteralWriter().write(number, JavaType.DOUBLE, buffer);
        return buffer.toString();
    }
}
