package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Join;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of a table that others join, with the columns that they take. Not thread-safe. */
public final class JoinedRows {

    private final Join join;
    private final boolean merged;
    private final Map<Object, Object[]> rows = new HashMap<>();
    private final Set<Object> used = new HashSet<>();
    private long keyless;

    /** @param merged whether nothing else is left of the rows of the other table */
    public JoinedRows(Join join, boolean merged) {
        this.join = join;
        this.merged = merged;
    }

    /** Adds a row of the other table; adding it again changes nothing. */
    public void put(Row row) {
        Object key = Keys.of(row, join.other());
        if (key == null) {
            keyless++;
            return;
        }
        Object[] taken = join.taken().stream().map(row::held).toArray(); // large values stay in their files;
        Object[] before = rows.putIfAbsent(key, taken);
        if (before != null && !Arrays.deepEquals(before, taken)) {
            throw new IllegalStateException(
                    "another row of " + join.table() + " has the same " + String.join(", ", join.other()) + ": " + key);
        }
    }

    /** The columns taken for this row; null if there is no row for it. */
    Object[] find(Row row) {
        Object key = Keys.of(row, join.own());
        Object[] taken = key == null ? null : rows.get(key);
        if (taken != null) {
            used.add(key);
        }
        return taken;
    }

    /** How many rows are lost because no row has joined them. */
    public long lost() {
        return merged ? rows.size() - used.size() + keyless : 0;
    }

    public String table() {
        return join.table();
    }

    public List<String> columns() {
        return join.other();
    }
}
