package doppel.dialect.mysql.value;

import doppel.literal.TemporalText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes values into columns of days and times, as text. Days that no calendar has come as text and are checked by the
 * server; fractions of a second that a column would round away are refused here, since the server does not report them.
 */
public final class MysqlTimes {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DATE_TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.([0-9]{1,6}))?");
    private static final Pattern TIME = Pattern.compile("-?[0-9]{2,3}:[0-9]{2}:[0-9]{2}(?:\\.([0-9]{1,6}))?");
    private static final int LAST_YEAR = 9999;
    private static final int FRACTION_DIGITS = 9;

    private MysqlTimes() {}

    /** A day. */
    static Object date(Object value, MysqlType type) {
        if (value instanceof LocalDateTime moment) {
            return moment.toLocalTime().equals(LocalTime.MIDNIGHT) ? text(moment.toLocalDate()) : null;
        }
        if (value instanceof LocalDate day) {
            return text(day);
        }
        return value instanceof String text && DATE.matcher(text).matches() ? text : null;
    }

    /** A day and time, or a moment, which every session of Doppel sees in UTC. */
    static Object dateTime(Object value, MysqlType type) {
        if (value instanceof LocalDateTime moment) {
            return text(moment, type);
        }
        if (value instanceof Instant moment) {
            return text(LocalDateTime.ofInstant(moment, ZoneOffset.UTC), type);
        }
        if (value instanceof LocalDate day) {
            return text(day.atStartOfDay(), type);
        }
        if (value instanceof String words) {
            boolean inUtc = type.kind() == MysqlKind.TIMESTAMP && words.endsWith("Z"); // like the session
            String text = inUtc ? words.substring(0, words.length() - 1) : words;
            return DATE.matcher(text).matches() ? text + " 00:00:00" : fitting(DATE_TIME.matcher(text), text, type);
        }
        return null;
    }

    /** A time of day, or a length of time. */
    static Object time(Object value, MysqlType type) {
        if (value instanceof LocalTime time) {
            return time.getNano() == 0 || digits(time.getNano()) <= type.length()
                    ? String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
                            + fraction(time.getNano())
                    : null;
        }
        return value instanceof String text ? fitting(TIME.matcher(text), text, type) : null;
    }

    /** The text of a day and time as the server writes it, without trailing zeros. */
    static String text(LocalDateTime moment) {
        return isInRange(moment.toLocalDate()) ? TemporalText.text(moment) : longText(moment);
    }

    private static String longText(LocalDateTime moment) {
        return String.format(
                        Locale.ROOT,
                        "%04d-%02d-%02d %02d:%02d:%02d",
                        moment.getYear(),
                        moment.getMonthValue(),
                        moment.getDayOfMonth(),
                        moment.getHour(),
                        moment.getMinute(),
                        moment.getSecond())
                + fraction(moment.getNano());
    }

    private static String text(LocalDateTime moment, MysqlType type) {
        int nanoseconds = moment.get(ChronoField.NANO_OF_SECOND);
        boolean fits = isInRange(moment.toLocalDate()) && (nanoseconds == 0 || digits(nanoseconds) <= type.length());
        return fits ? text(moment) : null;
    }

    private static String text(LocalDate day) {
        return isInRange(day) ? day.toString() : null;
    }

    /** Whether a column can hold a day of this year. */
    public static boolean isInRange(LocalDate day) {
        return day.getYear() >= 0 && day.getYear() <= LAST_YEAR;
    }

    private static String fitting(Matcher matcher, String text, MysqlType type) {
        if (!matcher.matches()) {
            return null;
        }
        String fraction = matcher.group(1);
        boolean fits = fraction == null || fraction.replaceAll("0+$", "").length() <= type.length();
        return fits ? text : null;
    }

    private static String fraction(int nanoseconds) {
        return nanoseconds == 0
                ? ""
                : "." + String.format(Locale.ROOT, "%09d", nanoseconds).substring(0, digits(nanoseconds));
    }

    private static int digits(int nanoseconds) {
        int digits = FRACTION_DIGITS;
        for (int rest = nanoseconds; rest % 10 == 0; rest /= 10) {
            digits--;
        }
        return digits;
    }
}
