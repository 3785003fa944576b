package doppel.literal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the literals that {@link LiteralWriter} writes out of UTF-8 source text, without the text's being decoded first.
 * What is legal Java but not such a literal gives {@link #OTHER}: it is for javac to read. Not thread-safe.
 */
public final class LiteralReader {

    /** Says that the text at this place is not one of our literals. */
    public static final Object OTHER = new Object();

    private static final char REPLACEMENT = '\ufffd';

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private byte[] source = {};
    private int at;
    private int end;

    /** Looks at this piece of an array from now on. */
    public void reset(byte[] utf8, int from, int to) {
        source = utf8;
        at = from;
        end = to;
    }

    /** Where it has come to. */
    public int position() {
        return at;
    }

    /** Takes the byte if it comes next. */
    public boolean skip(char ascii) {
        if (at < end && source[at] == ascii) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes the text if it comes next. */
    public boolean skip(byte[] ascii) {
        boolean next = comesNext(ascii);
        at += next ? ascii.length : 0;
        return next;
    }

    /** Whether the text comes next. */
    public boolean comesNext(byte[] ascii) {
        return end - at >= ascii.length && Arrays.equals(source, at, at + ascii.length, ascii, 0, ascii.length);
    }

    /** Whether everything has been read. */
    public boolean atEnd() {
        return at == end;
    }

    /** Takes an ASCII identifier, or null if none comes next. */
    public String identifier() {
        int start = at;
        while (at < end && isIdentifier(source[at])) {
            at++;
        }
        return at == start ? null : new String(source, start, at - start, StandardCharsets.ISO_8859_1).intern();
    }

    /**
     * Reads one literal, for a parameter of this type.
     *
     * @return the value as javac would pass it (an {@code Integer} for an int literal, unless the type is a {@code long});
     *     or {@link #OTHER} where the text is no such literal, or javac would not pass it to such a parameter
     */
    public Object read(JavaType type) {
        Object value = read(type == JavaType.LONG || type == JavaType.DOUBLE);
        if (value == OTHER) {
            return OTHER;
        }
        if (type == JavaType.DOUBLE && value instanceof Long number) {
            return (double) number;
        }
        return type.accepts(value) ? value : OTHER;
    }

    private Object read(boolean widen) {
        if (at >= end) {
            return OTHER;
        }
        byte first = source[at];
        if (first == '"') {
            return string();
        }
        if (first == '-' || first >= '0' && first <= '9') {
            return number(widen);
        }
        String name = identifier();
        if (name == null) {
            return OTHER;
        }
        switch (name) {
            case "null":
                return null;
            case "bytes":
            case "rawText":
                byte[] bytes = hexArgument();
                return bytes == null ? OTHER : name.equals("bytes") ? bytes : new RawText(bytes);
            case "Double":
                return doubleConstant();
            default:
                return OTHER;
        }
    }

    private Object doubleConstant() {
        String name = skip('.') ? identifier() : null;
        if (name == null) {
            return OTHER;
        }
        return switch (name) {
            case "POSITIVE_INFINITY" -> Double.POSITIVE_INFINITY;
            case "NEGATIVE_INFINITY" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> OTHER;
        };
    }

    private byte[] hexArgument() {
        if (!skip('(') || !skip('"')) {
            return null;
        }
        int start = at;
        while (at < end && digit(source[at]) >= 0) {
            at++;
        }
        int length = at - start;
        if (length % 2 != 0 || !skip('"') || !skip(')')) {
            return null;
        }
        byte[] bytes = new byte[length / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (digit(source[start + 2 * i]) << 4 | digit(source[start + 2 * i + 1]));
        }
        return bytes;
    }

    private Object number(boolean widen) {
        int start = at;
        boolean negative = skip('-');
        int firstDigit = at;
        long value = 0; // kept negative, since the range reaches one further down
        boolean fits = true;
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            int digit = source[at++] - '0';
            fits &= value > -922_337_203_685_477_580L || value == -922_337_203_685_477_580L && digit <= 8;
            value = value * 10 - digit;
        }
        int digits = at - firstDigit;
        if (digits == 0) {
            return OTHER;
        }
        if (at < end && (source[at] == '.' || source[at] == 'E' || source[at] == 'e')) {
            return floating(start, negative, firstDigit);
        }
        boolean octal = digits > 1 && source[firstDigit] == '0';
        if (!fits || octal || !negative && value == Long.MIN_VALUE) {
            return OTHER;
        }
        long signed = negative ? value : -value;
        if (skip('L')) {
            return signed;
        }
        if (signed != (int) signed) {
            return OTHER;
        }
        return widen ? (Object) signed : (Object) (int) signed;
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
            return OTHER;
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
                return OTHER;
            }
            exponent = negativeExponent ? -exponent : exponent;
        }
        if (at < end && isIdentifier(source[at])) {
            return OTHER; // a suffix such as f
        }
        int power = exponent - scale;
        double value;
        if (significant <= 15 && power >= -22 && power <= 22) {
            // both are exact, so one correctly rounded operation gives the nearest double
            // (William Clinger, "How to read floating point numbers accurately", 1990)
            double exact = significand;
            value = power < 0 ? exact / POWERS_OF_TEN[-power] : exact * POWERS_OF_TEN[power];
        } else {
            value = Math.abs(Double.parseDouble(new String(source, start, at - start, StandardCharsets.ISO_8859_1)));
            if (Double.isInfinite(value) || value == 0 && significant > 0) {
                return OTHER; // javac refuses such a literal
            }
        }
        return negative ? -value : value;
    }

    private Object string() {
        int start = ++at;
        for (; at < end; at++) {
            byte b = source[at];
            if (b == '"') {
                String text = plain(start);
                at++;
                return text == null ? OTHER : text;
            }
            if (b == '\\') {
                return escapedString(start);
            }
            if (b == '\n' || b == '\r') {
                return OTHER; // a string ends on its line
            }
        }
        return OTHER;
    }

    /** The text from there to here, or null where it is not UTF-8: the writer escapes U+FFFD, so this one is Java's. */
    private String plain(int from) {
        String text = new String(source, from, at - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : null;
    }

    private Object escapedString(int start) {
        StringBuilder text = new StringBuilder();
        int plain = start;
        while (at < end) {
            byte b = source[at];
            if (b == '\n' || b == '\r') {
                return OTHER;
            }
            if (b != '"' && b != '\\') {
                at++;
                continue;
            }
            String piece = plain(plain);
            at++;
            if (piece == null) {
                return OTHER;
            }
            text.append(piece);
            if (b == '"') {
                return text.toString();
            }
            int c = escape();
            if (c < 0) {
                return OTHER;
            }
            text.append((char) c);
            plain = at;
        }
        return OTHER;
    }

    /** The character of an escape whose backslash has been read, or -1. */
    private int escape() {
        if (at >= end) {
            return -1;
        }
        byte letter = source[at++];
        switch (letter) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"':
            case '\\':
            case '\'':
                return letter;
            case '0':
                return at < end && source[at] >= '0' && source[at] <= '7' ? -1 : 0;
            case '1':
                return skip('3') && skip('4') ? '\\' : -1;
            case 'u':
                return unicodeEscape();
            default:
                return -1;
        }
    }

    private int unicodeEscape() {
        if (end - at < 4) {
            return -1;
        }
        int c = 0;
        for (int i = 0; i < 4; i++) {
            int digit = digit(source[at++]);
            if (digit < 0) {
                return -1;
            }
            c = c << 4 | digit;
        }
        // Java processes these before it looks for literals: a quote would end one, a digit go on with an octal escape
        return c == '"' || c == '\\' || c == '\n' || c == '\r' || c >= '0' && c <= '7' ? -1 : c;
    }

    private static int digit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        return b >= 'a' && b <= 'f' ? b - 'a' + 10 : b >= 'A' && b <= 'F' ? b - 'A' + 10 : -1;
    }

    private static boolean isIdentifier(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '$';
    }
}
