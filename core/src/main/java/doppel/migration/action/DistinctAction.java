package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Distinct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Of rows with the same values in some columns, the first stays. Keeps those values in memory. Not thread-safe. */
public final class DistinctAction extends Action {

    private final Distinct distinct;
    private final List<String> columns;
    private final Map<Object, Kept> kept = new HashMap<>();
    private final List<List<String>> referred = new ArrayList<>();
    private final List<Map<Object, Kept>> gone = new ArrayList<>(); // for each list of columns that is referred to
    private final String before;
    private TableOutline here;
    private List<String> identity = List.of();

    /** A row that stays: what identifies it, and its values that others refer to. */
    private record Kept(Object identity, List<Object[]> values) {}

    DistinctAction(String place, Distinct distinct) {
        super(place);
        this.distinct = distinct;
        before = distinct.table();
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
        here = table.copy(table::before);
    }

    /** Without a key, it cannot tell whether it has seen a row before. */
    @Override
    public boolean runsCode() {
        return identity.isEmpty();
    }

    /** The names that columns of the fixture's table have where this happens; empty if one is there no longer. */
    public Optional<List<String>> names(List<String> fixtureColumns) {
        List<String> names = new ArrayList<>();
        fixtureColumns.forEach(column -> here.nameOf(column).map(String::intern).ifPresent(names::add));
        return names.size() == fixtureColumns.size() ? Optional.of(names) : Optional.empty();
    }

    /** Sets the columns of the fixture's table that identify a row. */
    public void identifiedBy(List<String> primaryKey) {
        identity = names(primaryKey).orElse(List.of());
    }

    /** Remembers the values in these columns of the fixture's table, since others refer to them; gives their number. */
    public OptionalInt referredBy(List<String> fixtureColumns) {
        Optional<List<String>> names = names(fixtureColumns);
        if (names.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!referred.contains(names.get())) {
            referred.add(names.get());
            gone.add(new HashMap<>());
        }
        return OptionalInt.of(referred.indexOf(names.get()));
    }

    @Override
    public boolean apply(Row row, ActionContext context) {
        Object key = Keys.of(row, columns);
        if (key == null) {
            return true; // NULL is equal to nothing, as in a unique key
        }
        Object own = identity.isEmpty() ? null : Keys.of(row, identity);
        Kept first = kept.get(key);
        if (first == null) {
            kept.put(
                    key,
                    new Kept(
                            own,
                            referred.stream().map(names -> values(row, names)).toList()));
            return true;
        }
        if (own != null && own.equals(first.identity())) {
            return true;
        }
        for (int i = 0; i < referred.size(); i++) {
            Object reference = Keys.of(row, referred.get(i));
            if (reference != null && !gone.get(i).containsKey(reference)) {
                context.requireInTime(this);
                gone.get(i).put(reference, first);
            }
        }
        return false;
    }

    private static Object[] values(Row row, List<String> names) {
        return names.stream().map(row::get).toArray();
    }

    /** What a reference leads to, if the row that it led to has gone; else null. */
    Object[] replacement(int number, Object reference) {
        Kept stays = gone.get(number).get(reference);
        return stays == null ? null : stays.values().get(number);
    }

    /** The columns in which rows differ. */
    public List<String> columns() {
        return columns;
    }

    /** The table's name where this happens. */
    public String table() {
        return here.name();
    }

    /** The table's name before the step. */
    public String tableBefore() {
        return before;
    }
}
