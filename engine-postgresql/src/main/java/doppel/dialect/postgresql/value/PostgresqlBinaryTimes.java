package doppel.dialect.postgresql.value;

import doppel.literal.ValueTaker;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;

/**
 * Reads days and times from what the server's {@code …send} functions write: days, or microseconds, since the beginning of
 * 2000. What Java's types do not hold is given as the text that the server writes, with {@code DateStyle} ISO in UTC.
 */
final class PostgresqlBinaryTimes {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final int NANOS_PER_MICRO = 1_000;

    /** From the first of March of the year 0, with which the years of the calculation begin, to the first of January 2000. */
    private static final long DAYS_BEFORE_2000 = 730_425;

    private static final int DAYS_IN_400_YEARS = 146_097;

    private PostgresqlBinaryTimes() {}

    static void date(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        PostgresqlBinaryReaders.requireSize(Integer.BYTES, from, to);
        int day = PostgresqlBinaryReaders.intAt(bytes, from);
        if (day == Integer.MAX_VALUE || day == Integer.MIN_VALUE) {
            into.take(day < 0 ? "-infinity" : "infinity");
            return;
        }
        int year = day(day, scratch);
        int end = endOfDay(year);
        if (year >= 1 && year <= 9999) {
            into.date(scratch, 0, end);
        } else {
            into.take(text(scratch, end) + era(year));
        }
    }

    /** A time of day; the end of a day as its text. */
    static void time(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        PostgresqlBinaryReaders.requireSize(Long.BYTES, from, to);
        long micros = PostgresqlBinaryReaders.longAt(bytes, from);
        if (micros == MICROS_PER_DAY) {
            into.take("24:00:00");
        } else {
            into.take(LocalTime.ofNanoOfDay(micros * NANOS_PER_MICRO));
        }
    }

    static void timestamp(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        moment(bytes, from, to, scratch, into, "");
    }

    static void instant(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        moment(bytes, from, to, scratch, into, "+00");
    }

    private static void moment(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into, String zone) {
        PostgresqlBinaryReaders.requireSize(Long.BYTES, from, to);
        long micros = PostgresqlBinaryReaders.longAt(bytes, from);
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            into.take(micros < 0 ? "-infinity" : "infinity");
            return;
        }
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        int year = day(day, scratch);
        int at = endOfDay(year);
        scratch[at] = ' ';
        int end = timeOfDay(micros - day * MICROS_PER_DAY, scratch, at + 1);
        if (year < 1 || year > 9999) {
            into.take(text(scratch, end) + zone + era(year));
        } else if (zone.isEmpty()) {
            into.timestamp(scratch, 0, end);
        } else {
            into.instant(scratch, 0, end);
        }
    }

    private static String text(byte[] ascii, int length) {
        return new String(ascii, 0, length, StandardCharsets.US_ASCII);
    }

    private static String era(int year) {
        return year < 1 ? " BC" : "";
    }

    /**
     * Writes a day without its era; gives its year, 0 for the first before Christ. As in Howard Hinnant's "chrono-Compatible
     * Low-Level Date Algorithms": years begin with March, so that the leap day is the last.
     */
    private static int day(long day, byte[] to) {
        long shifted = day + DAYS_BEFORE_2000;
        int era = (int) Math.floorDiv(shifted, (long) DAYS_IN_400_YEARS);
        int dayOfEra = (int) (shifted - (long) era * DAYS_IN_400_YEARS);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / (DAYS_IN_400_YEARS - 1)) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int year = 400 * era + yearOfEra + (dayOfYear >= 306 ? 1 : 0); // January is in the next year
        int month = (5 * dayOfYear + 2) / 153; // 0 is March
        int digits = digits(shown(year));
        year(shown(year), digits, to);
        to[digits] = '-';
        two(month < 10 ? month + 3 : month - 9, to, digits + 1);
        to[digits + 3] = '-';
        two(dayOfYear - (153 * month + 2) / 5 + 1, to, digits + 4);
        return year;
    }

    /** Where the text of a day of this year ends. */
    private static int endOfDay(int year) {
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

    private static void year(int year, int digits, byte[] to) {
        int rest = year;
        for (int i = digits - 1; i >= 0; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Writes a time, and of the fraction of its second what is not zero; gives the end. */
    private static int timeOfDay(long micros, byte[] to, int from) {
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
}
