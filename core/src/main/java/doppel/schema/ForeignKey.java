package doppel.schema;

import java.util.List;

/**
 * A reference to another table, or to the same.
 *
 * @param columns the columns that refer
 * @param table the table referred to, which need not exist
 * @param referencedColumns the columns referred to, in the order of {@code columns}
 * @param dangling how many rows were known to refer to nothing when the key was read
 */
public record ForeignKey(List<String> columns, String table, List<String> referencedColumns, long dangling) {

    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
        if (columns.isEmpty() || columns.size() != referencedColumns.size()) {
            throw new IllegalArgumentException("a foreign key to " + table + " needs as many columns on both sides");
        }
    }

    /** A key that no row is known to break. */
    public ForeignKey(List<String> columns, String table, List<String> referencedColumns) {
        this(columns, table, referencedColumns, 0);
    }

    /** The same key, which so many rows break. */
    public ForeignKey withDangling(long rows) {
        return new ForeignKey(columns, table, referencedColumns, rows);
    }

    /** The key in words, as {@code (ArtistId) to Artist (ArtistId)}. */
    @Override
    public String toString() {
        return "(" + String.join(", ", columns) + ") to " + table + " (" + String.join(", ", referencedColumns) + ")";
    }
}
