package doppel.shell.change;

import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.List;
import java.util.Optional;

/** What identifies a row. Stateless. */
public final class RowKey {

    private RowKey() {}

    /** Its primary key; if that is missing or holds NULL, the engine's own number of the row, or else all values. */
    public static Row of(Table table, Row row) {
        List<String> columns = columns(table, row);
        Row key = new Row(Shape.empty(table.name()), columns.size());
        columns.forEach(column -> key.set(column, row.get(column)));
        return key;
    }

    private static List<String> columns(Table table, Row row) {
        List<String> primary = table.primaryKey();
        if (!primary.isEmpty() && primary.stream().allMatch(column -> row.has(column) && row.held(column) != null)) {
            return primary;
        }
        Optional<String> number = table.columns().stream()
                .filter(column -> column.kind() == Column.Kind.ROW_ID && row.has(column.name()))
                .map(Column::name)
                .findFirst();
        return number.map(List::of).orElse(row.columns());
    }

    /** Whether a key identifies one row, as all values together may not. */
    public static boolean isUnique(Table table, Row key) {
        return key.columns().equals(table.primaryKey())
                || key.columns().size() == 1
                        && table.column(key.columns().get(0)).orElseThrow().kind() == Column.Kind.ROW_ID;
    }
}
