package doppel.restore.save;

import doppel.dialect.DanglingReference;
import doppel.fixture.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows that must not be saved since they refer to rows that do not exist, by the values of their foreign keys. They are
 * found after the rows were loaded; the load then starts again without them.
 */
public final class Refusals {

    private final Map<String, Map<List<String>, Map<List<Object>, DanglingReference>>> reasons = new HashMap<>();
    private long rows;

    /** Refuses the rows with this reference from now on. */
    void add(DanglingReference reference) {
        reasons.computeIfAbsent(reference.table(), table -> new HashMap<>())
                .computeIfAbsent(reference.key().columns(), columns -> new HashMap<>())
                .put(
                        WaitKey.of(reference.table(), reference.key().columns(), reference.values())
                                .values(),
                        reference);
        rows += reference.rows();
    }

    /** How many rows are refused. */
    long rows() {
        return rows;
    }

    /** The references for which these rows are refused. */
    public List<DanglingReference> references(List<Row> candidates) {
        if (reasons.isEmpty()) {
            return List.of();
        }
        return candidates.stream().flatMap(this::references).toList();
    }

    /** Whether no row is refused. */
    boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** Why one of these rows is refused, if so. */
    Optional<Refusal> of(List<Row> candidates) {
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        return candidates.stream()
                .flatMap(this::references)
                .findFirst()
                .map(reference -> new Refusal("nothing is there that it refers to: " + reference.describe()));
    }

    private Stream<DanglingReference> references(Row row) {
        return reasons.getOrDefault(row.table(), Map.of()).entrySet().stream().flatMap(key -> {
            List<Object> values = WaitKey.valuesOf(row, key.getKey());
            return Stream.ofNullable(values == null ? null : key.getValue().get(values));
        });
    }
}
