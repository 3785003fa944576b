package doppel.dialect.reference;

import doppel.dialect.DanglingReference;
import doppel.schema.ForeignKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sums up references that lead nowhere: how many rows for each foreign key, and the first values. Not thread-safe. */
public final class DanglingReferences {

    private static final int MOST_VALUES = 5;

    private final Map<String, Count> byKey = new LinkedHashMap<>();

    /** What is counted for a foreign key. */
    private static final class Count {
        private long rows;
        private final List<String> values = new ArrayList<>();
    }

    /** Counts a reference. */
    public void add(DanglingReference reference) {
        Count count = byKey.computeIfAbsent(name(reference.table(), reference.key()), key -> new Count());
        count.rows += reference.rows();
        if (count.values.size() <= MOST_VALUES) {
            String values = reference.shownValues();
            if (!count.values.contains(values)) {
                count.values.add(count.values.size() < MOST_VALUES ? values : "...");
            }
        }
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** How many rows of this table refer to nothing by this key. */
    public long rows(String table, ForeignKey key) {
        Count count = byKey.get(name(table, key));
        return count == null ? 0 : count.rows;
    }

    /** The findings, a sentence for each foreign key. */
    public List<String> sentences() {
        return byKey.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s: %,d %s to what does not exist: %s",
                        entry.getKey(),
                        entry.getValue().rows,
                        entry.getValue().rows == 1 ? "row refers" : "rows refer",
                        String.join(", ", entry.getValue().values)))
                .toList();
    }

    private static String name(String table, ForeignKey key) {
        return table + " " + key;
    }
}
