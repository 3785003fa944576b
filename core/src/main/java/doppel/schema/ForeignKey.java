package doppel.schema;

import java.util.List;
import java.util.Set;

/**
 * A reference to another table, or to the same.
 *
 * @param columns the columns that refer
 * @param table the table referred to, which need not exist
 * @param referencedColumns the columns referred to, in the order of {@code columns}
 * @param onDelete what happens to referring rows when their row is deleted, in SQL's words: {@code CASCADE},
 *     {@code SET NULL}, …
 * @param onUpdate what happens to referring rows when their row gets another key, in the same words
 * @param dangling how many rows were known to refer to nothing when the key was read
 */
public record ForeignKey(
        List<String> columns,
        String table,
        List<String> referencedColumns,
        String onDelete,
        String onUpdate,
        long dangling) {

    /** Nothing happens: the engine refuses, now or at the end of the transaction. */
    public static final String NO_ACTION = "NO ACTION";

    /** All actions. */
    public static final Set<String> ACTIONS = Set.of(NO_ACTION, "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT");

    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
        if (columns.isEmpty() || columns.size() != referencedColumns.size()) {
            throw new IllegalArgumentException("a foreign key to " + table + " needs as many columns on both sides");
        }
    }

    /** A key without actions and without known violations. */
    public ForeignKey(List<String> columns, String table, List<String> referencedColumns) {
        this(columns, table, referencedColumns, NO_ACTION, NO_ACTION, 0);
    }

    /** The same key to a table of this name. */
    ForeignKey withTable(String name) {
        return new ForeignKey(columns, name, referencedColumns, onDelete, onUpdate, dangling);
    }

    /** The same key with these actions. */
    public ForeignKey withActions(String deleting, String updating) {
        return new ForeignKey(columns, table, referencedColumns, deleting, updating, dangling);
    }

    /** The same key, violated by this many rows. */
    public ForeignKey withDangling(long rows) {
        return new ForeignKey(columns, table, referencedColumns, onDelete, onUpdate, rows);
    }

    /** The key in words, as {@code (ArtistId) to Artist (ArtistId)}. */
    @Override
    public String toString() {
        return "(" + String.join(", ", columns) + ") to " + table + " (" + String.join(", ", referencedColumns) + ")";
    }
}
