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

    /** What identifies the row. */
    Row key() {
        return RowKey.of(table, after.or(() -> before).orElseThrow());
    }

    /** What is equal for equal changes of the same row, and for no others. */
    public List<Object> identity() {
        List<Object> identity = new ArrayList<>();
        List.of(before, after).forEach(side -> {
            identity.add(side.isPresent());
            side.ifPresent(row -> identity.addAll(RowKey.identity(row)));
        });
        return identity;
    }
}
