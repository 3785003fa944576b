package doppel.migration;

import doppel.fixture.Row;

/** New columns come from the row of another table. */
final class JoinAction extends Action {

    private final Join join;

    JoinAction(Join join) {
        this.join = join;
    }

    Join join() {
        return join;
    }

    @Override
    String words() {
        return "join " + join.table();
    }

    @Override
    void outline(TableOutline table) {
        if (join.own().isEmpty() || join.taken().isEmpty()) {
            throw new Misfit("a join says on which columns, and what it takes.");
        }
        join.own().forEach(table::require);
        TableOutline other = table.before(join.table());
        join.other().forEach(other::require);
        join.taken().forEach(other::require);
        join.names().forEach(table::add);
    }

    @Override
    boolean apply(Row row, Passage passage) {
        JoinedRows rows = passage.joined(this);
        Object[] taken = rows.find(row);
        if (taken == null) {
            passage.requireComplete(this);
        }
        if (taken == null && !join.optional()) {
            throw new IllegalStateException("no row of " + join.table() + " belongs to it");
        }
        for (int i = 0; i < join.names().size(); i++) {
            row.set(join.names().get(i), taken == null ? null : taken[i]);
        }
        return true;
    }
}
