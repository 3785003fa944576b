package doppel.dialect.postgresql.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

/**
 * Gives values of their type's own Java type in the form in which the server takes them without reading text, as its {@code
 * …recv} functions describe it. Anything else, and what the server would round or refuse, is left to the text.
 */
final class PostgresqlBinary {

    private static final long SECONDS_TO_2000 = 946_684_800;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int DAYS_TO_2000 = 10_957;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    /** 4713 BC to the year 5874897. */
    private static final long LEAST_DAY = -2_451_545;

    private static final long GREATEST_DAY = 2_145_031_948;

    /** 4713 BC to the year 294276. */
    private static final long LEAST_SECOND = -211_813_488_000L;

    private static final long GREATEST_SECOND = 9_223_371_331_199L;

    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    /** A decimal digit in groups of four: with three zeros more, this many digits are a long. */
    private static final int SHORT_DECIMAL = 15;

    private static final int LONGEST_DECIMAL = 1_000;
    private static final int LONGEST_NAME = 63;
    private static final int NEGATIVE = 0x4000;
    private static final int JSONB_VERSION = 1;

    private PostgresqlBinary() {}

    static boolean smallint(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof Long number && (short) number.longValue() == number) {
            to.putInt(Short.BYTES);
            to.putShort(number.intValue());
            return true;
        }
        return false;
    }

    static boolean integer(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof Long number && (int) number.longValue() == number) {
            to.putInt(Integer.BYTES);
            to.putInt(number.intValue());
            return true;
        }
        return false;
    }

    static boolean bigint(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof Long number && to.putSizedLong(number);
    }

    static boolean real(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof Float number) {
            to.putInt(Float.BYTES);
            to.putInt(Float.floatToIntBits(number));
            return true;
        }
        return false;
    }

    static boolean doublePrecision(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof Double number && to.putSizedLong(Double.doubleToLongBits(number));
    }

    static boolean truth(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof Boolean flag) {
            to.putInt(1);
            to.putByte(flag ? 1 : 0);
            return true;
        }
        return false;
    }

    /** Groups of four digits on both sides of the point, the power of 10,000 of the first, and how many digits to show. */
    static boolean numeric(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (!(value instanceof BigDecimal number) || number.scale() < 0 || number.scale() > LONGEST_DECIMAL) {
            return false;
        }
        int most = modifiers.isEmpty() ? LONGEST_DECIMAL : modifiers.size() > 1 ? modifiers.get(1) : 0;
        if (number.scale() > most || number.precision() > LONGEST_DECIMAL) {
            return false;
        }
        int padding = (4 - number.scale() % 4) % 4;
        int[] groups = groups(number, padding);
        int first = groups.length; // the least come first
        while (first > 0 && groups[first - 1] == 0) {
            first--;
        }
        int last = 0;
        while (last < first && groups[last] == 0) {
            last++;
        }
        to.putInt(8 + 2 * (first - last));
        to.putShort(first - last);
        to.putShort(first == 0 ? 0 : first - 1 - (number.scale() + padding) / 4);
        to.putShort(number.signum() < 0 ? NEGATIVE : 0);
        to.putShort(number.scale());
        for (int i = first - 1; i >= last; i--) {
            to.putShort(groups[i]);
        }
        return true;
    }

    private static int[] groups(BigDecimal number, int padding) {
        int digits = number.precision() + padding;
        int[] groups = new int[digits / 4 + 1];
        if (number.precision() <= SHORT_DECIMAL) {
            long left = Math.abs(number.unscaledValue().longValue()) * POWERS[padding];
            for (int i = 0; left > 0; i++) {
                groups[i] = (int) (left % 10_000);
                left /= 10_000;
            }
        } else {
            String text = number.unscaledValue().abs().toString() + "0".repeat(padding);
            for (int i = 0, end = text.length(); end > 0; i++, end -= 4) {
                groups[i] = Integer.parseInt(text.substring(Math.max(0, end - 4), end));
            }
        }
        return groups;
    }

    static boolean date(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
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

    static boolean time(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof LocalTime time
                && isExact(time.toNanoOfDay(), modifiers)
                && to.putSizedLong(time.toNanoOfDay() / NANOS_PER_MICRO);
    }

    static boolean timestamp(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (!(value instanceof LocalDateTime time)) {
            return false;
        }
        long midnight = time.toLocalDate().toEpochDay() * SECONDS_PER_DAY;
        return moment(midnight, time.toLocalTime().toNanoOfDay(), modifiers, to);
    }

    static boolean instant(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof Instant moment && moment(moment.getEpochSecond(), moment.getNano(), modifiers, to);
    }

    private static boolean moment(long second, long nanos, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        long since = second - SECONDS_TO_2000;
        return since >= LEAST_SECOND
                && since <= GREATEST_SECOND
                && isExact(nanos, modifiers)
                && to.putSizedLong(since * MICROS_PER_SECOND + nanos / NANOS_PER_MICRO);
    }

    /** Whether a column keeps all digits of a second's fraction. */
    private static boolean isExact(long nanos, List<Integer> modifiers) {
        int digits = modifiers.isEmpty() ? 6 : modifiers.get(0);
        return nanos == 0 || nanos % ((long) NANOS_PER_MICRO * POWERS[6 - digits]) == 0;
    }

    static boolean uuid(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof UUID uuid) {
            to.putInt(2 * Long.BYTES);
            to.putLong(uuid.getMostSignificantBits());
            to.putLong(uuid.getLeastSignificantBits());
            return true;
        }
        return false;
    }

    static boolean bytes(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof byte[] bytes) {
            to.putSized(bytes);
            return true;
        }
        return false;
    }

    static boolean text(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof String text && to.putSizedText(text);
    }

    static boolean varying(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof String text
                && (modifiers.isEmpty() || text.length() <= modifiers.get(0))
                && to.putSizedText(text);
    }

    static boolean name(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof String text && 3 * text.length() <= LONGEST_NAME && to.putSizedText(text);
    }

    /** The text after a byte that says which form it has. */
    static boolean jsonb(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof String text && to.putSizedText(JSONB_VERSION, text);
    }
}
