package doppel.dialect.mysql.value;

import doppel.literal.DecimalText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes values into columns of numbers. The server refuses values out of range; digits that a column would round away
 * are refused here, since the server does not report them.
 */
final class MysqlNumbers {

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    /** More characters than any number of this engine has. */
    private static final int LONGEST_TEXT = 1_000;

    private MysqlNumbers() {}

    /** A whole number. */
    static Object integer(Object value, MysqlType type) {
        if (value instanceof Long) {
            return value.toString();
        }
        BigInteger whole = whole(value);
        return whole == null ? null : whole.toString();
    }

    /** A year, with four digits: fewer would mean another century. */
    static Object year(Object value, MysqlType type) {
        BigInteger whole = whole(value);
        return whole == null || whole.signum() < 0 || whole.bitLength() > 16
                ? null
                : String.format(Locale.ROOT, "%04d", whole.intValue());
    }

    /** Bits, the highest first. */
    static Object bits(Object value, MysqlType type) {
        BigInteger whole = whole(value);
        if (whole == null || whole.signum() < 0 || whole.bitLength() > type.length()) {
            return null;
        }
        byte[] bytes = whole.toByteArray();
        byte[] field = new byte[(type.length() + 7) / 8];
        int length = Math.min(bytes.length, field.length); // a leading zero byte only means that the number is positive
        System.arraycopy(bytes, bytes.length - length, field, field.length - length, length);
        return field;
    }

    /** A number of single precision: the text of the same double, which rounding cannot turn into another float. */
    static Object singlePrecision(Object value, MysqlType type) {
        Double number = number(value);
        if (number == null || number.floatValue() != number || !Double.isFinite(number.floatValue())) {
            return null;
        }
        BigDecimal shortest = new BigDecimal(Float.toString(number.floatValue()));
        return fits(shortest, type) ? number.toString() : null;
    }

    /** A number of double precision. */
    static Object doublePrecision(Object value, MysqlType type) {
        Double number = number(value);
        return number == null || !fits(new BigDecimal(number.toString()), type) ? null : number.toString();
    }

    /** A decimal number. */
    static Object decimal(Object value, MysqlType type) {
        BigDecimal exact = exact(value);
        int scale = Math.max(0, type.scale());
        if (exact == null || !DecimalText.isWithinLimits(exact) || significantScale(exact) > scale) {
            return null;
        }
        return exact.setScale(Math.min(exact.scale(), scale), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private static boolean fits(BigDecimal number, MysqlType type) {
        return type.scale() < 0 || significantScale(number) <= type.scale();
    }

    private static int significantScale(BigDecimal number) {
        return number.signum() == 0 ? 0 : number.stripTrailingZeros().scale();
    }

    private static BigInteger whole(Object value) {
        BigDecimal exact = value instanceof String text && text.indexOf('.') >= 0 ? null : exact(value);
        boolean integral = exact != null && DecimalText.isWithinLimits(exact) && significantScale(exact) <= 0;
        return integral ? exact.toBigInteger() : null;
    }

    /** The double that is exactly this value, or its shortest text. */
    private static Double number(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        if (value instanceof Float number) {
            return Float.isFinite(number) ? number.doubleValue() : null;
        }
        BigDecimal exact = exact(value);
        if (exact == null) {
            return null;
        }
        double number = exact.doubleValue();
        boolean same = Double.isFinite(number) && new BigDecimal(Double.toString(number)).compareTo(exact) == 0
                || Double.isFinite(number) && new BigDecimal(number).compareTo(exact) == 0;
        return same ? number : null;
    }

    private static BigDecimal exact(Object value) {
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Double || value instanceof Float) {
            String text = value.toString();
            return Character.isLetter(text.charAt(text.length() - 1)) ? null : new BigDecimal(text);
        }
        if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        boolean number = value instanceof String text
                && text.length() < LONGEST_TEXT
                && DECIMAL.matcher(text).matches();
        return number ? new BigDecimal((String) value) : null;
    }
}
