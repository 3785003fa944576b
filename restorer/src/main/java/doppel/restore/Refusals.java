package doppel.restore;

import doppel.dialect.DanglingReference;
import doppel.fixture.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows that must not be saved since what they refer to does not exist, by the values of their foreign keys. Found after the
 * rows were loaded; the load then begins again without them.
 */
final class Refusals {

    private final Map<String, Map<List<String>, Map<List<Object>, String>>> reasons = new HashMap<>();
    private long rows;

    /** Refuses the rows with this reference from now on. */
    void add(DanglingReference reference) {
        reasons.computeIfAbsent(reference.table(), table -> new HashMap<>())
                .computeIfAbsent(reference.key().columns(), columns -> new HashMap<>())
                .put(
                        WaitKey.of(reference.table(), reference.key().columns(), reference.values())
                                .values(),
                        "nothing is there that it refers to: " + reference.describe());
        rows += reference.rows();
    }

    /** How many rows are refused. */
    long rows() {
        return rows;
    }

    /** Why one of these rows is refused; null if none is. */
    String reason(List<Row> candidates) {
        if (reasons.isEmpty()) {
            return null;
        }
        return candidates.stream()
                .map(this::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String reason(Row row) {
        for (Map.Entry<List<String>, Map<List<Object>, String>> key :
                reasons.getOrDefault(row.table(), Map.of()).entrySet()) {
            List<Object> values = WaitKey.valuesOf(row, key.getKey());
            String reason = values == null ? null : key.getValue().get(values);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }
}
