package doppel.dialect.postgresql.value;

import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days: {@code date}. In binary they are counted from the beginning of 2000. */
final class PostgresqlDates {

    static final List<PostgresqlType> TYPES = List.of(PostgresqlType.of(
            "date",
            JavaType.DATE,
            PostgresqlDates::read,
            PostgresqlDates::text,
            PostgresqlDates::put,
            PostgresqlDates::readBinary));

    /** A day in ISO's form. */
    static final String DATE = "([0-9]{4,7}-[0-9]{2}-[0-9]{2})";

    /** What can follow a day. */
    static final String ERA = "( BC)?";

    static final Pattern INFINITY = Pattern.compile("-?infinity");

    /** How long a day of the years 1 to 9999 is. */
    static final int LENGTH = "2010-01-12".length();

    private static final Pattern ISO_DATE = Pattern.compile(DATE + ERA);
    private static final int DAYS_TO_2000 = 10_957;

    /** 4713 BC to the year 5874897. */
    private static final long LEAST_DAY = -2_451_545;

    private static final long GREATEST_DAY = 2_145_031_948;

    private PostgresqlDates() {}

    /** A day of the years 1 to 9999; others as their text. */
    static void read(byte[] bytes, int from, int to, ValueTaker into) {
        if (isDate(bytes, from, to) && to == from + LENGTH) {
            into.date(bytes, from, to);
        } else {
            into.take(PostgresqlType.ascii(bytes, from, to));
        }
    }

    static String text(Object value, List<Integer> modifiers) {
        if (value instanceof LocalDate day) {
            return PostgresqlCalendar.day(day) + PostgresqlCalendar.era(day);
        }
        if (value instanceof LocalDateTime time) {
            return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? text(time.toLocalDate(), modifiers) : null;
        }
        if (value instanceof String text) {
            Matcher iso = ISO_DATE.matcher(text);
            return INFINITY.matcher(text).matches()
                    ? text
                    : iso.matches() ? iso.group(1) + (iso.group(2) == null ? "" : iso.group(2)) : null;
        }
        return null;
    }

    static boolean put(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (!(value instanceof LocalDate date)) {
            return false;
        }
        long day = date.toEpochDay() - DAYS_TO_2000;
        if (day < LEAST_DAY || day > GREATEST_DAY) {
            return false;
        }
        to.putInt(Integer.BYTES);
        to.putInt((int) day);
        return true;
    }

    static void readBinary(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(Integer.BYTES, from, to);
        int day = BigEndian.intAt(bytes, from);
        if (day == Integer.MAX_VALUE || day == Integer.MIN_VALUE) {
            into.take(day < 0 ? "-infinity" : "infinity");
            return;
        }
        int year = PostgresqlCalendar.putDay(day, scratch);
        int end = PostgresqlCalendar.endOfDay(year);
        if (year >= 1 && year <= 9999) {
            into.date(scratch, 0, end);
        } else {
            into.take(PostgresqlCalendar.textOf(scratch, end) + PostgresqlCalendar.eraOf(year));
        }
    }

    /** Whether the text begins with a day of four digits of a year. */
    static boolean isDate(byte[] bytes, int from, int to) {
        return to - from >= LENGTH && bytes[from + 4] == '-' && bytes[from + 7] == '-';
    }
}
