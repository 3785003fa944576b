package doppel.dialect.postgresql.value;

import doppel.literal.DecimalText;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** Gives the texts of numbers and truth values, from whatever means exactly that number. */
final class PostgresqlNumbers {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?");
    private static final Pattern SPECIAL = Pattern.compile("NaN|-?Infinity");

    private PostgresqlNumbers() {}

    static String integer(Object value, long least, long greatest) {
        if (value instanceof Long number) {
            return number >= least && number <= greatest ? number.toString() : null;
        }
        BigDecimal exact = decimal(value);
        if (exact == null
                || !DecimalText.isWithinLimits(exact)
                || exact.stripTrailingZeros().scale() > 0) {
            return null;
        }
        boolean inRange =
                exact.compareTo(BigDecimal.valueOf(least)) >= 0 && exact.compareTo(BigDecimal.valueOf(greatest)) <= 0;
        return inRange ? exact.toBigInteger().toString() : null;
    }

    static String numeric(Object value, List<Integer> modifiers) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        BigDecimal exact = decimal(value);
        if (exact == null || !DecimalText.isWithinLimits(exact)) {
            return null;
        }
        if (!modifiers.isEmpty()) { // the server would round without a word
            int scale = modifiers.size() > 1 ? modifiers.get(1) : 0;
            if (exact.scale() > scale
                    && exact.signum() != 0
                    && exact.stripTrailingZeros().scale() > scale) {
                return null;
            }
        }
        return exact.toPlainString();
    }

    static String doublePrecision(Object value, List<Integer> modifiers) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        if (value instanceof Double || value instanceof Float) {
            return Double.toString(((Number) value).doubleValue());
        }
        BigDecimal exact = decimal(value);
        if (exact == null) {
            return null;
        }
        String text = Double.toString(exact.doubleValue());
        return SPECIAL.matcher(text).matches() || new BigDecimal(text).compareTo(exact) != 0 ? null : text;
    }

    static String real(Object value, List<Integer> modifiers) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        if (value instanceof Float) {
            return value.toString();
        }
        if (value instanceof Double number) {
            float single = number.floatValue();
            return single == number ? Float.toString(single) : null;
        }
        BigDecimal exact = decimal(value);
        if (exact == null) {
            return null;
        }
        String text = Float.toString(exact.floatValue());
        return SPECIAL.matcher(text).matches() || new BigDecimal(text).compareTo(exact) != 0 ? null : text;
    }

    static String truth(Object value, List<Integer> modifiers) {
        if (value instanceof Boolean flag) {
            return flag ? "t" : "f";
        }
        if (value instanceof String text) {
            return switch (text) {
                case "t", "true", "1" -> "t";
                case "f", "false", "0" -> "f";
                default -> null;
            };
        }
        String digit = integer(value, 0, 1);
        return digit == null ? null : digit.equals("1") ? "t" : "f";
    }

    /** What is no number, as its text: a double, or the text that the server itself writes. */
    private static String special(Object value) {
        if (value instanceof Double || value instanceof Float || value instanceof String) {
            String text = value.toString();
            return SPECIAL.matcher(text).matches() ? text : null;
        }
        return null;
    }

    /** The number that a value is, or null. */
    private static BigDecimal decimal(Object value) {
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
