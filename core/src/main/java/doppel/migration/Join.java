package doppel.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds the row of another table that belongs to a row. To merge a table into another, join it there and drop it. Table
 * and columns are named as before the step. The columns taken are kept in memory for each row of the other table. Not
 * thread-safe.
 */
public final class Join {

    private final String table;
    private final List<String> own = new ArrayList<>();
    private final List<String> other = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private boolean optional;

    private Join(String table) {
        this.table = Objects.requireNonNull(table);
    }

    /** A join with this table. */
    public static Join with(String table) {
        return new Join(table);
    }

    /** Rows belong together if these columns are equal. More than one pair can be given. */
    public Join on(String ownColumn, String otherColumn) {
        own.add(ownColumn.intern());
        other.add(otherColumn.intern());
        return this;
    }

    /** Takes a column under its own name. */
    public Join take(String column) {
        return take(column, column);
    }

    /** Takes a column under another name. */
    public Join take(String column, String newColumn) {
        taken.add(column.intern());
        names.add(newColumn.intern());
        return this;
    }

    /** If the other table has no such row, the new columns are NULL. Without this, the row is refused. */
    public Join orNull() {
        optional = true;
        return this;
    }

    /** The other table. */
    public String table() {
        return table;
    }

    /** The columns of this table that are compared with those of the other. */
    public List<String> own() {
        return own;
    }

    /** The columns of the other table, in the same order. */
    public List<String> other() {
        return other;
    }

    /** The columns that are taken. */
    public List<String> taken() {
        return taken;
    }

    /** The new names of these columns, in the same order. */
    public List<String> names() {
        return names;
    }

    /** Whether a row of the other table may be missing. */
    public boolean optional() {
        return optional;
    }
}
