package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.definition.SqliteCatalog;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How SQLite itself would walk over the rows of a table in the wanted order.
 *
 * @param rowId the column that is the rowid
 * @param root the root page of the table's tree
 * @param index the root page of the index that determines the order; 0 for the order of the rowid
 */
public record SqlitePlan(String rowId, int root, int index) {

    /**
     * The plan of a query of all rows; empty if it is not a single walk, because rows have to be sorted, have no rowid,
     * or contain computed values.
     */
    public static Optional<SqlitePlan> of(Handle handle, SqliteCatalog catalog, Table table, String sql) {
        boolean stored = table.columns().stream().allMatch(Column::insertable);
        Optional<String> rowId = rowId(handle, catalog, table);
        List<String> steps = handle.createQuery("EXPLAIN QUERY PLAN " + sql)
                .map((rows, context) -> rows.getString("detail"))
                .list();
        if (!stored || rowId.isEmpty() || steps.size() != 1) {
            return Optional.empty();
        }
        Optional<Integer> root = catalog.root("table", table.name());
        String scan = "SCAN " + table.name();
        String detail = steps.get(0);
        for (String way : List.of("", " USING INDEX ", " USING COVERING INDEX ")) {
            if (way.isEmpty() ? detail.equals(scan) : detail.startsWith(scan + way)) {
                Optional<Integer> index = way.isEmpty()
                        ? Optional.of(0)
                        : ascending(handle, catalog, table, detail.substring(scan.length() + way.length()));
                return root.flatMap(table0 -> index.map(index0 -> new SqlitePlan(rowId.get(), table0, index0)));
            }
        }
        return Optional.empty();
    }

    /** The column that is the rowid of a table; empty if it has none, or none that has a name. */
    public static Optional<String> rowId(Handle handle, SqliteCatalog catalog, Table table) {
        Optional<String> own = table.columns().stream()
                .filter(column -> column.kind() == Column.Kind.ROW_ID)
                .map(Column::name)
                .findFirst();
        boolean aliased = own.isEmpty()
                && table.primaryKey().size() == 1
                && table.column(table.primaryKey().get(0))
                        .filter(key -> key.type().equalsIgnoreCase("INTEGER"))
                        .isPresent()
                && !catalog.isWithoutRowId(table.name())
                && handle.createQuery(
                                "SELECT NOT EXISTS (SELECT 1 FROM pragma_index_list(?, 'main') WHERE origin = 'pk')")
                        .bind(0, table.name())
                        .mapTo(Boolean.class)
                        .one();
        return aliased ? Optional.of(table.primaryKey().get(0)) : own;
    }

    /** The root page of an index that holds all rows in ascending order. */
    private static Optional<Integer> ascending(Handle handle, SqliteCatalog catalog, Table table, String index) {
        boolean usable = handle.createQuery("SELECT EXISTS (SELECT 1 FROM pragma_index_list(?, 'main') l"
                        + " WHERE l.name = ? AND NOT partial AND NOT EXISTS"
                        + " (SELECT 1 FROM pragma_index_xinfo(l.name, 'main') WHERE \"key\" AND \"desc\"))")
                .bind(0, table.name())
                .bind(1, index)
                .mapTo(Boolean.class)
                .one();
        return usable ? catalog.root("index", index) : Optional.empty();
    }
}
