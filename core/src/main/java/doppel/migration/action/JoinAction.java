package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Join;
import java.util.List;

/** New columns come from the row of another table. */
public final class JoinAction extends Action {

    private final Join join;

    JoinAction(String place, Join join) {
        super(place);
        this.join = join;
    }

    public Join join() {
        return join;
    }

    @Override
    public String words() {
        return "join " + join.table();
    }

    @Override
    public void outline(TableOutline table) {
        if (join.own().isEmpty() || join.taken().isEmpty()) {
            throw new Misfit("a join has to say on which columns, and what it takes.");
        }
        join.own().forEach(table::require);
        TableOutline other = table.before(join.table());
        join.other().forEach(other::require);
        join.taken().forEach(other::require);
        join.names().forEach(table::add);
    }

    @Override
    public boolean apply(Row row, ActionContext context) {
        JoinedRows rows = context.joined(this);
        List<Object> taken = rows.find(row);
        if (taken == null) {
            context.requireComplete(this);
        }
        if (taken == null && !join.optional()) {
            throw new IllegalStateException("no row of " + join.table() + " belongs to it");
        }
        for (int i = 0; i < join.names().size(); i++) {
            row.set(join.names().get(i), taken == null ? null : taken.get(i));
        }
        return true;
    }
}
