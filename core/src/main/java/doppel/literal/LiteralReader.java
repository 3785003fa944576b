package doppel.literal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Reads the literals that {@link LiteralWriter} writes from UTF-8 source text, without decoding the text first. Legal
 * Java that is not such a literal gives {@link #OTHER}: javac has to read it. Not thread-safe.
 */
public final class LiteralReader {

    /** Means that the text at this place is not one of our literals. */
    public static final Object OTHER = new Object();

    private static final char REPLACEMENT = '\ufffd';

    private static final int UUID_LENGTH = 36;
    private static final int USUAL_DATE = "2010-01-12".length();
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] BYTES = ascii("bytes(\"");
    private static final byte[] RAW_TEXT = ascii("rawText(\"");
    private static final byte[] DECIMAL = ascii("decimal(\"");
    private static final byte[] DATE = ascii("date(\"");
    private static final byte[] TIME = ascii("time(\"");
    private static final byte[] TIMESTAMP = ascii("timestamp(\"");
    private static final byte[] INSTANT = ascii("instant(\"");
    private static final byte[] UUID_TEXT = ascii("uuid(\"");
    private static final byte[] DOUBLE = ascii("Double.");
    private static final byte[] FLOAT = ascii("Float.");

    private final NumberReader numbers = new NumberReader();
    private byte[] source = {};
    private int at;
    private int end;

    /** Continues with this piece of an array. */
    public void reset(byte[] utf8, int from, int to) {
        source = utf8;
        at = from;
        end = to;
    }

    /** The current position. */
    public int position() {
        return at;
    }

    /** Whether the byte comes next. */
    public boolean nextIs(char ascii) {
        return at < end && source[at] == ascii;
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

    /** Takes the text if it comes next; it nearly always does. */
    public boolean skipExpected(byte[] ascii) {
        boolean next = end - at >= ascii.length && Arrays.equals(source, at, at + ascii.length, ascii, 0, ascii.length);
        at += next ? ascii.length : 0;
        return next;
    }

    /** Whether the text comes next. */
    public boolean comesNext(byte[] ascii) {
        if (end - at < ascii.length) {
            return false;
        }
        for (int i = 0; i < ascii.length; i++) { // most differ at once: faster than Arrays.equals
            if (source[at + i] != ascii[i]) {
                return false;
            }
        }
        return true;
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
     * @return the value as javac would pass it (an {@code Integer} for an int literal, unless the type is a
     *     {@code long}); or {@link #OTHER} if the text is not such a literal, or javac would not pass it to such a
     *     parameter
     */
    public Object read(JavaType type) {
        Object value = literal(type);
        if (value == OTHER) {
            return OTHER;
        }
        if (type == JavaType.DOUBLE && value instanceof Float number) {
            return (double) number;
        }
        return type.accepts(value) ? value : OTHER;
    }

    private Object literal(JavaType type) {
        if (at >= end) {
            return OTHER;
        }
        byte first = source[at];
        if (first == '"') {
            return string();
        }
        if (first == '-' || first >= '0' && first <= '9') {
            Object number = numbers.read(source, at, end, type);
            at = numbers.position();
            return number;
        }
        return first >= 'a' ? named(first) : constant();
    }

    private Object named(byte first) {
        switch (first) {
            case 'n':
                return word(NULL) ? null : OTHER;
            case 'f':
                return word(FALSE) ? false : OTHER;
            case 't':
                if (skip(TIMESTAMP)) {
                    return argument(TemporalText::timestamp);
                }
                if (skip(TIME)) {
                    return argument(TemporalText::time);
                }
                return word(TRUE) ? true : OTHER;
            case 'd':
                if (skip(DECIMAL)) {
                    return argument(DecimalText::read);
                }
                return skip(DATE) ? date() : OTHER;
            case 'i':
                return skip(INSTANT) ? argument(TemporalText::instant) : OTHER;
            case 'u':
                return skip(UUID_TEXT) ? argument(LiteralReader::uuid) : OTHER;
            case 'b':
                return skip(BYTES) ? argument(LiteralReader::bytes) : OTHER;
            case 'r':
                Object bytes = skip(RAW_TEXT) ? argument(LiteralReader::bytes) : OTHER;
                return bytes == OTHER ? OTHER : new RawText((byte[]) bytes);
            default:
                return OTHER;
        }
    }

    private boolean word(byte[] word) {
        return skip(word) && (at == end || !isIdentifier(source[at]));
    }

    private Object constant() {
        boolean single = skip(FLOAT);
        String name = single || skip(DOUBLE) ? identifier() : null;
        if (name == null) {
            return OTHER;
        }
        return switch (name) {
            case "POSITIVE_INFINITY" -> single ? (Object) Float.POSITIVE_INFINITY : (Object) Double.POSITIVE_INFINITY;
            case "NEGATIVE_INFINITY" -> single ? (Object) Float.NEGATIVE_INFINITY : (Object) Double.NEGATIVE_INFINITY;
            case "NaN" -> single ? (Object) Float.NaN : (Object) Double.NaN;
            default -> OTHER;
        };
    }

    /** Reads the rest of a call whose argument is a day: nearly all have four digits for the year. */
    private Object date() {
        int dateEnd = at + USUAL_DATE;
        if (end - dateEnd >= 2 && source[dateEnd] == '"' && source[dateEnd + 1] == ')') {
            Object date = TemporalText.date(source, at, dateEnd);
            if (date != null) {
                at = dateEnd + 2;
                return date;
            }
        }
        return argument(TemporalText::date);
    }

    /** Makes a value of a piece of ASCII text, or null. */
    private interface Argument {

        Object read(byte[] text, int from, int to);
    }

    /** Reads the rest of a call whose one argument is a text without escapes. */
    private Object argument(Argument argument) {
        int start = at;
        while (at < end && source[at] != '"' && source[at] != '\\' && source[at] >= ' ') {
            at++;
        }
        int argumentEnd = at;
        if (!skip('"') || !skip(')')) {
            return OTHER;
        }
        Object value = argument.read(source, start, argumentEnd);
        return value == null ? OTHER : value;
    }

    private static byte[] bytes(byte[] text, int from, int to) {
        if ((to - from) % 2 != 0) {
            return null;
        }
        byte[] bytes = new byte[(to - from) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = digit(text[from + 2 * i]);
            int low = digit(text[from + 2 * i + 1]);
            if (high < 0 || low < 0) {
                return null;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    private static UUID uuid(byte[] text, int from, int to) {
        if (to - from != UUID_LENGTH) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte b = text[from + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (b != '-') {
                    return null;
                }
                continue;
            }
            int digit = digit(b);
            if (digit < 0) {
                return null;
            }
            if (i < 18) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return new UUID(high, low);
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

    /**
     * The text from there to here, or null if it is not UTF-8: the writer escapes U+FFFD, so an unescaped one comes
     * from the decoder.
     */
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
        // Java processes these before it looks for literals: a quote would end one, a digit would continue an octal
        // escape
        return c == '"' || c == '\\' || c == '\n' || c == '\r' || c >= '0' && c <= '7' ? -1 : c;
    }

    private static int digit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        return b >= 'a' && b <= 'f' ? b - 'a' + 10 : b >= 'A' && b <= 'F' ? b - 'A' + 10 : -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether identifiers may contain it. */
    static boolean isIdentifier(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '$';
    }
}
