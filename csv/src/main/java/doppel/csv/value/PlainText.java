package doppel.csv.value;

import doppel.literal.DecimalText;
import doppel.literal.DoubleText;
import doppel.literal.JavaType;
import doppel.literal.SourceBuffer;
import doppel.literal.TemporalText;
import doppel.literal.ValueWords;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What plain text means in a column of a type. Numbers are read only in forms that lose nothing: {@code 007} is no
 * whole number, since its zeros would be lost. Stateless.
 */
final class PlainText {

    /** What bytes begin with, as PostgreSQL writes them. */
    static final String BYTES = "\\x";

    private static final int MOST_DIGITS = 18;
    static final int LONGEST_WHOLE = 1_000;
    private static final Pattern REAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,5})?");
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d*");
    private static final Pattern DIGITS = Pattern.compile("[-+]?0\\d+|\\+\\d+|-0");
    private static final Pattern OFFSET = Pattern.compile("(.+:\\d\\d(?:\\.\\d+)?)([-+]\\d\\d)(?::?(\\d\\d))?");

    private PlainText() {}

    /** The value that a text is in a column of this type, or {@link Unfit}. */
    static Object read(JavaType type, byte[] text, int from, int to) {
        Object value = switch (type) {
            case LONG, NULLABLE_LONG -> whole(text, from, to);
            case DOUBLE, NULLABLE_DOUBLE -> real(string(text, from, to));
            case FLOAT, NULLABLE_FLOAT -> single(string(text, from, to));
            case NUMBER -> number(text, from, to);
            case BOOLEAN, NULLABLE_BOOLEAN -> truth(string(text, from, to));
            case DECIMAL -> DecimalText.read(text, from, to);
            case DATE -> TemporalText.date(text, from, to);
            case TIME -> TemporalText.time(text, from, to);
            case TIMESTAMP -> TemporalText.timestamp(text, from, to);
            case INSTANT -> instant(text, from, to);
            case UUID -> uuid(string(text, from, to));
            case BYTES -> bytes(string(text, from, to));
            case STRING -> string(text, from, to);
            case OBJECT -> anything(text, from, to);
        };
        return value == null ? unfit(type, string(text, from, to)) : value;
    }

    private static Unfit unfit(JavaType type, String text) {
        String shown = text.isEmpty() ? "the empty text" : "'" + ValueWords.shortened(text) + "'";
        return new Unfit(shown + " is not " + words(type) + hint(type, text));
    }

    private static String words(JavaType type) {
        return switch (type) {
            case LONG, NULLABLE_LONG -> "a whole number";
            case DOUBLE, NULLABLE_DOUBLE -> "a floating-point number";
            case FLOAT, NULLABLE_FLOAT -> "a floating-point number of single precision";
            case NUMBER -> "a number";
            case BOOLEAN, NULLABLE_BOOLEAN -> "true or false";
            case DECIMAL -> "a decimal number";
            case DATE -> "an existing day such as 2010-01-12";
            case TIME -> "a time of day such as 10:00:00";
            case TIMESTAMP -> "an existing day and time such as 2010-01-12 10:00:00";
            case INSTANT -> "an existing moment such as 2010-01-12 10:00:00Z";
            case UUID -> "a UUID";
            case BYTES -> "bytes: \\x and hexadecimal digits";
            case STRING, OBJECT -> "text";
        };
    }

    private static String hint(JavaType type, String text) {
        if (text.isEmpty()) {
            return "; --empty-null reads it as NULL";
        }
        boolean number = type == JavaType.LONG || type == JavaType.NULLABLE_LONG || type == JavaType.NUMBER;
        return number && DIGITS.matcher(text).matches() ? " that would come back as it is" : "";
    }

    /** A whole number: Long, or a decimal number if it has more digits. */
    private static Object whole(byte[] text, int from, int to) {
        int at = from < to && text[from] == '-' ? from + 1 : from;
        int digits = to - at;
        if (digits == 0 || text[at] == '0' && to - from > 1) {
            return null;
        }
        if (digits > MOST_DIGITS) {
            return longer(text, from, to);
        }
        long number = 0;
        for (; at < to; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return null;
            }
            number = number * 10 + text[at] - '0';
        }
        return text[from] == '-' ? -number : number;
    }

    private static Object longer(byte[] text, int from, int to) {
        if (to - from > LONGEST_WHOLE) {
            return null;
        }
        String digits = string(text, from, to);
        if (!WHOLE.matcher(digits).matches()) {
            return null;
        }
        java.math.BigInteger number = new java.math.BigInteger(digits);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : new java.math.BigDecimal(number);
    }

    private static Double real(String text) {
        switch (text) {
            case "NaN":
                return Double.NaN;
            case "Infinity":
                return Double.POSITIVE_INFINITY;
            case "-Infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                if (!REAL.matcher(text).matches()) {
                    return null;
                }
                double number = Double.parseDouble(text);
                return Double.isInfinite(number) ? null : (Double) number;
        }
    }

    private static Float single(String text) {
        Double number = real(text);
        if (number == null || !Double.isFinite(number)) {
            return number == null ? null : (Float) number.floatValue();
        }
        float single = Float.parseFloat(text);
        return Float.isInfinite(single) ? null : (Float) single;
    }

    private static Object number(byte[] text, int from, int to) {
        Object whole = whole(text, from, to);
        if (whole instanceof Long) {
            return whole;
        }
        String digits = string(text, from, to);
        return whole == null && !DIGITS.matcher(digits).matches() ? real(digits) : null;
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> Boolean.TRUE;
            case "false", "f", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Object instant(byte[] text, int from, int to) {
        Object moment = TemporalText.instant(text, from, to);
        if (moment != null) {
            return moment;
        }
        Matcher parts = OFFSET.matcher(string(text, from, to));
        LocalDateTime time = parts.matches() ? TemporalText.timestamp(parts.group(1)) : null;
        if (time == null) {
            return null;
        }
        try {
            String minutes = parts.group(3) == null ? "00" : parts.group(3);
            return time.toInstant(ZoneOffset.of(parts.group(2) + ":" + minutes));
        } catch (DateTimeException e) {
            return null; // no such offset
        }
    }

    private static UUID uuid(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null; // other characters
        }
    }

    static byte[] bytes(String text) {
        return text.startsWith(BYTES) ? hexadecimal(text.substring(BYTES.length())) : null;
    }

    static byte[] hexadecimal(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            return null; // other characters, or an odd number of them
        }
    }

    /** In a column without a type, what looks exactly like a number or bytes is that, and all else is text. */
    static Object anything(byte[] text, int from, int to) {
        int first = from == to ? 0 : text[from];
        if (first == '\\') {
            String string = string(text, from, to);
            byte[] bytes = bytes(string);
            boolean exact =
                    bytes != null && string.equals(BYTES + HexFormat.of().formatHex(bytes));
            return exact ? bytes : string;
        }
        if (first != '-' && (first < '0' || first > '9')) {
            return string(text, from, to);
        }
        Object whole = whole(text, from, to);
        if (whole instanceof Long) {
            return whole;
        }
        String string = string(text, from, to);
        Double real = whole == null ? real(string) : null;
        return real != null && isWrittenSo(real, string) ? real : string;
    }

    private static boolean isWrittenSo(Double number, String text) {
        if (!Double.isFinite(number)) {
            return false;
        }
        SourceBuffer written = new SourceBuffer();
        DoubleText.write(number, written);
        return written.toString().equals(text);
    }

    static String string(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
