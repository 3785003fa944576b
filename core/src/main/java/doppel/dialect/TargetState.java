package doppel.dialect;

import doppel.DatabaseException;
import doppel.ErrorCode;

/**
 * What is found at the place of a restore.
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

    /**
     * Makes sure that nothing would be lost if the database were emptied.
     *
     * @param shown the database's URL as it can be shown
     * @throws DatabaseException if something is in it
     */
    public void requireEmpty(String shown) {
        if (kind == Kind.FILLED || kind == Kind.BLANK) {
            throw new DatabaseException(
                    ErrorCode.TARGET_NOT_EMPTY,
                    shown + " is not empty: it has " + tables + (tables == 1 ? " table." : " tables."),
                    "Name an empty database. Doppel empties it again after use.");
        }
    }
}
