package doppel.literal;

import java.math.BigDecimal;
import java.nio.ByteBuffer;

/** Makes values that databases hold for equal into ones that are equal in Java, so that they can be looked up in a map. */
public final class EqualValue {

    /** As many digits fit into a long, whatever they are. */
    private static final int DIGITS_OF_LONG = 18;

    private EqualValue() {}

    /** Bytes by what they are, whole numbers as {@code Long}, decimals of any scale as the same. */
    public static Object of(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof BigDecimal number) {
            return of(number);
        }
        return value instanceof Integer || value instanceof Short ? (Object) ((Number) value).longValue() : value;
    }

    /** Of equal numbers of any scale the same, which is a long where one can hold it. */
    private static Object of(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        boolean fitsLong = shortest.scale() <= 0 && shortest.precision() - (long) shortest.scale() <= DIGITS_OF_LONG;
        return fitsLong ? (Object) shortest.longValue() : shortest;
    }
}
