package doppel.restore.save;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows which statements wait for which rows. Finding those that wait for a row takes constant time, however many wait.
 * Not thread-safe.
 */
final class WaitIndex<T> {

    private final Map<String, Map<List<String>, Map<List<Object>, List<T>>>> waiting = new HashMap<>();
    private int size;

    /** Adds a statement that waits for this row. */
    void add(WaitKey key, T who) {
        waiting.computeIfAbsent(key.table(), table -> new HashMap<>())
                .computeIfAbsent(key.columns(), columns -> new HashMap<>())
                .computeIfAbsent(key.values(), values -> new ArrayList<>(1))
                .add(who);
        size++;
    }

    /** Removes all that wait for this row, and returns them. */
    List<T> take(Row row) {
        List<T> taken = new ArrayList<>();
        waiting.getOrDefault(row.table(), Map.of()).forEach((columns, byValues) -> {
            List<Object> values = WaitKey.valuesOf(row, columns);
            List<T> found = values == null ? null : byValues.remove(values);
            if (found != null) {
                taken.addAll(found);
                size -= found.size();
            }
        });
        return taken;
    }

    /** How many wait. */
    int size() {
        return size;
    }
}
