package doppel.dialect;

import java.util.Objects;

/**
 * The value that a column gets where a row says nothing of it, in no engine's words.
 *
 * @param kind what is known of it
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
        /** What only the engine that it comes from understands. */
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

    /** What another engine does not understand. */
    public static PortableDefault expression(String words) {
        return new PortableDefault(Kind.EXPRESSION, words);
    }
}
