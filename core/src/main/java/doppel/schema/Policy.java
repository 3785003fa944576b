package doppel.schema;

import java.util.List;
import java.util.Objects;

/**
 * What a dump does with the rows of a table.
 *
 * @param rows whether they are dumped
 * @param naturalKey the columns that identify rows that are not dumped, for rows that refer to them; empty if no rows
 *     do
 */
public record Policy(Rows rows, List<String> naturalKey) {

    /** What can become of rows. */
    public enum Rows {
        /** They are dumped. */
        KEEP,
        /** They are not dumped, and not needed: sessions, caches. */
        SKIP,
        /** They are not dumped, since the application creates them itself. */
        RECREATE
    }

    /** The rows are dumped. */
    public static final Policy KEEP = new Policy(Rows.KEEP, List.of());

    /** The rows are not dumped. */
    public static final Policy SKIP = new Policy(Rows.SKIP, List.of());

    public Policy {
        Objects.requireNonNull(rows);
        naturalKey = List.copyOf(naturalKey);
    }

    /** The application creates the rows itself, with the same values in these columns everywhere. */
    public static Policy recreate(List<String> naturalKey) {
        return new Policy(Rows.RECREATE, naturalKey);
    }

    /** Whether the rows are dumped. */
    public boolean keeps() {
        return rows == Rows.KEEP;
    }

    /** Whether the application creates the rows itself. */
    public boolean recreates() {
        return rows == Rows.RECREATE;
    }
}
