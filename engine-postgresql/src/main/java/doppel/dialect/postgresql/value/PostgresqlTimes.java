package doppel.dialect.postgresql.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the texts of days and times, from Java's or from ISO text. What says nothing of a zone is taken to be in UTC, as by
 * every session of Doppel's; fractions that the server would round are refused.
 */
final class PostgresqlTimes {

    private static final String DATE = "([0-9]{4,7}-[0-9]{2}-[0-9]{2})";
    private static final String TIME = "([0-9]{2}:[0-5][0-9](?::[0-5][0-9](?:\\.([0-9]+))?)?)";
    private static final String ERA = "( BC)?";
    private static final Pattern INFINITY = Pattern.compile("-?infinity");
    private static final Pattern ISO_DATE = Pattern.compile(DATE + "(?:[ T]00:00(?::00(?:\\.0+)?)?)?" + ERA);
    private static final Pattern ISO_TIME = Pattern.compile(TIME);
    private static final Pattern ISO_TIMESTAMP = Pattern.compile(DATE + "(?:[ T](?!24)" + TIME + ")?" + ERA);
    private static final Pattern ISO_INSTANT =
            Pattern.compile(DATE + "(?:[ T](?!24)" + TIME + "(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?" + ERA);

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private PostgresqlTimes() {}

    static String date(Object value, List<Integer> modifiers) {
        if (value instanceof LocalDate day) {
            return day(day) + era(day);
        }
        if (value instanceof LocalDateTime time) {
            return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? date(time.toLocalDate(), modifiers) : null;
        }
        if (value instanceof String text) {
            Matcher iso = ISO_DATE.matcher(text);
            return INFINITY.matcher(text).matches()
                    ? text
                    : iso.matches() ? iso.group(1) + (iso.group(2) == null ? "" : iso.group(2)) : null;
        }
        return null;
    }

    static String time(Object value, List<Integer> modifiers) {
        if (value instanceof LocalTime time) {
            return timeOfDay(time, modifiers);
        }
        if (value instanceof String text) {
            Matcher iso = ISO_TIME.matcher(text);
            return iso.matches() && fits(iso.group(2), modifiers) ? text : null;
        }
        return null;
    }

    static String timestamp(Object value, List<Integer> modifiers) {
        if (value instanceof LocalDateTime time) {
            return dayAndTime(time, "", modifiers);
        }
        if (value instanceof Instant moment) {
            return dayAndTime(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), "", modifiers);
        }
        if (value instanceof LocalDate day) {
            return dayAndTime(day.atStartOfDay(), "", modifiers);
        }
        return value instanceof String text ? iso(text, ISO_TIMESTAMP, modifiers) : null;
    }

    static String instant(Object value, List<Integer> modifiers) {
        if (value instanceof Instant moment) {
            return dayAndTime(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), "+00", modifiers);
        }
        if (value instanceof LocalDateTime time) {
            return dayAndTime(time, "+00", modifiers);
        }
        if (value instanceof LocalDate day) {
            return dayAndTime(day.atStartOfDay(), "+00", modifiers);
        }
        return value instanceof String text ? iso(text, ISO_INSTANT, modifiers) : null;
    }

    private static String iso(String text, Pattern pattern, List<Integer> modifiers) {
        Matcher iso = pattern.matcher(text);
        boolean exact = INFINITY.matcher(text).matches() || iso.matches() && fits(iso.group(3), modifiers);
        return exact ? text : null;
    }

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

    private static String dayAndTime(LocalDateTime time, String zone, List<Integer> modifiers) {
        String timeOfDay = timeOfDay(time.toLocalTime(), modifiers);
        return timeOfDay == null ? null : day(time.toLocalDate()) + " " + timeOfDay + zone + era(time.toLocalDate());
    }

    /** The day in the years before or after Christ, of which there is no year 0. */
    private static String day(LocalDate day) {
        int year = day.getYear() > 0 ? day.getYear() : 1 - day.getYear();
        StringBuilder text = new StringBuilder(12);
        padded(year, 4, text).append('-');
        padded(day.getMonthValue(), 2, text).append('-');
        return padded(day.getDayOfMonth(), 2, text).toString();
    }

    private static String era(LocalDate day) {
        return day.getYear() > 0 ? "" : " BC";
    }

    private static String timeOfDay(LocalTime time, List<Integer> modifiers) {
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

    /** Whether a column keeps all digits of a second's fraction. */
    private static boolean fits(String fraction, List<Integer> modifiers) {
        int digits = !modifiers.isEmpty() ? modifiers.get(0) : 6;
        return fraction == null
                || fraction.length() <= digits
                || fraction.chars().skip(digits).allMatch(digit -> digit == '0');
    }

    private static StringBuilder padded(int number, int digits, StringBuilder to) {
        String text = Integer.toString(number);
        for (int i = text.length(); i < digits; i++) {
            to.append('0');
        }
        return to.append(text);
    }
}
