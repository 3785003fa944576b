package doppel.schema;

import java.util.List;
import java.util.Objects;

/**
 * What a column holds, independent of any engine.
 *
 * @param kind the kind of values
 * @param length bits of an {@code INTEGER}, digits of a {@code DECIMAL}, characters of a {@code TEXT}, bytes of {@code
 *     BYTES}; 0 if unlimited
 * @param scale digits after the point of a {@code DECIMAL}, or of the seconds
 * @param labels the values of an {@code ENUM}; else empty
 */
public record PortableType(Kind kind, int length, int scale, List<String> labels) {

    /** Kinds of values, and the Java type that carries them. */
    public enum Kind {
        /** Each value may be of another type. */
        ANY,
        /** Boolean. */
        BOOLEAN,
        /** Long. */
        INTEGER,
        /** BigDecimal. */
        DECIMAL,
        /** Float. */
        FLOAT,
        /** Double. */
        DOUBLE,
        /** String. */
        TEXT,
        /** String, one of the labels. */
        ENUM,
        /** String, JSON. */
        JSON,
        /** byte[]. */
        BYTES,
        /** LocalDate. */
        DATE,
        /** LocalTime, from 00:00 to 24:00. */
        TIME,
        /** LocalDateTime: a time without a zone. */
        TIMESTAMP,
        /** Instant: a moment. */
        INSTANT,
        /** String: a length of time. */
        DURATION,
        /** UUID. */
        UUID,
        /** String: a value that only its engine understands, in that engine's text form. */
        OTHER
    }

    public PortableType {
        Objects.requireNonNull(kind);
        labels = List.copyOf(labels);
    }

    /** A kind without bounds. */
    public static PortableType of(Kind kind) {
        return new PortableType(kind, 0, 0, List.of());
    }

    /** A kind with a length, or with a number of fractional digits of the seconds. */
    public static PortableType of(Kind kind, int length, int scale) {
        return new PortableType(kind, length, scale, List.of());
    }
}
