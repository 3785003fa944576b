package doppel.migration.action;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** A column of a key gets other values, and references follow. Keeps both in memory. Not thread-safe. */
public final class RekeyAction extends KeyChange {

    private final String column;
    private final Function<Row, ?> key;
    private final Map<List<String>, Map<Object, Object>> taken = new HashMap<>(); // new keys to old, by columns

    RekeyAction(String place, String table, String column, Function<Row, ?> key) {
        super(place, table);
        this.column = column.intern();
        this.key = Objects.requireNonNull(key);
    }

    @Override
    public String words() {
        return "rekey " + column;
    }

    @Override
    public boolean runsCode() {
        return true;
    }

    @Override
    public void outline(TableOutline table) {
        table.require(column);
        if (table.origin().isEmpty()) {
            throw new Misfit("its rows come from no single table of the fixture, so nothing tells which rows refer to"
                    + " them.");
        }
        at(table);
        table.rekey(column);
    }

    @Override
    boolean concerns(List<String> columns) {
        return columns.contains(column);
    }

    @Override
    boolean replacesAll() {
        return true;
    }

    @Override
    public Set<String> changes() {
        return Set.of(column);
    }

    @Override
    public boolean apply(Row row, ActionContext context) {
        Row after = row.copy();
        after.set(column, key.apply(row));
        if (after.get(column) == null) {
            throw new IllegalArgumentException("the new " + column + " is NULL");
        }
        List<List<String>> keys = new ArrayList<>(referred());
        if (identity().contains(column) && !keys.contains(identity())) {
            keys.add(identity());
        }
        keys.forEach(columns -> requireFree(row, after, columns));
        for (List<String> columns : keys) {
            Object now = Keys.of(after, columns);
            if (now != null) {
                taken.get(columns).put(now, Keys.of(row, columns));
            }
        }
        for (int i = 0; i < referred().size(); i++) {
            List<String> columns = referred().get(i);
            Object old = Keys.of(row, columns);
            if (old != null) {
                replacements(i).put(old, values(after, columns));
            }
        }
        row.set(column, after.get(column));
        return true;
    }

    private void requireFree(Row row, Row after, List<String> columns) {
        Object now = Keys.of(after, columns);
        Object before = Keys.of(row, columns);
        Object other = now == null
                ? null
                : taken.computeIfAbsent(columns, list -> new HashMap<>()).get(now);
        if (other != null && !other.equals(before)) {
            throw new IllegalArgumentException("two rows get the same " + String.join(", ", columns) + " " + now
                    + ": it was " + before + " here, and " + other + " before in another");
        }
    }
}
