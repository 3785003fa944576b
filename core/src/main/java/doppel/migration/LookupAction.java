package doppel.migration;

import doppel.fixture.Row;

/** A new column refers to the row of another table with the same natural key. */
final class LookupAction extends Action {

    private final String column;
    private final Lookup lookup;

    LookupAction(String column, Lookup lookup) {
        this.column = column.intern();
        this.lookup = lookup;
    }

    Lookup lookup() {
        return lookup;
    }

    @Override
    String words() {
        return "look up " + column;
    }

    @Override
    void outline(TableOutline table) {
        if (lookup.own().isEmpty()) {
            throw new Misfit("a lookup says by which columns.");
        }
        lookup.own().forEach(table::require);
        table.add(column);
        table.refersTo(this);
    }

    @Override
    boolean apply(Row row, Passage passage) {
        Object name = Keys.of(row, lookup.own());
        row.set(column, name == null ? null : key(name, row, passage));
        return true;
    }

    private Object key(Object name, Row row, Passage passage) {
        NaturalKeys keys = passage.keys(this);
        Object key = keys.find(name);
        if (key != null) {
            return key;
        }
        passage.requireComplete(this);
        if (lookup.creation().isEmpty()) {
            throw new IllegalStateException(
                    "no row of " + lookup.table() + " has the " + String.join(", ", lookup.natural()) + " " + name);
        }
        Row created = passage.row(lookup.table());
        for (int i = 0; i < lookup.natural().size(); i++) {
            created.set(lookup.natural().get(i), row.get(lookup.own().get(i)));
        }
        lookup.creation().get().accept(row, created);
        long number = keys.create(name);
        created.set(lookup.key(), number);
        passage.create(created);
        return number;
    }
}
