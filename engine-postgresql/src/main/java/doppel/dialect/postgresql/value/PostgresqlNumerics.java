package doppel.dialect.postgresql.value;

import doppel.literal.DecimalText;
import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.math.BigDecimal;
import java.util.List;

/**
 * Decimal numbers: {@code numeric}. In binary they are groups of four digits on both sides of the point, after how
 * many groups there are, the power of 10,000 of the first, the sign, and how many digits to show.
 */
final class PostgresqlNumerics {

    static final List<PostgresqlType> TYPES = List.of(PostgresqlType.of(
            "numeric",
            JavaType.DECIMAL,
            PostgresqlNumerics::read,
            PostgresqlNumerics::text,
            PostgresqlNumerics::put,
            PostgresqlNumerics::readBinary));

    /** The most digits that are taken as bytes. */
    private static final int LONG_DECIMAL = 1_000;

    private static final int LONGEST_DECIMAL = 1_000;

    /** A decimal digit in groups of four: with three zeros more, this many digits are a long. */
    private static final int SHORT_DECIMAL = 15;

    private static final int[] POWERS = {1, 10, 100, 1_000};
    private static final int HEADER = 4 * Short.BYTES;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xc000;
    private static final int INFINITY = 0xd000;
    private static final int NEGATIVE_INFINITY = 0xf000;

    private PostgresqlNumerics() {}

    /** A decimal number; NaN and the infinities as their text. */
    static void read(byte[] bytes, int from, int to, ValueTaker into) {
        if (bytes[to - 1] > '9') {
            into.take(PostgresqlType.ascii(bytes, from, to));
        } else if (to - from <= LONG_DECIMAL) {
            into.decimal(bytes, from, to);
        } else {
            into.take(new BigDecimal(PostgresqlType.ascii(bytes, from, to)));
        }
    }

    static String text(Object value, List<Integer> modifiers) {
        String special = PostgresqlNumber.special(value);
        if (special != null) {
            return special;
        }
        BigDecimal exact = PostgresqlNumber.decimal(value);
        if (exact == null || !DecimalText.isWithinLimits(exact)) {
            return null;
        }
        if (!modifiers.isEmpty()) { // the server would round without a word
            int scale = modifiers.size() > 1 ? modifiers.get(1) : 0;
            if (exact.scale() > scale
                    && exact.signum() != 0
                    && exact.stripTrailingZeros().scale() > scale) {
                return null;
            }
        }
        return exact.toPlainString();
    }

    /**
     * Groups of four digits on both sides of the point, the power of 10,000 of the first, and how many digits to show.
     */
    static boolean put(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
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

    /**
     * Groups of four digits, after how many there are, the power of 10,000 of the first, the sign, and how many
     * digits to show.
     */
    static void readBinary(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        int groups = BigEndian.shortAt(bytes, from) & 0xffff;
        int weight = BigEndian.shortAt(bytes, from + Short.BYTES);
        int sign = BigEndian.shortAt(bytes, from + 2 * Short.BYTES) & 0xffff;
        int scale = BigEndian.shortAt(bytes, from + 3 * Short.BYTES);
        BigEndian.requireSize(HEADER + groups * Short.BYTES, from, to);
        switch (sign) {
            case NAN -> into.take("NaN");
            case INFINITY -> into.take("Infinity");
            case NEGATIVE_INFINITY -> into.take("-Infinity");
            default -> {
                int digits = 4 * (Math.max(0, weight) + 1);
                byte[] text = digits + scale + 6 <= PostgresqlType.SCRATCH ? scratch : new byte[digits + scale + 6];
                int at = 0;
                if (sign == NEGATIVE) {
                    text[at++] = '-';
                }
                int first = at;
                for (int power = Math.max(0, weight); power >= 0; power--) {
                    at = group(bytes, from, groups, weight - power, text, at);
                }
                int zeros = 0;
                while (first + zeros < at - 1 && text[first + zeros] == '0') {
                    zeros++;
                }
                System.arraycopy(text, first + zeros, text, first, at - first - zeros);
                at -= zeros;
                if (scale > 0) {
                    text[at++] = '.';
                    int end = at + scale;
                    for (int i = weight + 1; at < end; i++) {
                        at = group(bytes, from, groups, i, text, at);
                    }
                    at = end;
                }
                read(text, 0, at, into);
            }
        }
    }

    /** Writes the four digits of a group, of which those before the first and behind the last are zero. */
    private static int group(byte[] bytes, int from, int groups, int index, byte[] text, int at) {
        int group = index < 0 || index >= groups ? 0 : BigEndian.shortAt(bytes, from + HEADER + index * Short.BYTES);
        PostgresqlCalendar.two(group / 100, text, at);
        PostgresqlCalendar.two(group % 100, text, at + 2);
        return at + 4;
    }
}
