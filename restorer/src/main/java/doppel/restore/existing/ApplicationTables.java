package doppel.restore.existing;

import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.List;

/** The tables of a database as its application writes them: without what the engine keeps for itself. */
final class ApplicationTables {

    private ApplicationTables() {}

    /** The tables without those that the engine keeps for itself, and without its own numbers of rows. */
    static List<Table> of(Schema schema) {
        return schema.tables().stream()
                .filter(table -> !table.internal())
                .map(ApplicationTables::withoutRowNumber)
                .toList();
    }

    private static Table withoutRowNumber(Table table) {
        List<Column> columns = table.columns().stream()
                .filter(column -> column.kind() != Column.Kind.ROW_ID)
                .toList();
        return new Table(
                table.name(),
                columns,
                table.primaryKey(),
                table.foreignKeys(),
                table.indexes(),
                table.identity(),
                false,
                table.policy());
    }
}
