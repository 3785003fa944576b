package doppel.dialect.postgresql.rows;

import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.fixture.Shape;
import doppel.schema.Schema;
import java.util.HashMap;
import java.util.Map;

/** The columns of all tables, by name. */
public final class PostgresqlTargetColumns {

    private final Map<String, Map<String, PostgresqlTargetColumn>> byTable = new HashMap<>();

    public PostgresqlTargetColumns(Schema schema, PostgresqlEncoding encoding) {
        schema.tables().forEach(table -> {
            Map<String, PostgresqlTargetColumn> columns = new HashMap<>();
            table.columns()
                    .forEach(column ->
                            columns.put(column.name(), PostgresqlTargetColumn.of(table.name(), column, encoding)));
            byTable.put(table.name(), columns);
        });
    }

    /** The columns of a shape. */
    PostgresqlTargetColumn[] of(Shape shape) {
        Map<String, PostgresqlTargetColumn> columns = byTable.get(shape.table());
        return shape.columns().stream().map(columns::get).toArray(PostgresqlTargetColumn[]::new);
    }
}
