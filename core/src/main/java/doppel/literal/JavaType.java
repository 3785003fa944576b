package doppel.literal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    /** A floating-point number of single precision that is never null. */
    FLOAT("float", 1, Float.class),
    /** A floating-point number of single precision or null. */
    NULLABLE_FLOAT("Float", 1, Float.class),
    /** A truth value that is never null. */
    BOOLEAN("boolean", 1, Boolean.class),
    /** A truth value or null. */
    NULLABLE_BOOLEAN("Boolean", 1, Boolean.class),
    /** A decimal number with its scale, or null. */
    DECIMAL("BigDecimal", 1, BigDecimal.class),
    /** A day or null. */
    DATE("LocalDate", 1, LocalDate.class),
    /** A time of day or null. */
    TIME("LocalTime", 1, LocalTime.class),
    /** A day and time of no zone, or null. */
    TIMESTAMP("LocalDateTime", 1, LocalDateTime.class),
    /** A moment or null. */
    INSTANT("Instant", 1, Instant.class),
    /** A UUID or null. */
    UUID("UUID", 1, java.util.UUID.class),
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

    /** Compared first: any other question to a class is a native call until C2 has compiled it. */
    private final Class<?> values;

    JavaType(String source, int slots, Class<?> values) {
        this.source = source;
        this.slots = slots;
        this.values = values;
    }

    /** The type as written in Java source. */
    public String source() {
        return source;
    }

    /** How many parameter slots it takes (JVM specification, section 4.3.3). */
    public int slots() {
        return slots;
    }

    /** The classes that source code with these types imports, in the order of their names. */
    public static List<String> imports(Stream<JavaType> types) {
        return types.map(type -> type.values)
                .filter(type -> !type.isArray() && !type.getPackageName().equals("java.lang"))
                .map(Class::getName)
                .sorted()
                .distinct()
                .toList();
    }

    /** Whether it does not accept null. */
    public boolean isPrimitive() {
        return this == LONG || this == DOUBLE || this == FLOAT || this == BOOLEAN;
    }

    /** The same type with null. */
    public JavaType nullable() {
        return switch (this) {
            case LONG -> NULLABLE_LONG;
            case DOUBLE -> NULLABLE_DOUBLE;
            case FLOAT -> NULLABLE_FLOAT;
            case BOOLEAN -> NULLABLE_BOOLEAN;
            default -> this;
        };
    }

    /** Whether source code writes a parameter of that class with this type. */
    public boolean isSourceOf(Class<?> parameter) {
        return isPrimitive() ? parameter.isPrimitive() && parameter.getName().equals(source) : parameter == values;
    }

    /** Whether a parameter of this type can take the value. */
    public boolean accepts(Object value) {
        return value == null ? !isPrimitive() : value.getClass() == values || values.isInstance(value);
    }

    /** Whether a parameter of this type can take every value of a class. */
    public boolean acceptsAny(Class<?> type) {
        return values == type || values.isAssignableFrom(type);
    }

    /** The type with this name in Java source. */
    public static Optional<JavaType> ofSource(String source) {
        for (JavaType type : values()) {
            if (type.source.equals(source)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
