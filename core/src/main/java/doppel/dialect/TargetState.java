package doppel.dialect;

/**
 * What is found where a database is to be restored.
 *
 * @param kind what it is
 * @param tables how many tables it has
 * @param filledTable a table that has rows, or null
 */
public record TargetState(Kind kind, int tables, String filledTable) {

    /** Kinds of targets. */
    public enum Kind {
        /** Nothing is there. */
        ABSENT,
        /** A database without tables. */
        EMPTY,
        /** A database whose tables have no rows. */
        BLANK,
        /** A database with rows. */
        FILLED
    }
}
