package doppel.migration;

/** The case that names of tables and columns have in steps. */
public enum LetterCase {
    /** As the databases write them. */
    AS_WRITTEN,
    /** Upper case. */
    UPPER,
    /** Lower case. */
    LOWER
}
