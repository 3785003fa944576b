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
            side.ifPresent(row -> identity.addAll(values(row)));
        });
        return identity;
    }

    /** The columns and values of a row, which are equal if all of them are exactly equal. */
    static List<Object> values(Row row) {
        List<Object> values = new ArrayList<>();
        row.columns().forEach(column -> {
            values.add(column);
            values.add(ExactValue.of(row.get(column)));
        });
        return values;
    }
}
