package doppel.restore.existing;

/**
 * What became of the rows that came for a table.
 *
 * @param table its name
 * @param inserted how many were new
 * @param updated how many rows that were there have other values now
 * @param unchanged how many were there already, as they came
 * @param kept how many were there with other values, and stayed as they were
 */
public record Merged(String table, long inserted, long updated, long unchanged, long kept) {

    /** How many rows of the table have changed. */
    public long changes() {
        return inserted + updated;
    }
}
