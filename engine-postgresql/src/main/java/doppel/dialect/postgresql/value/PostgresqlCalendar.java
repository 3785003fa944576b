package doppel.dialect.postgresql.value;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What the types of days and times share: the text of days, eras and times of day, from Java's types and from
 * numbers, with {@code DateStyle} ISO in UTC. Stateless.
 */
final class PostgresqlCalendar {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    /**
     * From the first of March of the year 0, with which the years of the calculation begin, to the first of January
     * 2000.
     */
    private static final long DAYS_BEFORE_2000 = 730_425;

    private static final int DAYS_IN_400_YEARS = 146_097;

    private PostgresqlCalendar() {}

    /** The value in ISO text with a space, or null if it is no time of any kind. */
    static String isoText(Object value) {
        List<Integer> any = List.of(9);
        if (value instanceof LocalDate || value instanceof LocalTime) {
            return value instanceof LocalDate day ? day(day) + era(day) : timeOfDay((LocalTime) value, any);
        }
        if (value instanceof LocalDateTime time) {
            return dayAndTime(time, "", any);
        }
        return value instanceof Instant moment
                ? dayAndTime(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), "Z", any)
                : null;
    }

    /** A day and a time with what says its zone; null where a column does not keep all digits. */
    static String dayAndTime(LocalDateTime time, String zone, List<Integer> modifiers) {
        String timeOfDay = timeOfDay(time.toLocalTime(), modifiers);
        return timeOfDay == null ? null : day(time.toLocalDate()) + " " + timeOfDay + zone + era(time.toLocalDate());
    }

    /** The day in the years before or after Christ, of which there is no year 0. */
    static String day(LocalDate day) {
        int year = day.getYear() > 0 ? day.getYear() : 1 - day.getYear();
        StringBuilder text = new StringBuilder(12);
        padded(year, 4, text).append('-');
        padded(day.getMonthValue(), 2, text).append('-');
        return padded(day.getDayOfMonth(), 2, text).toString();
    }

    /** The end of the text of a day before Christ. */
    static String era(LocalDate day) {
        return day.getYear() > 0 ? "" : " BC";
    }

    /** A time of day; null where a column does not keep all digits. */
    static String timeOfDay(LocalTime time, List<Integer> modifiers) {
        StringBuilder text = new StringBuilder(15);
        padded(time.getHour(), 2, text).append(':');
        padded(time.getMinute(), 2, text).append(':');
        padded(time.getSecond(), 2, text);
        int nanos = (int) (time.toNanoOfDay() % NANOS_PER_SECOND);
        if (nanos != 0) {
            String fraction = padded(nanos, 9, new StringBuilder()).toString();
            if (!fits(fraction, modifiers)) {
                return null;
            }
            text.append('.').append(fraction.replaceFirst("0+$", ""));
        }
        return text.toString();
    }

    /** Whether a text with this fraction of a second, or null for none, comes back as it is: it ends in no zero. */
    static boolean comesBack(String fraction, List<Integer> modifiers) {
        return fraction == null || !fraction.endsWith("0") && fits(fraction, modifiers);
    }

    /** Whether a column keeps all digits of a second's fraction. */
    private static boolean fits(String fraction, List<Integer> modifiers) {
        int digits = !modifiers.isEmpty() ? modifiers.get(0) : 6;
        return fraction.length() <= digits || fraction.chars().skip(digits).allMatch(digit -> digit == '0');
    }

    private static StringBuilder padded(int number, int digits, StringBuilder to) {
        String text = Integer.toString(number);
        for (int i = text.length(); i < digits; i++) {
            to.append('0');
        }
        return to.append(text);
    }

    /** Whether a column keeps all digits of a second's fraction. */
    static boolean isExact(long nanos, List<Integer> modifiers) {
        int digits = modifiers.isEmpty() ? 6 : modifiers.get(0);
        return nanos == 0 || nanos % ((long) NANOS_PER_MICRO * POWERS[6 - digits]) == 0;
    }

    /**
     * Writes a day without its era; gives its year, 0 for the first before Christ. As in Howard Hinnant's
     * "chrono-Compatible Low-Level Date Algorithms": years begin with March, so that the leap day is the last.
     */
    static int putDay(long day, byte[] to) {
        long shifted = day + DAYS_BEFORE_2000;
        int era = (int) Math.floorDiv(shifted, (long) DAYS_IN_400_YEARS);
        int dayOfEra = (int) (shifted - (long) era * DAYS_IN_400_YEARS);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / (DAYS_IN_400_YEARS - 1)) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int year = 400 * era + yearOfEra + (dayOfYear >= 306 ? 1 : 0); // January is in the next year
        int month = (5 * dayOfYear + 2) / 153; // 0 is March
        int digits = digits(shown(year));
        putYear(shown(year), digits, to);
        to[digits] = '-';
        two(month < 10 ? month + 3 : month - 9, to, digits + 1);
        to[digits + 3] = '-';
        two(dayOfYear - (153 * month + 2) / 5 + 1, to, digits + 4);
        return year;
    }

    /** Where the text of a day of this year ends. */
    static int endOfDay(int year) {
        return digits(shown(year)) + 6;
    }

    /** The number of a year in its era. */
    private static int shown(int year) {
        return year > 0 ? year : 1 - year;
    }

    /** How many digits a year is written with: four at least. */
    private static int digits(int year) {
        int digits = 4;
        for (int limit = 10_000; limit <= year; limit *= 10) {
            digits++;
        }
        return digits;
    }

    private static void putYear(int year, int digits, byte[] to) {
        int rest = year;
        for (int i = digits - 1; i >= 0; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Writes a time, and of the fraction of its second what is not zero; gives the end. */
    static int putTimeOfDay(long micros, byte[] to, int from) {
        int seconds = (int) (micros / MICROS_PER_SECOND);
        int fraction = (int) (micros % MICROS_PER_SECOND);
        two(seconds / 3600, to, from);
        to[from + 2] = ':';
        two(seconds / 60 % 60, to, from + 3);
        to[from + 5] = ':';
        two(seconds % 60, to, from + 6);
        int at = from + 8;
        if (fraction > 0) {
            to[at] = '.';
            two(fraction / 10_000, to, at + 1);
            two(fraction / 100 % 100, to, at + 3);
            two(fraction % 100, to, at + 5);
            at += 7;
            while (to[at - 1] == '0') {
                at--;
            }
        }
        return at;
    }

    /** Writes two digits. */
    static void two(int number, byte[] to, int at) {
        to[at] = (byte) ('0' + number / 10);
        to[at + 1] = (byte) ('0' + number % 10);
    }

    /** The end of the text of a day in this year. */
    static String eraOf(int year) {
        return year < 1 ? " BC" : "";
    }

    /** The text in the first bytes. */
    static String textOf(byte[] ascii, int length) {
        return new String(ascii, 0, length, StandardCharsets.US_ASCII);
    }
}
