package doppel.dialect.postgresql.value;

import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days with times: {@code timestamp} and {@code timestamptz}. A {@link LocalDateTime} is taken to be in UTC,
 * as by every session of Doppel's; texts that would come back as others are refused. In binary they are microseconds
 * since the beginning of 2000.
 */
final class PostgresqlTimestamps {

    static final List<PostgresqlType> TYPES = List.of(
            PostgresqlType.of(
                    "timestamp without time zone",
                    JavaType.TIMESTAMP,
                    PostgresqlTimestamps::read,
                    PostgresqlTimestamps::text,
                    PostgresqlTimestamps::put,
                    PostgresqlTimestamps::readBinary),
            PostgresqlType.of(
                    "timestamp with time zone",
                    JavaType.INSTANT,
                    PostgresqlTimestamps::readInstant,
                    PostgresqlTimestamps::instantText,
                    PostgresqlTimestamps::putInstant,
                    PostgresqlTimestamps::readBinaryInstant));

    private static final Pattern ISO_TIMESTAMP =
            Pattern.compile(PostgresqlDates.DATE + " (?!24)" + PostgresqlTimes.TIME + PostgresqlDates.ERA);

    /** A moment as every engine writes it, or as the server does in years that have no other text. */
    private static final Pattern ISO_INSTANT = Pattern.compile("(?=[0-9]{4}-.*Z$|[0-9]{5}.*\\+00$|.*\\+00 BC$)"
            + PostgresqlDates.DATE + " (?!24)" + PostgresqlTimes.TIME + "(?:Z|\\+00)" + PostgresqlDates.ERA);

    private static final long SECONDS_TO_2000 = 946_684_800;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;
    private static final int NANOS_PER_MICRO = 1_000;

    /** 4713 BC to the year 294276. */
    private static final long LEAST_SECOND = -211_813_488_000L;

    private static final long GREATEST_SECOND = 9_223_371_331_199L;

    private PostgresqlTimestamps() {}

    static void read(byte[] bytes, int from, int to, ValueTaker into) {
        if (isTimestamp(bytes, from, to)) {
            into.timestamp(bytes, from, to);
        } else {
            into.take(PostgresqlType.ascii(bytes, from, to));
        }
    }

    static String text(Object value, List<Integer> modifiers) {
        if (value instanceof LocalDateTime time) {
            return PostgresqlCalendar.dayAndTime(time, "", modifiers);
        }
        if (value instanceof Instant moment) {
            return PostgresqlCalendar.dayAndTime(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), "", modifiers);
        }
        if (value instanceof LocalDate day) {
            return PostgresqlCalendar.dayAndTime(day.atStartOfDay(), "", modifiers);
        }
        return value instanceof String text ? iso(text, ISO_TIMESTAMP, modifiers) : null;
    }

    static boolean put(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (!(value instanceof LocalDateTime time)) {
            return false;
        }
        long midnight = time.toLocalDate().toEpochDay() * SECONDS_PER_DAY;
        return putMoment(midnight, time.toLocalTime().toNanoOfDay(), modifiers, to);
    }

    static void readBinary(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        readMoment(bytes, from, to, scratch, into, "");
    }

    /** A moment, which the server writes in UTC. */
    static void readInstant(byte[] bytes, int from, int to, ValueTaker into) {
        int end = to - "+00".length();
        if (end > from && bytes[end] == '+' && isTimestamp(bytes, from, end)) {
            into.instant(bytes, from, end);
        } else {
            into.take(PostgresqlType.ascii(bytes, from, to));
        }
    }

    static String instantText(Object value, List<Integer> modifiers) {
        if (value instanceof Instant moment) {
            return PostgresqlCalendar.dayAndTime(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), "+00", modifiers);
        }
        if (value instanceof LocalDateTime time) {
            return PostgresqlCalendar.dayAndTime(time, "+00", modifiers);
        }
        if (value instanceof LocalDate day) {
            return PostgresqlCalendar.dayAndTime(day.atStartOfDay(), "+00", modifiers);
        }
        return value instanceof String text ? iso(text, ISO_INSTANT, modifiers) : null;
    }

    static boolean putInstant(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof Instant moment && putMoment(moment.getEpochSecond(), moment.getNano(), modifiers, to);
    }

    static void readBinaryInstant(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        readMoment(bytes, from, to, scratch, into, "+00");
    }

    /** Whether the text is a time of four digits of a year, without an era. */
    private static boolean isTimestamp(byte[] bytes, int from, int to) {
        return to - from >= PostgresqlDates.LENGTH + 1 + PostgresqlTimes.LENGTH
                && PostgresqlDates.isDate(bytes, from, to)
                && bytes[from + PostgresqlDates.LENGTH] == ' '
                && bytes[to - 1] <= '9';
    }

    private static String iso(String text, Pattern pattern, List<Integer> modifiers) {
        Matcher iso = pattern.matcher(text);
        boolean exact = PostgresqlDates.INFINITY.matcher(text).matches()
                || iso.matches() && PostgresqlCalendar.comesBack(iso.group(3), modifiers);
        return exact ? text : null;
    }

    private static boolean putMoment(long second, long nanos, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        long since = second - SECONDS_TO_2000;
        return since >= LEAST_SECOND
                && since <= GREATEST_SECOND
                && PostgresqlCalendar.isExact(nanos, modifiers)
                && to.putSizedLong(since * MICROS_PER_SECOND + nanos / NANOS_PER_MICRO);
    }

    private static void readMoment(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into, String zone) {
        BigEndian.requireSize(Long.BYTES, from, to);
        long micros = BigEndian.longAt(bytes, from);
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            into.take(micros < 0 ? "-infinity" : "infinity");
            return;
        }
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        int year = PostgresqlCalendar.putDay(day, scratch);
        int at = PostgresqlCalendar.endOfDay(year);
        scratch[at] = ' ';
        int end = PostgresqlCalendar.putTimeOfDay(micros - day * MICROS_PER_DAY, scratch, at + 1);
        if (year < 1 || year > 9999) {
            into.take(PostgresqlCalendar.textOf(scratch, end) + zone + PostgresqlCalendar.eraOf(year));
        } else if (zone.isEmpty()) {
            into.timestamp(scratch, 0, end);
        } else {
            into.instant(scratch, 0, end);
        }
    }
}
