package doppel.shell.change;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;

/** Turns values into keys of maps such that only exactly equal values are equal. Stateless. */
final class ExactValue {

    private ExactValue() {}

    /** Bytes are compared by content, and decimals with their scale; null is equal to null. */
    static Object of(Object value) {
        return value instanceof byte[] bytes
                ? ByteBuffer.wrap(bytes)
                : value instanceof BigDecimal number ? List.of(number.unscaledValue(), number.scale()) : value;
    }
}
