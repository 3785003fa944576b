package doppel.restore.existing;

import doppel.dialect.LiveDatabase;
import doppel.dialect.RowCursor;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that a table had at first, for rows that come without any key: each of those may be one of these, by all of
 * its values. They are held in memory. Not thread-safe.
 */
final class KeylessRows {

    private final SameValue same;
    private final String table;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Shape, Map<List<Object>, List<Integer>>> byShape = new HashMap<>();

    /** Reads the rows of a table. */
    KeylessRows(LiveDatabase database, Table table) {
        same = new SameValue(database);
        this.table = table.name();
        List<String> columns =
                table.insertableColumns().stream().map(Column::name).toList();
        Shape shape = Shape.of(table.name(), columns);
        Object[] values = new Object[columns.size()];
        try (RowCursor cursor = database.rows(table, "")) {
            while (cursor.next(values)) {
                rows.add(Row.of(shape, values));
            }
        }
    }

    /** Finds a row with these values that has not been claimed, and claims it; returns whether there was one. */
    boolean claim(Row row, Tally<List<Object>> claimed) {
        List<Integer> alike =
                byShape.computeIfAbsent(row.shape(), this::index).getOrDefault(same.of(row, row.columns()), List.of());
        for (Integer number : alike) {
            List<Object> claim = List.of(table, number);
            if (claimed.count(claim) == 0) {
                claimed.add(claim, 1);
                return true;
            }
        }
        return false;
    }

    private Map<List<Object>, List<Integer>> index(Shape shape) {
        Map<List<Object>, List<Integer>> index = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            index.computeIfAbsent(same.of(rows.get(i), shape.columns()), unknown -> new ArrayList<>(1))
                    .add(i);
        }
        return index;
    }
}
