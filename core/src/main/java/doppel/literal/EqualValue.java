package doppel.literal;

import java.math.BigDecimal;
import java.nio.ByteBuffer;

/**
 * Turns values that databases consider equal into values that are equal in Java, so that they can be looked up in a
 * map.
 */
public final class EqualValue {

    /** As many digits fit into a long, whatever they are. */
    private static final int DIGITS_OF_LONG = 18;

    private EqualValue() {}

    /** Bytes are compared by content, whole numbers as {@code Long}, and decimals regardless of their scale. */
    public static Object of(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof BigDecimal number) {
            return of(number);
        }
        return value instanceof Integer || value instanceof Short ? (Object) ((Number) value).longValue() : value;
    }

    /** The same value for equal numbers of any scale; a {@code Long} if it can hold the number. */
    private static Object of(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        boolean fitsLong = shortest.scale() <= 0 && shortest.precision() - (long) shortest.scale() <= DIGITS_OF_LONG;
        return fitsLong ? (Object) shortest.longValue() : shortest;
    }
}
