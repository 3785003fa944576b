package doppel.dump;

import doppel.schema.ForeignKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Counts rows by their foreign key and a remark, with the first values. Not thread-safe. */
final class ReferenceCounts {

    private static final int MOST_VALUES = 5;

    private final Map<List<String>, Count> counts = new LinkedHashMap<>();

    /** The counts of a foreign key. */
    private static final class Count {
        private final String referenced;
        private long rows;
        private final List<String> values = new ArrayList<>();

        Count(String referenced) {
            this.referenced = referenced;
        }
    }

    /**
     * Counts a row.
     *
     * @param words the remark, if any
     * @param values the values of the reference
     */
    void add(String table, ForeignKey key, String words, List<Object> values) {
        Count count = counts.computeIfAbsent(List.of(table, key.toString(), words), any -> new Count(key.table()));
        count.rows++;
        if (count.values.size() <= MOST_VALUES) {
            String shown = values.stream()
                    .map(value -> value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value))
                    .toList()
                    .toString();
            if (count.values.size() == MOST_VALUES) {
                count.values.add("...");
            } else if (!count.values.contains(shown)) {
                count.values.add(shown);
            }
        }
    }

    /** How many rows of a table were counted for this key. */
    long rows(String table, ForeignKey key) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().get(0).equals(table)
                        && entry.getKey().get(1).equals(key.toString()))
                .mapToLong(entry -> entry.getValue().rows)
                .sum();
    }

    /** Whether no row was counted. */
    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** The counts in words, such as {@code city (country) to country (id): 3 rows: [1], [2]}. */
    List<String> sentences() {
        return sentences(referenced -> true);
    }

    /** The same for keys that lead to certain tables. */
    List<String> sentences(Predicate<String> referenced) {
        return counts.entrySet().stream()
                .filter(entry -> referenced.test(entry.getValue().referenced))
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %s: %,d %s%s: %s",
                        entry.getKey().get(0),
                        entry.getKey().get(1),
                        entry.getValue().rows,
                        entry.getValue().rows == 1 ? "row" : "rows",
                        entry.getKey().get(2).isEmpty()
                                ? ""
                                : " " + entry.getKey().get(2),
                        String.join(", ", entry.getValue().values)))
                .toList();
    }
}
