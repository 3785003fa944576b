package doppel.dialect.mysql.value;

import doppel.literal.DecimalText;
import doppel.literal.JavaText;
import doppel.literal.RawText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes values into columns of text and bytes. The server refuses values that are too long. If it would silently cut
 * off spaces, the value is refused here.
 */
final class MysqlTexts {

    private MysqlTexts() {}

    /** Text, or the text of a number, a truth value or a time. */
    static Object text(Object value, MysqlType type) {
        if (value instanceof RawText) {
            return type.kind() == MysqlKind.TEXT ? value : null;
        }
        String text = textOf(value);
        if (text == null || !JavaText.isWellFormed(text)) {
            return null;
        }
        return text.endsWith(" ") && losesSpaces(text, type) ? null : text;
    }

    /** A {@code CHAR} does not keep trailing spaces: text padded with them equals the text without them. */
    private static boolean losesSpaces(String text, MysqlType type) {
        int length = text.codePointCount(0, text.length());
        return switch (type.name()) {
            case "char" -> length != type.length();
            case "varchar" -> length > type.length();
            default -> false;
        };
    }

    private static String textOf(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal number) {
            return DecimalText.digits(number);
        }
        if (value instanceof LocalDateTime moment) {
            return MysqlTimes.text(moment);
        }
        if (value instanceof Instant moment) {
            return MysqlTimes.text(LocalDateTime.ofInstant(moment, ZoneOffset.UTC)) + "Z";
        }
        boolean hasText = value instanceof Number
                || value instanceof Boolean
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof UUID;
        return hasText ? value.toString() : null;
    }

    /** A label; the number 0 for the error value. The server could take any other text for the number of a label. */
    static Object label(Object value, MysqlType type) {
        if (value instanceof Long number && number == 0) {
            return MysqlValue.ENUM_ERROR;
        }
        String text = textOf(value);
        return text != null && type.labels().contains(text) ? text : null;
    }

    /** Labels separated by commas. */
    static Object labels(Object value, MysqlType type) {
        String text = textOf(value);
        if (text == null || text.isEmpty()) {
            return text;
        }
        Set<String> seen = new HashSet<>();
        boolean known = List.of(text.split(",", -1)).stream()
                .allMatch(label -> type.labels().contains(label) && seen.add(label));
        return known ? text : null;
    }

    /** Bytes, or the bytes of invalid text. */
    static Object bytes(Object value, MysqlType type) {
        byte[] bytes = value instanceof RawText text ? text.bytes() : value instanceof byte[] given ? given : null;
        boolean padded = bytes != null && type.name().equals("binary") && bytes.length < type.length();
        return padded ? null : bytes;
    }

    /** A UUID, or its text. */
    static Object uuid(Object value, MysqlType type) {
        if (value instanceof UUID) {
            return value.toString();
        }
        try {
            return value instanceof String text
                            && UUID.fromString(text).toString().equals(text)
                    ? text
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
