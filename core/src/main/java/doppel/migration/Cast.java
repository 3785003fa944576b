package doppel.migration;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Conversions to another type. A value that cannot be converted exactly is refused, and named. NULL stays NULL.
 * Thread-safe.
 */
public enum Cast implements UnaryOperator<Object> {
    /** A whole number, of 64 bits. */
    LONG("a whole number"),
    /** A decimal number, with the scale of its text. */
    DECIMAL("a decimal number"),
    /** A floating-point number; a decimal number is converted only if the nearest one converts back to it. */
    DOUBLE("a floating-point number"),
    /** True or false; accepts 1 and 0, yes and no, on and off, and their first letters. */
    BOOLEAN("a truth value"),
    /** Text: numbers in Java's shortest form, days and times as ISO 8601 has them. */
    TEXT("text"),
    /** A day. */
    DATE("a day"),
    /** A day and a time without a zone; text may have a space instead of the T, and a day alone means midnight. */
    TIMESTAMP("a day and time"),
    /** The same, and whole numbers are seconds since the beginning of 1970, UTC. */
    TIMESTAMP_OR_SECONDS("a day and time, or seconds since 1970"),
    /** The same, and whole numbers are milliseconds since the beginning of 1970, UTC. */
    TIMESTAMP_OR_MILLIS("a day and time, or milliseconds since 1970"),
    /** Whole seconds since the beginning of 1970, UTC, of what {@link #TIMESTAMP_OR_SECONDS} takes. */
    SECONDS("a day and time of whole seconds"),
    /** Whole milliseconds since the beginning of 1970, UTC, of what {@link #TIMESTAMP_OR_MILLIS} takes. */
    MILLIS("a day and time of whole milliseconds"),
    /** A moment; a value without a zone counts as UTC. */
    INSTANT("a moment"),
    /** A UUID. */
    UUID("a UUID");

    private final String noun;

    Cast(String noun) {
        this.noun = noun;
    }

    /**
     * Converts a value.
     *
     * @throws IllegalArgumentException if that is not possible exactly
     */
    @Override
    public Object apply(Object value) {
        if (value == null) {
            return null;
        }
        try {
            return switch (this) {
                case LONG -> number(value).longValueExact();
                case DECIMAL -> number(value);
                case DOUBLE -> floating(value);
                case BOOLEAN -> truth(value);
                case TEXT -> text(value);
                case DATE -> day(value);
                case TIMESTAMP -> dayAndTime(value);
                case TIMESTAMP_OR_SECONDS -> epoch(value, 1);
                case TIMESTAMP_OR_MILLIS -> epoch(value, 1_000);
                case SECONDS -> sinceEpoch(epoch(value, 1), 1);
                case MILLIS -> sinceEpoch(epoch(value, 1_000), 1_000);
                case INSTANT -> moment(value);
                case UUID -> uuid(value);
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            String shown = value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
            throw new IllegalArgumentException("'" + shown + "' is not " + noun, e);
        }
    }

    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        } else if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        } else if (value instanceof Number || value instanceof String) {
            return new BigDecimal(value.toString().strip());
        }
        throw new IllegalArgumentException("a " + value.getClass().getSimpleName());
    }

    private static Double floating(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Double.valueOf(((Number) value).doubleValue());
        }
        if (value instanceof String text && text.strip().matches("[+-]?(NaN|Infinity)")) {
            return Double.valueOf(text.strip());
        }
        BigDecimal exact = number(value);
        double nearest = exact.doubleValue();
        if (Double.isInfinite(nearest) || BigDecimal.valueOf(nearest).compareTo(exact) != 0) {
            throw new IllegalArgumentException("not exact");
        }
        return nearest;
    }

    private static Boolean truth(Object value) {
        return switch (text(value).strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "t", "yes", "y", "on" -> true;
            case "0", "false", "f", "no", "n", "off" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        boolean hasText = value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Temporal
                || value instanceof java.util.UUID;
        if (!hasText) { // bytes, and text that is not valid in its encoding: their text form is not their content
            throw new IllegalArgumentException("a " + value.getClass().getSimpleName());
        }
        return value.toString();
    }

    private static java.util.UUID uuid(Object value) {
        String text = text(value).strip();
        java.util.UUID uuid = java.util.UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) { // Java accepts shorter groups
            throw new IllegalArgumentException("too short");
        }
        return uuid;
    }

    private static LocalDate day(Object value) {
        if (value instanceof LocalDate day) {
            return day;
        }
        LocalDateTime time = dayAndTime(value);
        if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException("has a time");
        }
        return time.toLocalDate();
    }

    private static LocalDateTime dayAndTime(Object value) {
        if (value instanceof LocalDateTime time) {
            return time;
        } else if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        } else if (value instanceof Instant moment) {
            return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        }
        String text = value.toString().strip();
        return text.length() <= 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private static LocalDateTime epoch(Object value, int perSecond) {
        if (!(value instanceof Long number)) {
            return dayAndTime(value);
        }
        int nanos = 1_000_000_000 / perSecond;
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(number, perSecond), Math.floorMod(number, perSecond) * nanos, ZoneOffset.UTC);
    }

    private static long sinceEpoch(LocalDateTime time, int perSecond) {
        int nanos = 1_000_000_000 / perSecond;
        int ofSecond = time.get(ChronoField.NANO_OF_SECOND);
        if (ofSecond % nanos != 0) {
            throw new IllegalArgumentException("not whole");
        }
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), perSecond), ofSecond / nanos);
    }

    private static Instant moment(Object value) {
        if (value instanceof Instant moment) {
            return moment;
        }
        return value instanceof String text && text.strip().endsWith("Z")
                ? Instant.parse(text.strip().replace(' ', 'T'))
                : dayAndTime(value).toInstant(ZoneOffset.UTC);
    }
}
