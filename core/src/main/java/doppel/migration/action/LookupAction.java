package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Lookup;

/** A new column refers to the row of another table with the same natural key. */
public final class LookupAction extends Action {

    private final String column;
    private final Lookup lookup;

    LookupAction(String place, String column, Lookup lookup) {
        super(place);
        this.column = column.intern();
        this.lookup = lookup;
    }

    public Lookup lookup() {
        return lookup;
    }

    @Override
    public String words() {
        return "look up " + column;
    }

    @Override
    public void outline(TableOutline table) {
        if (lookup.own().isEmpty()) {
            throw new Misfit("a lookup has to say by which columns.");
        }
        lookup.own().forEach(table::require);
        table.add(column);
        table.refersTo(this);
    }

    @Override
    public boolean apply(Row row, ActionContext context) {
        Object name = Keys.of(row, lookup.own(), lookup.ignoresCase());
        row.set(column, name == null ? null : key(name, row, context));
        return true;
    }

    private Object key(Object name, Row row, ActionContext context) {
        NaturalKeys keys = context.keys(this);
        Object key = keys.find(name);
        if (key != null) {
            return key;
        }
        context.requireComplete(this);
        if (lookup.creation().isEmpty()) {
            throw new IllegalStateException(
                    "no row of " + lookup.table() + " has the " + String.join(", ", lookup.natural()) + " " + name);
        }
        Row created = context.row(lookup.table());
        for (int i = 0; i < lookup.natural().size(); i++) {
            created.set(lookup.natural().get(i), row.get(lookup.own().get(i)));
        }
        lookup.creation().get().accept(row, created);
        if (lookup.newKey().isPresent()) {
            Object own = lookup.newKey().get().apply(created);
            if (own == null) {
                throw new IllegalStateException("the new " + lookup.table() + "." + lookup.key() + " is NULL");
            }
            keys.put(name, own);
            created.set(lookup.key(), own);
        } else {
            created.set(lookup.key(), keys.create(name));
        }
        context.create(created);
        return created.get(lookup.key());
    }
}
