package doppel.dialect.choice;

import doppel.schema.PortableType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types that a user can choose for a column. */
public enum ChosenType {
    /** Whole numbers. */
    BIGINT,
    /** Numbers with a fraction. */
    DOUBLE,
    /** Texts, and numbers as texts. */
    TEXT,
    /** Bytes. */
    BYTES,
    /** Days and times; numbers, if a form says what they mean. */
    TIMESTAMP,
    /** Days; numbers, if a form says what they mean. */
    DATE,
    /** Times of day. */
    TIME;

    /** The type of this name. */
    static Optional<ChosenType> of(String id) {
        return Arrays.stream(values()).filter(type -> type.id().equals(id)).findFirst();
    }

    /** Its name in an option. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a column of this type holds. */
    PortableType type() {
        return switch (this) {
            case BIGINT -> PortableType.of(kind(), 64, 0);
            case TIMESTAMP, TIME -> PortableType.of(kind(), 0, 6);
            case DOUBLE, TEXT, BYTES, DATE -> PortableType.of(kind());
        };
    }

    /** The same without bounds. */
    public PortableType.Kind kind() {
        return switch (this) {
            case BIGINT -> PortableType.Kind.INTEGER;
            case DOUBLE -> PortableType.Kind.DOUBLE;
            case TEXT -> PortableType.Kind.TEXT;
            case BYTES -> PortableType.Kind.BYTES;
            case TIMESTAMP -> PortableType.Kind.TIMESTAMP;
            case DATE -> PortableType.Kind.DATE;
            case TIME -> PortableType.Kind.TIME;
        };
    }

    /** Whether a form may say what numbers mean. */
    boolean takesForm() {
        return this == TIMESTAMP || this == DATE;
    }
}
