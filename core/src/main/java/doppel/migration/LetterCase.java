package doppel.migration;

/** The letter case of names of tables and columns in steps. */
public enum LetterCase {
    /** As in the databases. */
    AS_WRITTEN,
    /** Upper case. */
    UPPER,
    /** Lower case. */
    LOWER
}
