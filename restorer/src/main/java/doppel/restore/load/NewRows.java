package doppel.restore.load;

import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Schema;
import java.util.HashMap;
import java.util.Map;

/** Makes empty rows with room for the columns of their tables. Not thread-safe. */
final class NewRows {

    private final Schema schema;
    private final Map<String, Start> starts = new HashMap<>();
    private String lastTable;
    private Start lastStart;

    /**
     * The initial shape of a table's rows.
     *
     * @param shape the shape without any column
     * @param columns the usual number of columns
     */
    private record Start(Shape shape, int columns) {}

    NewRows(Schema schema) {
        this.schema = schema;
    }

    /** A row of this table. */
    Row of(String table) {
        if (!table.equals(lastTable)) {
            lastStart = starts.computeIfAbsent(table, this::start);
            lastTable = table;
        }
        return new Row(lastStart.shape(), lastStart.columns());
    }

    private Start start(String table) {
        int columns = schema.table(table).map(known -> known.columns().size()).orElse(0);
        return new Start(Shape.empty(table), columns);
    }
}
