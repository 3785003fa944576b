package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Join;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a table that a join finds, with the columns that it takes. Not thread-safe. */
public final class JoinedRows {

    private final Join join;
    private final Map<Object, Entry> rows = new HashMap<>();

    /** The columns taken of a row. */
    private record Entry(List<Object> taken, Joinable row) {}

    JoinedRows(Join join) {
        this.join = join;
    }

    /** The row of the other table, if it has come before. */
    Joinable known(Row row) {
        Object key = Keys.of(row, join.other());
        Entry entry = key == null ? null : rows.get(key);
        return entry == null ? null : entry.row();
    }

    /** Adds a row of the other table; adding it again changes nothing. */
    void put(Row row, Joinable joinable) {
        Object key = Keys.of(row, join.other());
        if (key == null) {
            return;
        }
        List<Object> taken =
                Arrays.asList(join.taken().stream().map(row::held).toArray()); // large values stay in their files
        Entry before = rows.putIfAbsent(key, new Entry(taken, joinable));
        if (before != null && !Arrays.deepEquals(before.taken().toArray(), taken.toArray())) {
            throw new IllegalStateException(
                    "another row of " + join.table() + " has the same " + String.join(", ", join.other()) + ": " + key);
        }
    }

    /** The columns taken for this row; null if there is no row for it. */
    List<Object> find(Row row) {
        Object key = Keys.of(row, join.own());
        Entry entry = key == null ? null : rows.get(key);
        if (entry == null) {
            return null;
        }
        entry.row().join();
        return entry.taken();
    }
}
