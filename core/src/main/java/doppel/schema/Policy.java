package doppel.schema;

import java.util.List;
import java.util.Objects;

/**
 * What a dump does with the rows of a table.
 *
 * @param rows whether they are dumped
 * @param naturalKey the columns by which rows that are not dumped are known to the rows that refer to them; empty where none do
 */
public record Policy(Rows rows, List<String> naturalKey) {

    /** What can become of rows. */
    public enum Rows {
        /** They are dumped. */
        KEEP,
        /** They are not dumped, and nobody misses them: sessions, caches. */
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

    /** The application creates the rows itself, with these values in these columns wherever it does. */
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
