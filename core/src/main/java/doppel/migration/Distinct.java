package doppel.migration;

import java.util.List;

/** Says which of the rows stays that have the same values in some columns. Not thread-safe. */
public final class Distinct {

    private final TableChanges table;
    private final List<String> columns;
    private boolean keepsFirst;

    Distinct(TableChanges table, List<String> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    /**
     * The first row of the fixture stays. References to the others, by foreign keys of the fixture's schema, lead to
     * it.
     */
    public TableChanges keepFirst() {
        keepsFirst = true;
        return table;
    }

    /** The table's name before the step. */
    public String table() {
        return table.name();
    }

    /** The columns in which rows have to differ. */
    public List<String> columns() {
        return columns;
    }

    /** Whether the first row stays; otherwise nothing was said. */
    public boolean keepsFirst() {
        return keepsFirst;
    }
}
