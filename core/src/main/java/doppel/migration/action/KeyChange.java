package doppel.migration.action;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A change after which rows of the table are known by other keys, so that references to them have to follow: it
 * remembers what each key has become. Not thread-safe.
 */
public abstract class KeyChange extends Action {

    private final String before;
    private final List<List<String>> referred = new ArrayList<>();
    private final List<Map<Object, List<Object>>> replacements = new ArrayList<>(); // of each list of columns
    private TableOutline here;
    private List<String> identity = List.of();

    /** @param before the table's name before the step */
    KeyChange(String place, String before) {
        super(place);
        this.before = before;
    }

    /** Remembers what is known of the table here. */
    final void at(TableOutline table) {
        here = table.copy(table::before);
    }

    /** The names that columns of the fixture's table have where this happens; empty if one is there no longer. */
    public final Optional<List<String>> names(List<String> fixtureColumns) {
        List<String> names = new ArrayList<>();
        fixtureColumns.forEach(column -> here.nameOf(column).map(String::intern).ifPresent(names::add));
        return names.size() == fixtureColumns.size() ? Optional.of(names) : Optional.empty();
    }

    /** Sets the columns of the fixture's table that identify a row. */
    public final void identifiedBy(List<String> primaryKey) {
        identity = names(primaryKey).orElse(List.of());
    }

    /** The columns that identify a row; empty if none are known. */
    final List<String> identity() {
        return identity;
    }

    /** The positions of the columns that it changes among the columns referred to of this number. */
    public final List<Integer> positions(int number) {
        return changes().stream()
                .map(referred.get(number)::indexOf)
                .filter(at -> at >= 0)
                .toList();
    }

    /** Remembers the values in these columns of the fixture's table, since others refer to them; gives their number. */
    public final OptionalInt referredBy(List<String> fixtureColumns) {
        Optional<List<String>> names = names(fixtureColumns);
        if (names.isEmpty() || !concerns(names.get())) {
            return OptionalInt.empty();
        }
        if (!referred.contains(names.get())) {
            referred.add(names.get());
            replacements.add(new HashMap<>());
        }
        return OptionalInt.of(referred.indexOf(names.get()));
    }

    /** Whether references by these columns have to follow. */
    abstract boolean concerns(List<String> columns);

    /** Whether each reference has to find a row, since the old keys mean nothing any more. */
    abstract boolean replacesAll();

    /** The lists of columns that others refer to. */
    final List<List<String>> referred() {
        return referred;
    }

    /** What references by the columns of this number lead to from now on, by what they have led to. */
    final Map<Object, List<Object>> replacements(int number) {
        return replacements.get(number);
    }

    /** What a reference leads to now; null if it leads where it did, or to nothing. */
    final List<Object> replacement(int number, Object reference) {
        return replacements.get(number).get(reference);
    }

    static List<Object> values(Row row, List<String> names) {
        List<Object> values = new ArrayList<>(names.size());
        names.forEach(name -> values.add(row.get(name)));
        return values;
    }

    /** The columns whose values it changes; empty if it changes none. */
    public abstract Set<String> changes();

    /** The table's name where this happens. */
    public final String table() {
        return here.name();
    }

    /** The table's name before the step. */
    public final String tableBefore() {
        return before;
    }
}
