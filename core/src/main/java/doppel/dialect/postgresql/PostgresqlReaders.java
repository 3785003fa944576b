package doppel.dialect.postgresql;

import doppel.literal.RawText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Reads values from the text that the server writes under the settings of {@link PostgresqlConnector}. */
final class PostgresqlReaders {

    private static final int DATE = "2010-01-12".length();
    private static final int TIME = "10:00:00".length();

    private PostgresqlReaders() {}

    static Object integer(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            number = number * 10 - (bytes[i] - '0'); // negative, since the least number has no positive one
        }
        return negative ? number : -number;
    }

    static Object real(byte[] bytes, int from, int to) {
        return Float.parseFloat(ascii(bytes, from, to));
    }

    static Object doublePrecision(byte[] bytes, int from, int to) {
        return Double.parseDouble(ascii(bytes, from, to));
    }

    static Object truth(byte[] bytes, int from, int to) {
        return bytes[from] == 't';
    }

    /** A decimal number; NaN and the infinities as their text. */
    static Object numeric(byte[] bytes, int from, int to) {
        String text = ascii(bytes, from, to);
        return text.charAt(text.length() - 1) > '9' ? text : new BigDecimal(text);
    }

    /** A day of the years 1 to 9999; others as their text. */
    static Object date(byte[] bytes, int from, int to) {
        return isDate(bytes, from, to) && to == from + DATE ? day(bytes, from) : ascii(bytes, from, to);
    }

    /** A time of day; the end of a day as its text. */
    static Object time(byte[] bytes, int from, int to) {
        return number(bytes, from, 2) < 24 ? timeOfDay(bytes, from, to) : ascii(bytes, from, to);
    }

    static Object timestamp(byte[] bytes, int from, int to) {
        return isTimestamp(bytes, from, to) ? dayAndTime(bytes, from, to) : ascii(bytes, from, to);
    }

    /** A moment, which the server writes in UTC. */
    static Object instant(byte[] bytes, int from, int to) {
        int end = to - "+00".length();
        boolean plain = end > from && bytes[end] == '+' && isTimestamp(bytes, from, end);
        return plain ? moment(dayAndTime(bytes, from, end)) : ascii(bytes, from, to);
    }

    private static Instant moment(LocalDateTime inUtc) {
        return inUtc.toInstant(ZoneOffset.UTC);
    }

    static Object uuid(byte[] bytes, int from, int to) {
        return UUID.fromString(ascii(bytes, from, to));
    }

    /** Bytes from {@code \x} and hexadecimal digits. */
    static Object bytes(byte[] bytes, int from, int to) {
        byte[] read = new byte[(to - from) / 2 - 1];
        for (int i = 0; i < read.length; i++) {
            int at = from + 2 + 2 * i;
            read[i] = (byte) (Character.digit(bytes[at], 16) << 4 | Character.digit(bytes[at + 1], 16));
        }
        return read;
    }

    /** Text, or {@link RawText} where it is not valid: a database of the encoding SQL_ASCII looks at nothing. */
    static Object text(byte[] bytes, int from, int to) {
        return RawText.decode(bytes, from, to);
    }

    private static boolean isDate(byte[] bytes, int from, int to) {
        return to - from >= DATE && bytes[from + 4] == '-' && bytes[from + 7] == '-';
    }

    /** Whether the text is a time of four digits of a year, without an era. */
    private static boolean isTimestamp(byte[] bytes, int from, int to) {
        return to - from >= DATE + 1 + TIME
                && isDate(bytes, from, to)
                && bytes[from + DATE] == ' '
                && bytes[to - 1] <= '9';
    }

    private static LocalDate day(byte[] bytes, int from) {
        return LocalDate.of(number(bytes, from, 4), number(bytes, from + 5, 2), number(bytes, from + 8, 2));
    }

    private static LocalDateTime dayAndTime(byte[] bytes, int from, int to) {
        return LocalDateTime.of(day(bytes, from), timeOfDay(bytes, from + DATE + 1, to));
    }

    private static LocalTime timeOfDay(byte[] bytes, int from, int to) {
        int nanos = 0;
        int unit = 100_000_000;
        for (int i = from + TIME + 1; i < to; i++) {
            nanos += (bytes[i] - '0') * unit;
            unit /= 10;
        }
        return LocalTime.of(number(bytes, from, 2), number(bytes, from + 3, 2), number(bytes, from + 6, 2), nanos);
    }

    private static int number(byte[] bytes, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    private static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
