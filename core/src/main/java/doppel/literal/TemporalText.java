package doppel.literal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The texts of days and times: {@code 2010-01-12}, {@code 10:00:00.5}, {@code 2010-01-12 10:00:00}, and a moment has a
 * {@code Z} at the end. A year has at least four digits, and no more than it needs; before the year 1 comes 0, then
 * {@code -0001}. Seconds are always written, and their fraction has no trailing zeros.
 *
 * <p>Reading also accepts a {@code T} between day and time, and trailing zeros of a fraction. Everything else gives
 * null: {@code 24:00:00}, the 30th of February, white space. This does without the formatters of java.time, which cost
 * more than all the rest of a row. Stateless.
 */
public final class TemporalText {

    /** The maximum length of a text, in bytes. */
    public static final int LONGEST = 40;

    private static final int SECONDS_END = "2010-01-12 10:00:00".length();
    private static final int MOST_YEAR_DIGITS = 9;
    private static final int NANOS_A_SECOND = 1_000_000_000;
    private static final long FIRST_SECOND = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC);
    private static final long LAST_SECOND = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);

    private TemporalText() {}

    /** Whether the moment has a text: whether its year has no more than nine digits. */
    public static boolean hasText(Instant moment) {
        return moment.getEpochSecond() >= FIRST_SECOND && moment.getEpochSecond() <= LAST_SECOND;
    }

    /** Appends {@code 2010-01-12}. */
    public static void write(LocalDate day, SourceBuffer out) {
        out.filledTo(write(day, out.reserve(LONGEST), out.length()));
    }

    /** Appends {@code 10:00:00.5}. */
    public static void write(LocalTime time, SourceBuffer out) {
        out.filledTo(write(time, out.reserve(LONGEST), out.length()));
    }

    /** Appends {@code 2010-01-12 10:00:00}. */
    public static void write(LocalDateTime time, SourceBuffer out) {
        out.filledTo(write(time, out.reserve(LONGEST), out.length()));
    }

    /** Appends {@code 2010-01-12 10:00:00Z} for a moment that {@link #hasText}. */
    public static void write(Instant moment, SourceBuffer out) {
        out.filledTo(write(moment, out.reserve(LONGEST), out.length()));
    }

    /** The text of a day. */
    public static String text(LocalDate day) {
        byte[] bytes = new byte[LONGEST];
        return string(bytes, write(day, bytes, 0));
    }

    /** The text of a time of day. */
    public static String text(LocalTime time) {
        byte[] bytes = new byte[LONGEST];
        return string(bytes, write(time, bytes, 0));
    }

    /** The text of a day and time. */
    public static String text(LocalDateTime time) {
        byte[] bytes = new byte[LONGEST];
        return string(bytes, write(time, bytes, 0));
    }

    /** The text of a moment that {@link #hasText}. */
    public static String text(Instant moment) {
        byte[] bytes = new byte[LONGEST];
        return string(bytes, write(moment, bytes, 0));
    }

    /**
     * The text of a day, a time or a moment; the value itself in words if it is a text or a UUID.
     *
     * @throws IllegalArgumentException if it is anything else, or has no text
     */
    public static String orText(Object value) {
        if (value instanceof LocalDate day) {
            return text(day);
        } else if (value instanceof LocalTime time) {
            return text(time);
        } else if (value instanceof LocalDateTime time) {
            return text(time);
        } else if (value instanceof Instant moment && hasText(moment)) {
            return text(moment);
        } else if (value instanceof CharSequence || value instanceof UUID || value instanceof Character) {
            return value.toString();
        }
        throw new IllegalArgumentException("no value of a database: " + value);
    }

    /** Writes a day into an array at an offset, and returns where the text ends. */
    public static int write(LocalDate day, byte[] out, int from) {
        int at = from;
        int year = day.getYear();
        if (year < 0) {
            out[at++] = '-';
            year = -year;
        }
        int digits = 4;
        for (int limit = 10_000; digits < MOST_YEAR_DIGITS && year >= limit; limit *= 10) {
            digits++;
        }
        at = number(year, digits, out, at);
        out[at++] = '-';
        at = number(day.getMonthValue(), 2, out, at);
        out[at++] = '-';
        return number(day.getDayOfMonth(), 2, out, at);
    }

    /** Writes a time of day into an array at an offset, and returns where the text ends. */
    public static int write(LocalTime time, byte[] out, int from) {
        int at = number(time.getHour(), 2, out, from);
        out[at++] = ':';
        at = number(time.getMinute(), 2, out, at);
        out[at++] = ':';
        at = number(time.getSecond(), 2, out, at);
        int fraction = time.getNano();
        if (fraction > 0) {
            int digits = 9;
            while (fraction % 10 == 0) {
                fraction /= 10;
                digits--;
            }
            out[at++] = '.';
            at = number(fraction, digits, out, at);
        }
        return at;
    }

    /** Writes a day and time into an array at an offset, and returns where the text ends. */
    public static int write(LocalDateTime time, byte[] out, int from) {
        int at = write(time.toLocalDate(), out, from);
        out[at++] = ' ';
        return write(time.toLocalTime(), out, at);
    }

    /** Writes a moment that {@link #hasText} into an array at an offset, and returns where the text ends. */
    public static int write(Instant moment, byte[] out, int from) {
        int at = write(
                LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), ZoneOffset.UTC), out, from);
        out[at++] = 'Z';
        return at;
    }

    private static int number(int number, int digits, byte[] out, int from) {
        int rest = number;
        for (int at = from + digits - 1; at >= from; at--) {
            out[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return from + digits;
    }

    private static String string(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The day that a text is, or null. */
    public static LocalDate date(String text) {
        byte[] bytes = bytes(text);
        return date(bytes, 0, bytes.length);
    }

    /** The time of day that a text is, or null. */
    public static LocalTime time(String text) {
        byte[] bytes = bytes(text);
        return time(bytes, 0, bytes.length);
    }

    /** The day and time that a text is, or null. */
    public static LocalDateTime timestamp(String text) {
        byte[] bytes = bytes(text);
        return timestamp(bytes, 0, bytes.length);
    }

    /** The moment that a text is, or null. */
    public static Instant instant(String text) {
        byte[] bytes = bytes(text);
        return instant(bytes, 0, bytes.length);
    }

    /** The day that this piece of ASCII text is, or null. */
    public static LocalDate date(byte[] text, int from, int to) {
        int yearFrom = to > from && text[from] == '-' ? from + 1 : from;
        int yearTo = to - 6;
        int digits = yearTo - yearFrom;
        if (digits < 4
                || digits > MOST_YEAR_DIGITS
                || digits > 4 && text[yearFrom] == '0'
                || text[yearTo] != '-'
                || text[to - 3] != '-') {
            return null;
        }
        int year = number(text, yearFrom, yearTo);
        int month = twoDigits(text, yearTo + 1);
        int day = twoDigits(text, to - 2);
        boolean negative = yearFrom > from;
        if (year < 0 || negative && year == 0 || month < 1 || month > 12 || day < 1) {
            return null;
        }
        int signed = negative ? -year : year;
        return day <= 28 || day <= Month.of(month).length(Year.isLeap(signed))
                ? LocalDate.of(signed, month, day)
                : null;
    }

    /** The time of day that this piece of ASCII text is, or null. */
    public static LocalTime time(byte[] text, int from, int to) {
        int length = to - from;
        if (length < 8 || text[from + 2] != ':' || text[from + 5] != ':') {
            return null;
        }
        int hour = twoDigits(text, from);
        int minute = twoDigits(text, from + 3);
        int second = twoDigits(text, from + 6);
        int nano = 0;
        if (length > 8) {
            nano = length > 9 && length <= 18 && text[from + 8] == '.' ? number(text, from + 9, to) : -1;
            for (int digits = length - 9; digits < 9; digits++) {
                nano *= 10;
            }
        }
        boolean valid = hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && nano >= 0
                && nano < NANOS_A_SECOND;
        return valid ? LocalTime.of(hour, minute, second, nano) : null;
    }

    /** The day and time that this piece of ASCII text is, or null. */
    public static LocalDateTime timestamp(byte[] text, int from, int to) {
        int between = from;
        while (between < to && text[between] != ' ' && text[between] != 'T') {
            between++;
        }
        if (between == to) {
            return null;
        }
        LocalDate day = date(text, from, between);
        LocalTime time = day == null ? null : time(text, between + 1, to);
        return time == null ? null : LocalDateTime.of(day, time);
    }

    /** The moment that this piece of ASCII text is, or null. */
    public static Instant instant(byte[] text, int from, int to) {
        LocalDateTime time = to > from && text[to - 1] == 'Z' ? timestamp(text, from, to - 1) : null;
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    /** Where a time ends without the trailing zeros of its fraction, or without a fraction of zeros. */
    static int withoutZeros(byte[] text, int from, int to) {
        if (to - from <= SECONDS_END) {
            return to;
        }
        int end = to;
        while (text[end - 1] == '0') {
            end--;
        }
        return text[end - 1] == '.' ? end - 1 : end;
    }

    /** The number that these two digits are, or -1. */
    private static int twoDigits(byte[] text, int from) {
        int tens = text[from] - '0';
        int ones = text[from + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1;
    }

    /** The number that these digits are, or -1. */
    private static int number(byte[] text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return -1;
            }
            number = number * 10 + text[at] - '0';
        }
        return number;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(
                StandardCharsets.ISO_8859_1); // characters that are not in the encoding become question marks
    }
}
