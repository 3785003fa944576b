package doppel.dialect.sqlite;

import doppel.literal.JavaType;
import doppel.literal.RawText;
import doppel.schema.Column;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Optional;

/**
 * The values of SQLite. Any column can hold any storage class, so a value's storage class decides its literal, and a
 * column's declared type only what is usual there:
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
 */
final class SqliteTypes {

    private SqliteTypes() {}

    /** What a column with this declared type usually holds (sqlite.org/datatype3.html, section 3.1). */
    static JavaType parameterType(Column column) {
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
     * The value as SQLite can store it: null, Long, Double, String, byte[] or RawText.
     *
     * @return empty where it cannot store it exactly
     */
    static Optional<Object> storable(Object value) {
        if (value instanceof Long || value instanceof byte[] || value instanceof RawText) {
            return Optional.of(value);
        }
        if (value instanceof Double number) {
            return Double.isNaN(number) ? Optional.empty() : Optional.of(value);
        }
        if (value instanceof String text) {
            return isWellFormed(text) ? Optional.of(value) : Optional.empty();
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag ? 1L : 0L);
        }
        if (value instanceof Temporal || value instanceof Character) {
            return Optional.of(value.toString());
        }
        return Optional.empty();
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
