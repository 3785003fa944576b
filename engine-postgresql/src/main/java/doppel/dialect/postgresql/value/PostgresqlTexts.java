package doppel.dialect.postgresql.value;

import doppel.literal.DecimalText;
import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.literal.LargeValue;
import doppel.literal.ValueTaker;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Texts: {@code text}, {@code varchar}, {@code char}, {@code "char"}, {@code name}; and everything that is given as
 * its text, since no type of Java's holds it: enums, json, arrays, ranges, inet, ….
 */
final class PostgresqlTexts {

    private static final int JSONB_VERSION = 1;

    static final List<PostgresqlType> TYPES = List.of(
            type("text", PostgresqlTexts::text, PostgresqlTexts::put),
            type("character varying", PostgresqlTexts::varying, PostgresqlTexts::putVarying),
            type("character", PostgresqlTexts::padded, PostgresqlTexts::put),
            PostgresqlType.of(
                    "\"char\"", JavaType.STRING, PostgresqlTexts::read, PostgresqlTexts::singleByte, null, null),
            type("name", PostgresqlTexts::name, PostgresqlTexts::putName));

    /** A type that has only a text. */
    static final PostgresqlType OTHER = other(null, null);

    /** Those of the other types that are sent as text in binary, too. */
    static final PostgresqlType LIKE_TEXT = other(PostgresqlTexts::put, PostgresqlPlainBytes.TEXT);

    /** Text after a byte that says which form it has. */
    static final PostgresqlType JSONB = other(PostgresqlTexts::putJsonb, new PostgresqlPlainBytes(true, JSONB_VERSION));

    /** What the server writes for a byte that is not ASCII in the type {@code "char"}. */
    private static final Pattern OCTAL = Pattern.compile("\\\\[0-3][0-7]{2}");

    /** The server cuts longer names without a word. */
    private static final int LONGEST_NAME = 63;

    private PostgresqlTexts() {}

    private static PostgresqlType type(String name, PostgresqlType.Writer writer, PostgresqlType.BinaryWriter binary) {
        return PostgresqlType.of(
                name, JavaType.STRING, PostgresqlTexts::read, writer, binary, PostgresqlPlainBytes.TEXT);
    }

    private static PostgresqlType other(PostgresqlType.BinaryWriter binary, PostgresqlType.BinaryReader binaryReader) {
        return new PostgresqlType(
                "",
                false,
                JavaType.STRING,
                JavaType.STRING,
                PostgresqlTexts::read,
                PostgresqlTexts::text,
                binary,
                binaryReader);
    }

    /** Text; a database of the encoding SQL_ASCII does not look whether it is valid. */
    static void read(byte[] bytes, int from, int to, ValueTaker into) {
        into.text(bytes, from, to);
    }

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
        return plain ? value.toString() : PostgresqlCalendar.isoText(value);
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

    /** Whether it is Unicode, and without the one character that the server's texts cannot have. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && JavaText.isWellFormed(text);
    }

    static boolean put(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof String text ? to.putSizedText(text) : isLargeText(value, to::putSized);
    }

    /** Does something with a text that is in its file; false for any other value. */
    private static boolean isLargeText(Object value, Predicate<LargeValue> put) {
        return value instanceof LargeValue large && large.kind() == LargeValue.Kind.TEXT && put.test(large);
    }

    static boolean putVarying(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (modifiers.isEmpty()) {
            return put(value, modifiers, to);
        }
        return value instanceof String text && text.length() <= modifiers.get(0) && to.putSizedText(text);
    }

    static boolean putName(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof String text && 3 * text.length() <= LONGEST_NAME && to.putSizedText(text);
    }

    /** The text after a byte that says which form it has. */
    static boolean putJsonb(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof String text
                ? to.putSizedText(JSONB_VERSION, text)
                : isLargeText(value, large -> to.putSized(JSONB_VERSION, large));
    }
}
