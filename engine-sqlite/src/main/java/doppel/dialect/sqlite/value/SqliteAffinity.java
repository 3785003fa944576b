package doppel.dialect.sqlite.value;

import java.util.Locale;

/**
 * The effect of a column's declared type on inserted values (sqlite.org/datatype3.html, section 3). Values that were
 * inserted normally already have the form of their column, and stay the same when they are inserted again. If
 * {@code sqlite_master} was edited by hand, there can be values that do not.
 */
public enum SqliteAffinity {
    /** Whole numbers. */
    INTEGER,
    /** Numbers; whole numbers stay whole. */
    NUMERIC,
    /** Floating-point numbers. */
    REAL,
    /** Text. */
    TEXT,
    /** None: everything is stored unchanged. */
    BLOB;

    private static final double TWO_TO_63 = 0x1p63;

    /** The affinity that a declared type gives. */
    public static SqliteAffinity of(String declaredType) {
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

    /** Whether a whole number stays the same when it is inserted into such a column. */
    public boolean keepsWhole() {
        return this != TEXT;
    }

    /** Whether a floating-point number stays the same when it is inserted into such a column. */
    public boolean keeps(double number) {
        return switch (this) {
            case INTEGER, NUMERIC -> number != Math.rint(number) || Math.abs(number) >= TWO_TO_63;
            case REAL -> number != 0 || Double.doubleToRawLongBits(number) == 0;
            case TEXT -> false;
            case BLOB -> true;
        };
    }

    /** Whether text, of these bytes in UTF-8, stays the same when it is inserted into such a column. */
    public boolean keeps(byte[] utf8, int from, int to) {
        return keepsText() || !isNumber(utf8, from, to);
    }

    /** Whether every text stays the same when it is inserted into such a column. */
    public boolean keepsText() {
        return this == TEXT || this == BLOB;
    }

    /**
     * Whether SQLite considers text a number: digits with a point among, before or after them, an exponent, spaces at
     * both ends.
     */
    private static boolean isNumber(byte[] text, int from, int to) {
        int at = afterBlanks(text, from, to);
        at = afterSign(text, at, to);
        int digits = afterDigits(text, at, to);
        int count = digits - at;
        at = digits;
        if (at < to && text[at] == '.') {
            digits = afterDigits(text, at + 1, to);
            count += digits - at - 1;
            at = digits;
        }
        if (count == 0) {
            return false;
        }
        if (at < to && (text[at] == 'e' || text[at] == 'E')) {
            int exponent = afterSign(text, at + 1, to);
            at = afterDigits(text, exponent, to);
            if (at == exponent) {
                return false;
            }
        }
        return afterBlanks(text, at, to) == to;
    }

    private static int afterBlanks(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] >= '\t' && text[at] <= '\r')) {
            at++;
        }
        return at;
    }

    private static int afterSign(byte[] text, int from, int to) {
        return from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    }

    private static int afterDigits(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }
}
