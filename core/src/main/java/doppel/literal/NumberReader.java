package doppel.literal;

import java.nio.charset.StandardCharsets;

/** Reads the literals of numbers, for {@link LiteralReader}. Not thread-safe. */
final class NumberReader {

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    /** The bits of a double that a float does not have. */
    private static final long BELOW_FLOAT = (1L << 29) - 1;
    /** The value of these bits for a double that lies halfway between two floats. */
    private static final long MIDDLE = 1L << 28;

    /** The most digits that a long has. */
    private static final int LONGEST = 19;

    private byte[] source = {};
    private int at;
    private int end;

    /** Where the number ends. */
    int position() {
        return at;
    }

    /**
     * Reads a number, for a parameter of this type: an int literal becomes what it converts to, or an {@code Integer}.
     *
     * @return the number, or {@link LiteralReader#OTHER}
     */
    Object read(byte[] utf8, int from, int to, JavaType type) {
        source = utf8;
        at = from;
        end = to;
        boolean negative = skip('-');
        int firstDigit = at;
        long value = 0; // kept negative, since there is one more negative number
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            value = value * 10 - (source[at++] - '0');
        }
        int digits = at - firstDigit;
        if (digits == 0) {
            return LiteralReader.OTHER;
        }
        if (at < end && (source[at] == '.' || source[at] == 'E' || source[at] == 'e')) {
            return floating(from, negative, firstDigit);
        }
        boolean octal = digits > 1 && source[firstDigit] == '0';
        boolean fits = digits < LONGEST
                || digits == LONGEST && value < 0; // a number of this length that is too large turns positive
        if (!fits || octal || !negative && value == Long.MIN_VALUE) {
            return LiteralReader.OTHER;
        }
        long signed = negative ? value : -value;
        boolean isLong = skip('L');
        if (!isLong && signed != (int) signed) {
            return LiteralReader.OTHER;
        }
        return switch (type) {
            case LONG -> signed;
            case DOUBLE -> (double) signed;
            case FLOAT -> (float) signed;
            default -> isLong ? (Object) signed : (Object) (int) signed;
        };
    }

    private Object floating(int start, boolean negative, int firstDigit) {
        long significand = 0;
        int significant = 0;
        int scale = 0;
        boolean point = false;
        for (at = firstDigit; at < end; at++) {
            byte b = source[at];
            if (b >= '0' && b <= '9') {
                if (significant > 0 || b != '0') {
                    significant++;
                }
                if (significant <= 18) {
                    significand = significand * 10 + (b - '0');
                }
                scale += point ? 1 : 0;
            } else if (b == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (!point || source[at - 1] == '.') {
            return LiteralReader.OTHER;
        }
        int exponent = 0;
        if (at < end && (source[at] == 'E' || source[at] == 'e')) {
            at++;
            boolean negativeExponent = skip('-');
            int exponentStart = at;
            while (at < end && source[at] >= '0' && source[at] <= '9' && at - exponentStart < 4) {
                exponent = exponent * 10 + source[at++] - '0';
            }
            if (at == exponentStart) {
                return LiteralReader.OTHER;
            }
            exponent = negativeExponent ? -exponent : exponent;
        }
        int digitsEnd = at;
        boolean single = skip('f');
        if (at < end && LiteralReader.isIdentifier(source[at])) {
            return LiteralReader.OTHER; // another suffix
        }
        int power = exponent - scale;
        boolean exact = significant <= 15 && power >= -22 && power <= 22;
        String text = exact ? "" : new String(source, start, digitsEnd - start, StandardCharsets.ISO_8859_1);
        double value = exact ? scaled((double) significand, power) : Math.abs(Double.parseDouble(text));
        if (single) {
            return single(negative, value, exact, significant, start, digitsEnd);
        }
        if (Double.isInfinite(value) || value == 0 && significant > 0) {
            return LiteralReader.OTHER; // javac refuses such a literal
        }
        return negative ? -value : value;
    }

    /**
     * Both numbers are exact, so one correctly rounded operation gives the nearest double (William Clinger, "How to
     * read floating point numbers accurately", 1990).
     */
    private static double scaled(double significand, int power) {
        return power < 0 ? significand / POWERS_OF_TEN[-power] : significand * POWERS_OF_TEN[power];
    }

    /** The nearest float: the one nearest to the nearest double, unless that lies exactly between two floats. */
    private Object single(boolean negative, double nearest, boolean exact, int significant, int start, int digitsEnd) {
        boolean known = exact && (Double.doubleToRawLongBits(nearest) & BELOW_FLOAT) != MIDDLE;
        float value = known
                ? (float) nearest
                : Math.abs(Float.parseFloat(new String(source, start, digitsEnd - start, StandardCharsets.ISO_8859_1)));
        if (Float.isInfinite(value) || value == 0 && significant > 0) {
            return LiteralReader.OTHER; // javac refuses such a literal
        }
        return negative ? -value : value;
    }

    private boolean skip(char ascii) {
        if (at < end && source[at] == ascii) {
            at++;
            return true;
        }
        return false;
    }
}
