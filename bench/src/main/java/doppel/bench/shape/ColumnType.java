package doppel.bench.shape;

/** The types that columns have; each engine knows its own word for each. A value's class is fixed by its type. */
public enum ColumnType {
    /** A {@link Boolean}. */
    BOOLEAN,
    /** A {@link Long} of 16 bits. */
    SMALL,
    /** A {@link Long} of 32 bits. */
    INTEGER,
    /** A {@link Long}. */
    BIG,
    /** A {@link String} of digits; the detail is precision and scale. */
    DECIMAL,
    /** A {@link Double}. */
    DOUBLE,
    /** A {@link String} of exactly so many characters as the detail says. */
    CHARACTERS,
    /** A {@link String} of at most so many characters as the detail says. */
    VARYING,
    /** A {@link String} of any length. */
    TEXT,
    /** A {@link String} out of the few that the detail lists, in SQL's words. */
    CHOICE,
    /** A {@link String} such as {@code 2026-11-20}. */
    DATE,
    /** A {@link String} such as {@code 20:18:00}. */
    TIME,
    /** A {@link String} such as {@code 2026-11-20 20:18:00.125}, without a time zone. */
    MOMENT,
    /** A {@link String} like a moment, in UTC. */
    INSTANT,
    /** A {@link String} of 36 characters. */
    UUID,
    /** A {@link String} of JSON, as PostgreSQL, MySQL and people write it. */
    JSON,
    /** A {@code byte[]}. */
    BYTES
}
