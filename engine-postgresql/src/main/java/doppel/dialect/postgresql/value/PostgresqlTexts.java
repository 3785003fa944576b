package doppel.dialect.postgresql.value;

import doppel.literal.DecimalText;
import doppel.literal.JavaText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives the texts of everything that is neither a number nor a time. */
final class PostgresqlTexts {

    /** What the server writes for a byte that is not ASCII in the type {@code "char"}. */
    private static final Pattern OCTAL = Pattern.compile("\\\\[0-3][0-7]{2}");

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** The server cuts longer names without a word. */
    private static final int LONGEST_NAME = 63;

    private PostgresqlTexts() {}

    /** Text of any length; numbers in digits, times in ISO's form. */
    static String text(Object value, List<Integer> modifiers) {
        if (value instanceof String text) {
            return isStorable(text) ? text : null;
        }
        if (value instanceof BigDecimal number) {
            return DecimalText.digits(number);
        }
        boolean plain = value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Boolean
                || value instanceof UUID;
        return plain ? value.toString() : PostgresqlTimes.isoText(value);
    }

    /** No longer than the column: the server cuts spaces at the end without a word. */
    static String varying(Object value, List<Integer> modifiers) {
        String text = text(value, modifiers);
        boolean tooLong = text != null
                && !modifiers.isEmpty()
                && text.length() > modifiers.get(0)
                && text.codePointCount(0, text.length()) > modifiers.get(0);
        return tooLong ? null : text;
    }

    /** Spaces at the end mean nothing here. */
    static String padded(Object value, List<Integer> modifiers) {
        return text(value, modifiers);
    }

    static String singleByte(Object value, List<Integer> modifiers) {
        String text = text(value, modifiers);
        boolean fits = text != null
                && (text.isEmpty()
                        || text.length() == 1 && text.charAt(0) < 0x80
                        || OCTAL.matcher(text).matches());
        return fits ? text : null;
    }

    static String name(Object value, List<Integer> modifiers) {
        String text = text(value, modifiers);
        return text == null || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME ? null : text;
    }

    static String uuid(Object value, List<Integer> modifiers) {
        if (value instanceof byte[] bytes && bytes.length == 16) {
            return HexFormat.of().formatHex(bytes);
        }
        boolean fits = value instanceof UUID
                || value instanceof String text && UUID_TEXT.matcher(text).matches();
        return fits ? value.toString() : null;
    }

    static String bytes(Object value, List<Integer> modifiers) {
        return value instanceof byte[] bytes ? "\\x" + HexFormat.of().formatHex(bytes) : null;
    }

    /** Whether it is Unicode, and without the one character that the server's texts cannot have. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && JavaText.isWellFormed(text);
    }
}
