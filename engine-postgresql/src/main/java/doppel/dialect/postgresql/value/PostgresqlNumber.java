package doppel.dialect.postgresql.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What number a value means, whatever it is. Stateless. */
final class PostgresqlNumber {

    /** What is no number, as the server writes it. */
    static final Pattern SPECIAL = Pattern.compile("NaN|-?Infinity");

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?");

    private PostgresqlNumber() {}

    /** What is no number, as its text: a double, or the text that the server itself writes. */
    static String special(Object value) {
        if (value instanceof Double || value instanceof Float || value instanceof String) {
            String text = value.toString();
            return SPECIAL.matcher(text).matches() ? text : null;
        }
        return null;
    }

    /** The number that a value is, or null. */
    static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        boolean isNumber = value instanceof Double
                || value instanceof Float
                || value instanceof String text && NUMBER.matcher(text).matches();
        return isNumber && !SPECIAL.matcher(value.toString()).matches() ? new BigDecimal(value.toString()) : null;
    }
}
