package doppel.dialect.portable;

import java.util.Objects;

/**
 * The value that a column gets in rows that do not set it, independent of any engine.
 *
 * @param kind what is known about it
 * @param value a {@code VALUE}'s Long, BigDecimal, Boolean or String; the words of an {@code EXPRESSION}; else null
 */
public record PortableDefault(Kind kind, Object value) {

    /** Kinds of defaults. */
    public enum Kind {
        /** There is none. */
        NONE,
        /** A value. */
        VALUE,
        /** The moment of the insert. */
        NOW,
        /** The day of the insert. */
        TODAY,
        /** An expression that only its own engine understands. */
        EXPRESSION
    }

    /** No default. */
    public static final PortableDefault NONE = new PortableDefault(Kind.NONE, null);

    public PortableDefault {
        Objects.requireNonNull(kind);
    }

    /** This value. */
    public static PortableDefault of(Object value) {
        return new PortableDefault(Kind.VALUE, value);
    }

    /** An expression that other engines do not understand. */
    public static PortableDefault expression(String words) {
        return new PortableDefault(Kind.EXPRESSION, words);
    }
}
