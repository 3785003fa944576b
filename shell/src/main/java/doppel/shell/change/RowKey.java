package doppel.shell.change;

import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What identifies a row. Stateless. */
public final class RowKey {

    private RowKey() {}

    /** Its primary key; if that is missing or holds NULL, the engine's own number of the row, or else all values. */
    public static Row of(Table table, Row row) {
        List<String> columns = columns(table, row);
        return renamed(row, columns, table.name(), columns);
    }

    /** A row of a table whose columns have the values that a row has in others. */
    public static Row renamed(Row row, List<String> from, String table, List<String> columns) {
        return Row.of(Shape.of(table, columns), from.stream().map(row::get).toArray());
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

    /** The table, columns and values of a row, as a key of maps: equal if all of them are exactly equal. */
    public static List<Object> identity(Row row) {
        List<Object> identity = new ArrayList<>();
        identity.add(row.table());
        row.columns().forEach(column -> {
            identity.add(column);
            identity.add(row.get(column) instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : row.get(column));
        });
        return identity;
    }
}
