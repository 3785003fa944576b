package doppel.restore.save;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who waits for which row. Finding who waits for a row takes the same time however many wait. Not thread-safe. */
final class WaitIndex<T> {

    private final Map<String, Map<List<String>, Map<List<Object>, List<T>>>> waiting = new HashMap<>();
    private int size;

    /** Somebody waits for this row. */
    void add(WaitKey key, T who) {
        waiting.computeIfAbsent(key.table(), table -> new HashMap<>())
                .computeIfAbsent(key.columns(), columns -> new HashMap<>())
                .computeIfAbsent(key.values(), values -> new ArrayList<>(1))
                .add(who);
        size++;
    }

    /** Takes out all who wait for this row. */
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
