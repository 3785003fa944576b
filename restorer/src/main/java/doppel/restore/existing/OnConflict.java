package doppel.restore.existing;

/** What becomes of a row that is in the database already, with other values. */
public enum OnConflict {
    /** The row in the database stays as it is. */
    KEEP,
    /** The row in the database gets the values of the row that comes. */
    UPDATE,
    /** The row that comes is not saved. */
    REFUSE
}
