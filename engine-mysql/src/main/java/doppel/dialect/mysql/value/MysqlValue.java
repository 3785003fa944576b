package doppel.dialect.mysql.value;

import doppel.dialect.RefusedException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import doppel.literal.TemporalText;
import doppel.literal.ValueWords;
import doppel.schema.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;

/** Values on their way to the server: the results of a {@link MysqlKind.Writer}, and their form in SQL. */
public final class MysqlValue {

    /** Represents the error value of an {@code ENUM}, which is an error in a strict session. */
    public static final Object ENUM_ERROR = new Object();

    private static final int MOST_SHOWN = 60;

    private MysqlValue() {}

    /**
     * What is sent for a value; a {@link LargeValue} if it can be sent from its file.
     *
     * @throws RefusedException if the column cannot hold it exactly
     */
    public static Object wire(Object value, MysqlType type, String table, Column column) throws RefusedException {
        if (value == null) {
            if (!column.nullable()) { // some types would store the current time, or the next number
                throw new RefusedException(table + "." + column.name() + ": cannot be NULL", null);
            }
            return null;
        }
        if (value instanceof LargeValue large) {
            boolean asStored = large.kind() == LargeValue.Kind.BYTES || !type.needsConversion();
            if (asStored && large.length() > type.capacity()) {
                throw new RefusedException(
                        String.format(
                                Locale.ROOT,
                                "%s.%s: the value is too long: %,d bytes; %s holds at most %,d",
                                table,
                                column.name(),
                                large.length(),
                                column.type(),
                                type.capacity()),
                        null);
            }
            return type.goesPlain(large) ? large : wire(large.whole(), type, table, column);
        }
        Object wire = type.write(value);
        if (wire == null) {
            throw new RefusedException(
                    table + "." + column.name() + ": " + column.type() + " cannot hold " + ValueWords.thisOne(value)
                            + " exactly: " + shown(value),
                    null);
        }
        return wire;
    }

    /** Whether no file of rows can express the value. */
    public static boolean isSpecial(Object wire) {
        return wire instanceof RawText || wire == ENUM_ERROR;
    }

    /** A value in words, cut off if it is long. */
    public static String shown(Object value) {
        String text = value instanceof byte[] bytes
                ? HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MOST_SHOWN))
                : String.valueOf(value);
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }

    /** Writes what is sent as a literal to insert. */
    public static void literal(StringBuilder sql, Object wire) {
        if (wire == null) {
            sql.append("NULL");
        } else if (wire instanceof String text) {
            quoted(sql, text);
        } else if (wire instanceof byte[] bytes) {
            hexadecimal(sql, bytes);
        } else if (wire instanceof LargeValue large) {
            literal(sql, large.whole());
        } else if (wire instanceof RawText text) {
            hexadecimal(sql, text.bytes()); // without the name of its encoding, about which the server would warn
        } else {
            sql.append('0');
        }
    }

    /** The condition that a column has exactly this value, not just one that is equal under the column's collation. */
    public static String exactly(String column, Object wire, MysqlType type) {
        String name = MysqlSession.quote(column);
        String equal = condition(name, wire, type);
        return type.kind() == MysqlKind.TEXT && wire instanceof String text
                ? equal + " AND CAST(CONVERT(" + name + " USING utf8mb4) AS BINARY) = CAST("
                        + MysqlSession.literal(text) + " AS BINARY)"
                : equal;
    }

    /** The condition that a column has the value sent in this form; NULL equals NULL. */
    public static String condition(String column, Object wire, MysqlType type) {
        StringBuilder sql = new StringBuilder();
        if (wire == null) {
            return column + " IS NULL";
        }
        switch (type.kind()) {
            case INTEGER, YEAR, DECIMAL, FLOAT, DOUBLE ->
                sql.append(column).append(" <=> ").append(wire);
            case BIT -> sql.append(column).append(" + 0 <=> ").append(new BigInteger(1, (byte[]) wire));
            case JSON -> {
                quoted(sql.append(type.raw(column)).append(" <=> CAST("), (String) wire);
                sql.append(" AS BINARY)");
            }
            default -> literal(sql.append(column).append(" <=> "), wire);
        }
        return sql.toString();
    }

    private static void quoted(StringBuilder sql, String text) {
        sql.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'' -> sql.append("''");
                case '\\' -> sql.append("\\\\");
                case '\0' -> sql.append("\\0");
                default -> sql.append(c);
            }
        }
        sql.append('\'');
    }

    private static StringBuilder hexadecimal(StringBuilder sql, byte[] bytes) {
        sql.append("x'");
        HexFormat.of().formatHex(sql, bytes);
        return sql.append('\'');
    }

    /**
     * A value as SQL writes it.
     *
     * @throws IllegalArgumentException if the server has no such value
     */
    public static String sql(Object value) {
        if (value == null) {
            return "NULL";
        } else if (value instanceof BigDecimal number) {
            return number.toPlainString();
        } else if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof byte[] bytes) {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        } else if (value instanceof Instant moment) { // the session's time zone is UTC
            return sql(TemporalText.text(LocalDateTime.ofInstant(moment, ZoneOffset.UTC)));
        }
        return MysqlSession.literal(TemporalText.orText(value));
    }
}
