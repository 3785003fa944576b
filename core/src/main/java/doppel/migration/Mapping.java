package doppel.migration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Maps single values to others. A value that is not named is refused, unless the mapping says what happens to the rest.
 * Whole numbers are {@code Long}. Immutable.
 */
public final class Mapping implements UnaryOperator<Object> {

    private static final UnaryOperator<Object> SAME = UnaryOperator.identity();

    private final Map<Object, Object> values;
    private final UnaryOperator<Object> rest;

    private Mapping(Map<Object, Object> values, UnaryOperator<Object> rest) {
        this.values = values;
        this.rest = rest;
    }

    /** Maps one value to another; either may be null, for NULL. */
    public static Mapping of(Object value, Object other) {
        return new Mapping(Map.of(), null).and(value, other);
    }

    /**
     * Maps one more value.
     *
     * @throws IllegalArgumentException if it was named before, or is an array, such as bytes, which is never equal to
     *     another
     */
    public Mapping and(Object value, Object other) {
        if (value != null && value.getClass().isArray()) {
            throw new IllegalArgumentException("bytes cannot be looked up: change them by a function");
        }
        Map<Object, Object> more = new LinkedHashMap<>(values);
        if (more.containsKey(normal(value))) {
            throw new IllegalArgumentException("the value " + value + " becomes two others");
        }
        more.put(normal(value), normal(other));
        return new Mapping(more, rest);
    }

    /** The rest stays as it is. */
    public Mapping otherwiseSame() {
        return new Mapping(values, SAME);
    }

    /** The rest is converted, for instance by a {@link Cast}. */
    public Mapping otherwise(UnaryOperator<Object> conversion) {
        return new Mapping(values, Objects.requireNonNull(conversion));
    }

    /**
     * The reverse mapping. If the rest stays as it is, it does so on the way back.
     *
     * @throws IllegalStateException if two values become the same
     */
    public Mapping reversed() {
        Map<Object, Object> back = new LinkedHashMap<>();
        values.forEach((value, other) -> {
            if (back.containsKey(other)) {
                throw new IllegalStateException("two values become " + other + ", so there is no way back");
            }
            back.put(other, value);
        });
        return new Mapping(back, rest == SAME ? SAME : null);
    }

    /** Whether it consists of nothing but values and casts, so that it gives the same whenever it is asked. */
    public boolean isPlain() {
        return rest == null
                || rest == SAME
                || rest instanceof Cast
                || rest instanceof Mapping mapping && mapping.isPlain();
    }

    @Override
    public Object apply(Object value) {
        if (values.containsKey(value)) {
            return values.get(value);
        }
        if (rest == null) {
            throw new IllegalArgumentException("there is no rule for "
                    + (value instanceof byte[] bytes ? bytes.length + " bytes" : "the value " + value));
        }
        return rest.apply(value);
    }

    private static Object normal(Object value) {
        boolean narrow = value instanceof Integer || value instanceof Short || value instanceof Byte;
        return narrow ? (Object) ((Number) value).longValue() : value;
    }

    /** The values in words. */
    @Override
    public String toString() {
        return values + (rest == null ? "" : " and others");
    }
}
