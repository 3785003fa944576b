package doppel.dialect.sqlite;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a column's declared type does to values that are inserted (sqlite.org/datatype3.html, section 3). Whatever was inserted
 * the usual way is as its column wants it, and stays as it is when it is inserted again; a schema that somebody wrote into {@code
 * sqlite_master} by hand can hold values that do not.
 */
enum SqliteAffinity {
    /** Whole numbers. */
    INTEGER,
    /** Numbers, whole ones as such. */
    NUMERIC,
    /** Floating-point numbers. */
    REAL,
    /** Text. */
    TEXT,
    /** Nothing: everything is stored as it is. */
    BLOB;

    /** Text that SQLite takes for a number. */
    private static final Pattern NUMBER = Pattern.compile(
            "[ \\t\\n\\x0b\\f\\r]*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?[ \\t\\n\\x0b\\f\\r]*");

    private static final double TWO_TO_63 = 0x1p63;

    /** The affinity that a declared type gives. */
    static SqliteAffinity of(String declaredType) {
        String type = declaredType.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return INTEGER;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return TEXT;
        }
        if (type.contains("BLOB") || type.isEmpty()) {
            return BLOB;
        }
        return type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") ? REAL : NUMERIC;
    }

    /** Whether a value that is inserted into such a column stays what it is. */
    boolean keeps(Object value) {
        return switch (this) {
            case INTEGER, NUMERIC -> !(value instanceof Double number && isWhole(number)) && !isNumber(value);
            case REAL -> !(value instanceof Double number && isNegativeZero(number)) && !isNumber(value);
            case TEXT -> !(value instanceof Long) && !(value instanceof Double);
            case BLOB -> true;
        };
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) < TWO_TO_63;
    }

    private static boolean isNegativeZero(double number) {
        return number == 0 && Double.doubleToRawLongBits(number) != 0;
    }

    private static boolean isNumber(Object value) {
        if (!(value instanceof String text) || text.isEmpty()) {
            return false;
        }
        char first = text.charAt(0);
        return first < 'A' && NUMBER.matcher(text).matches();
    }
}
