package doppel.shell.change;

import doppel.fixture.Row;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row that a transaction has changed.
 *
 * @param table its table
 * @param before the row as it was; empty if it was inserted
 * @param after the row as it is; empty if it was deleted
 */
public record ChangedRow(Table table, Optional<Row> before, Optional<Row> after) {

    /** What is equal for equal changes of the same row, and for no others. */
    public List<Object> identity() {
        List<Object> identity = new ArrayList<>();
        identity.add(table.name());
        List.of(before, after).forEach(side -> {
            identity.add(side.isPresent());
            side.ifPresent(row -> row.columns().forEach(column -> identity.add(ExactValue.of(row.get(column)))));
        });
        return identity;
    }
}
