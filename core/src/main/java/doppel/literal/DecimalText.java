package doppel.literal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * The text of a decimal number that keeps its scale: plain digits, {@code 1.50}, if that is possible and not very long,
 * otherwise all its digits and an exponent: {@code 15E3} has a scale of -3. Stateless.
 */
public final class DecimalText {

    /** A number with more digits after the point is written with an exponent. */
    private static final int LARGEST_PLAIN_SCALE = 1_000;

    private static final int MOST_DIGITS_BEFORE_POINT = 131_072;
    private static final int MOST_DIGITS_BEHIND_POINT = 16_383;
    /** As many digits fit into a long, whatever they are. */
    private static final int DIGITS_OF_LONG = 18;

    private DecimalText() {}

    /** Whether the number has a text: Java cannot read one of the very smallest scale. */
    public static boolean hasText(BigDecimal number) {
        return number.scale() != Integer.MIN_VALUE;
    }

    /**
     * Whether the number has no more digits than some engine can hold: PostgreSQL's limits. The digits of other numbers
     * must not be written out, since those of {@code 1E2147483647} would fill the memory.
     */
    public static boolean isWithinLimits(BigDecimal number) {
        return (long) number.precision() - number.scale() <= MOST_DIGITS_BEFORE_POINT
                && number.scale() <= MOST_DIGITS_BEHIND_POINT;
    }

    /**
     * The text of a number that {@link #hasText}; {@link BigDecimal#BigDecimal(String)} makes an equal number of it, of
     * the same scale.
     */
    public static String of(BigDecimal number) {
        int scale = number.scale();
        return scale >= 0 && scale <= LARGEST_PLAIN_SCALE
                ? number.toPlainString()
                : number.unscaledValue() + "E" + -scale;
    }

    /** The digits of a number that is {@link #isWithinLimits}, as people write them, and else its text. */
    public static String digits(BigDecimal number) {
        return isWithinLimits(number) ? number.toPlainString() : of(number);
    }

    /**
     * The number that this piece of ASCII text is, or null: an optional minus, digits, an optional point with digits,
     * an optional exponent.
     */
    public static BigDecimal read(byte[] text, int from, int to) {
        int at = from < to && text[from] == '-' ? from + 1 : from;
        int digits = 0;
        int scale = 0;
        long unscaled = 0;
        boolean point = false;
        for (; at < to; at++) {
            byte b = text[at];
            if (b >= '0' && b <= '9') {
                digits++;
                scale += point ? 1 : 0;
                unscaled = digits <= DIGITS_OF_LONG ? unscaled * 10 + b - '0' : 0;
            } else if (b == '.' && !point && digits > 0) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0 || point && scale == 0) {
            return null;
        }
        if (at == to && digits <= DIGITS_OF_LONG) {
            return BigDecimal.valueOf(text[from] == '-' ? -unscaled : unscaled, scale);
        }
        if (at < to && !isExponent(text, at, to)) {
            return null;
        }
        try {
            return new BigDecimal(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            return null; // the exponent is out of range
        }
    }

    private static boolean isExponent(byte[] text, int from, int to) {
        int at = from + 1 < to && text[from + 1] == '-' ? from + 2 : from + 1;
        if (text[from] != 'E' || at == to) {
            return false;
        }
        for (; at < to; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return false;
            }
        }
        return true;
    }
}
