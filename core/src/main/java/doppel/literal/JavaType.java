package doppel.literal;

import java.util.Optional;

/** The types that a parameter of a create method can have. */
public enum JavaType {
    /** An integer that is never null. */
    LONG("long", 2, Long.class),
    /** An integer or null. */
    NULLABLE_LONG("Long", 1, Long.class),
    /** A floating-point number that is never null. */
    DOUBLE("double", 2, Double.class),
    /** A floating-point number or null. */
    NULLABLE_DOUBLE("Double", 1, Double.class),
    /** An integer, a floating-point number or null. */
    NUMBER("Number", 1, Number.class),
    /** Text or null. */
    STRING("String", 1, String.class),
    /** Bytes or null. */
    BYTES("byte[]", 1, byte[].class),
    /** Anything. */
    OBJECT("Object", 1, Object.class);

    private final String source;
    private final int slots;
    private final Class<?> values;

    JavaType(String source, int slots, Class<?> values) {
        this.source = source;
        this.slots = slots;
        this.values = values;
    }

    /** The type as Java source says it. */
    public String source() {
        return source;
    }

    /** How many parameter slots it takes (JVM specification, section 4.3.3). */
    public int slots() {
        return slots;
    }

    /** Whether a parameter of this type can take the value. */
    public boolean accepts(Object value) {
        return value == null ? this != LONG && this != DOUBLE : values.isInstance(value);
    }

    /** The type that Java source calls so. */
    public static Optional<JavaType> ofSource(String source) {
        for (JavaType type : values()) {
            if (type.source.equals(source)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
