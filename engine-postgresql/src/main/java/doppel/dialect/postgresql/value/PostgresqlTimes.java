package doppel.dialect.postgresql.value;

import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of day: {@code time}. In binary they are microseconds. */
final class PostgresqlTimes {

    static final List<PostgresqlType> TYPES = List.of(PostgresqlType.of(
            "time without time zone",
            JavaType.TIME,
            PostgresqlTimes::read,
            PostgresqlTimes::text,
            PostgresqlTimes::put,
            PostgresqlTimes::readBinary));

    /** A time of day in the form in which the server writes it. */
    static final String TIME = "([0-9]{2}:[0-5][0-9]:[0-5][0-9](?:\\.([0-9]+))?)";

    /** How long a time is without a fraction of a second. */
    static final int LENGTH = "10:00:00".length();

    private static final Pattern ISO_TIME = Pattern.compile(TIME);
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int NANOS_PER_MICRO = 1_000;

    private PostgresqlTimes() {}

    /** A time of day; the end of a day as its text. */
    static void read(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(number(bytes, from, 2) < 24 ? timeOfDay(bytes, from, to) : PostgresqlType.ascii(bytes, from, to));
    }

    private static LocalTime timeOfDay(byte[] bytes, int from, int to) {
        int nanos = 0;
        int unit = 100_000_000;
        for (int i = from + LENGTH + 1; i < to; i++) {
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

    static String text(Object value, List<Integer> modifiers) {
        if (value instanceof LocalTime time) {
            return PostgresqlCalendar.timeOfDay(time, modifiers);
        }
        if (value instanceof String text) {
            Matcher iso = ISO_TIME.matcher(text);
            return iso.matches() && PostgresqlCalendar.comesBack(iso.group(2), modifiers) ? text : null;
        }
        return null;
    }

    static boolean put(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof LocalTime time
                && PostgresqlCalendar.isExact(time.toNanoOfDay(), modifiers)
                && to.putSizedLong(time.toNanoOfDay() / NANOS_PER_MICRO);
    }

    /** A time of day; the end of a day as its text. */
    static void readBinary(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(Long.BYTES, from, to);
        long micros = BigEndian.longAt(bytes, from);
        if (micros == MICROS_PER_DAY) {
            into.take("24:00:00");
        } else {
            into.take(LocalTime.ofNanoOfDay(micros * NANOS_PER_MICRO));
        }
    }
}
