package doppel.literal;

import java.util.HexFormat;

/**
 * Escapes text for Java source, in literals and in comments; no other code does. Printable characters of all scripts
 * stay as they are. Characters that are invisible, change the direction of text, or cannot be encoded in UTF-8 are
 * escaped. The choice does not depend on the JDK's version of Unicode.
 */
public final class JavaText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private JavaText() {}

    /** Appends a string literal, quotes included. */
    public static void literal(String text, SourceBuffer out) {
        int size = text.length();
        byte[] bytes = out.reserve(6 * size + 2);
        int at = out.length();
        bytes[at++] = '"';
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i > 0 && Character.isHighSurrogate(text.charAt(i - 1))) {
                at = backslashAfterSurrogate(bytes, at);
            } else if (c >= ' ' && c < 0x7f) {
                if (c == '"' || c == '\\') {
                    bytes[at++] = '\\';
                }
                bytes[at++] = (byte) c;
            } else if (c < ' ') {
                at = control(c, i + 1 < size ? text.charAt(i + 1) : ' ', bytes, at);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < size
                    && Character.isLowSurrogate(text.charAt(i + 1))
                    && visible(Character.toCodePoint(c, text.charAt(i + 1)))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                bytes[at++] = (byte) (0xf0 | point >> 18);
                bytes[at++] = (byte) (0x80 | point >> 12 & 0x3f);
                bytes[at++] = (byte) (0x80 | point >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | point & 0x3f);
            } else if (!visible(c)) {
                at = unicode(c, bytes, at);
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xc0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3f);
            } else {
                bytes[at++] = (byte) (0xe0 | c >> 12);
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | c & 0x3f);
            }
        }
        bytes[at++] = '"';
        out.filledTo(at);
    }

    /**
     * Appends a string literal if the text is of printable ASCII characters that need no escape; otherwise appends
     * nothing.
     */
    static boolean plainLiteral(byte[] ascii, int from, int to, SourceBuffer out) {
        for (int i = from; i < to; i++) {
            byte b = ascii[i];
            if (b < ' ' || b == '"' || b == '\\' || b == 0x7f) {
                return false;
            }
        }
        byte[] bytes = out.reserve(to - from + 2);
        int at = out.length();
        bytes[at] = '"';
        System.arraycopy(ascii, from, bytes, at + 1, to - from);
        bytes[at + 1 + to - from] = '"';
        out.filledTo(at + 2 + to - from);
        return true;
    }

    /** The string literal of a text. */
    public static String literal(String text) {
        SourceBuffer out = new SourceBuffer();
        literal(text, out);
        return out.toString();
    }

    /**
     * A text that is safe in any comment: it is one line, and cannot end the comment or begin an escape or a tag. Not
     * reversible; long text is cut off.
     */
    public static String comment(String text) {
        return comment(text, "\\@*/{}<>&");
    }

    /** The same for a comment that begins with two slashes, which only an escape or the end of the line could end. */
    public static String lineComment(String text) {
        return comment(text, "\\");
    }

    private static String comment(String text, String special) {
        StringBuilder out = new StringBuilder();
        int[] points = text.codePoints().limit(201).toArray();
        for (int i = 0; i < Math.min(200, points.length); i++) {
            int point = points[i];
            if (point < ' ' || !visible(point) || special.indexOf(point) >= 0) {
                out.append("[")
                        .append(HexFormat.of().toHexDigits(point, point > 0xffff ? 6 : 4))
                        .append("]");
            } else {
                out.appendCodePoint(point);
            }
        }
        return points.length > 200 ? out.append("...").toString() : out.toString();
    }

    /** Whether a person can see the character, and UTF-8 can hold it. */
    public static boolean visible(int point) {
        if (point < 0x7f) {
            return point >= ' ';
        }
        if (point < 0x0600) {
            return point > 0xa0 && point != 0xad;
        }
        if (point >= 0x2000 && point < 0x2070) {
            return !(point <= 0x200f || point >= 0x2028 && point <= 0x202f || point >= 0x205f);
        }
        if (point >= 0xd800) {
            return !(point < 0xf900 // surrogates and private use
                    || point >= 0xfe00 && point < 0xfe10
                    || point == 0xfeff
                    || point >= 0xfff0 && point < 0x10000
                    || (point & 0xfffe) == 0xfffe
                    || point >= 0x1d173 && point < 0x1d17b
                    || point >= 0x1bca0 && point < 0x1bca4
                    || point >= 0xe0000);
        }
        return !(point < 0x0606
                || point == 0x061c
                || point == 0x06dd
                || point == 0x070f
                || point == 0x08e2
                || point == 0x115f
                || point == 0x1160
                || point == 0x1680
                || point >= 0x180b && point <= 0x180f
                || point == 0x3000
                || point == 0x3164);
    }

    private static int control(char c, char next, byte[] bytes, int start) {
        int at = start;
        int letter = "\b\t\n\f\r".indexOf(c);
        if (letter >= 0) {
            bytes[at++] = '\\';
            bytes[at++] = (byte) "btnfr".charAt(letter);
        } else if (c == 0 && (next < '0' || next > '7')) {
            bytes[at++] = '\\';
            bytes[at++] = '0';
        } else {
            at = unicode(c, bytes, at);
        }
        return at;
    }

    /**
     * The escape is octal because of javac: looking for the other half of a surrogate, it forgets that a backslash may
     * itself be escaped, and takes the second of two backslashes after a lone surrogate for the start of an escape (JDK
     * 17 and 25).
     */
    private static int backslashAfterSurrogate(byte[] bytes, int start) {
        int at = start;
        bytes[at++] = '\\';
        bytes[at++] = '1';
        bytes[at++] = '3';
        bytes[at++] = '4';
        return at;
    }

    private static int unicode(char c, byte[] bytes, int start) {
        int at = start;
        bytes[at++] = '\\';
        bytes[at++] = 'u';
        bytes[at++] = HEX[c >> 12];
        bytes[at++] = HEX[c >> 8 & 15];
        bytes[at++] = HEX[c >> 4 & 15];
        bytes[at++] = HEX[c & 15];
        return at;
    }

    /** Whether the text is Unicode: no half of a surrogate pair stands alone. */
    public static boolean isWellFormed(String text) {
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
