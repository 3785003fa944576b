package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Distinct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Of rows with the same values in some columns, the first stays. Keeps those values in memory. Not thread-safe. */
public final class DistinctAction extends KeyChange {

    private final Distinct distinct;
    private final List<String> columns;
    private final Map<Object, Kept> kept = new HashMap<>();

    /** A row that stays: what identifies it, and its values that others refer to. */
    private record Kept(Object identity, List<List<Object>> values) {}

    DistinctAction(String place, Distinct distinct) {
        super(place, distinct.table());
        this.distinct = distinct;
        columns = distinct.columns().stream().map(String::intern).toList();
    }

    @Override
    public String words() {
        return "distinct " + String.join(", ", columns);
    }

    @Override
    public void outline(TableOutline table) {
        if (columns.isEmpty() || !distinct.keepsFirst()) {
            throw new Misfit("it has to say in which columns rows differ, and which row stays: keepFirst().");
        }
        columns.forEach(table::require);
        at(table);
    }

    /** Without a key, it cannot tell whether it has seen a row before. */
    @Override
    public boolean runsCode() {
        return identity().isEmpty();
    }

    @Override
    boolean concerns(List<String> referred) {
        return true;
    }

    @Override
    boolean replacesAll() {
        return false;
    }

    @Override
    public Set<String> changes() {
        return Set.of();
    }

    @Override
    public boolean apply(Row row, ActionContext context) {
        Object key = Keys.of(row, columns);
        if (key == null) {
            return true; // NULL is equal to nothing, as in a unique key
        }
        Object own = identity().isEmpty() ? null : Keys.of(row, identity());
        Kept first = kept.get(key);
        if (first == null) {
            kept.put(
                    key,
                    new Kept(
                            own,
                            referred().stream().map(names -> values(row, names)).toList()));
            return true;
        }
        if (own != null && own.equals(first.identity())) {
            return true;
        }
        for (int i = 0; i < referred().size(); i++) {
            Object reference = Keys.of(row, referred().get(i));
            if (reference != null && !replacements(i).containsKey(reference)) {
                context.requireInTime(this);
                replacements(i).put(reference, first.values().get(i));
            }
        }
        return false;
    }

    /** The columns in which rows differ. */
    public List<String> columns() {
        return columns;
    }
}
