package doppel.bench.engine;

import doppel.bench.shape.ShapeColumn;
import doppel.bench.shape.ShapeReference;
import doppel.bench.shape.ShapeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements that create tables, in SQL that all engines understand but for the types.
 *
 * @param type an engine's own words for a column's type
 */
record TableScript(Function<ShapeColumn, String> type) {

    /** With its primary key and unique columns, and no references. */
    String table(ShapeTable table) {
        return create(table, columns(table));
    }

    /** Without keys of any kind. */
    String bareTable(ShapeTable table) {
        return create(table, plainColumns(table));
    }

    /** Adds the primary key and unique columns to a bare table that has been filled. */
    List<String> keys(ShapeTable table) {
        return ownKeys(table).stream()
                .map(key -> "ALTER TABLE " + table.name() + " ADD " + key)
                .toList();
    }

    /** With everything. */
    String tableWithReferences(ShapeTable table) {
        List<String> parts = columns(table);
        table.references().forEach(reference -> parts.add(foreignKey(reference)));
        return create(table, parts);
    }

    /** Adds the references of a table that has been filled; nothing where it has none. */
    List<String> references(ShapeTable table) {
        return table.references().stream()
                .map(reference -> "ALTER TABLE " + table.name() + " ADD " + foreignKey(reference))
                .toList();
    }

    /** The columns' names, separated by commas. */
    static String names(ShapeTable table) {
        return table.columns().stream().map(ShapeColumn::name).collect(Collectors.joining(", "));
    }

    private List<String> columns(ShapeTable table) {
        List<String> parts = plainColumns(table);
        parts.addAll(ownKeys(table));
        return parts;
    }

    private List<String> plainColumns(ShapeTable table) {
        List<String> parts = new ArrayList<>();
        table.columns()
                .forEach(column -> parts.add(
                        column.name() + " " + type.apply(column) + (column.nullable() ? " NULL" : " NOT NULL")));
        return parts;
    }

    private static List<String> ownKeys(ShapeTable table) {
        List<String> keys = new ArrayList<>();
        keys.add("PRIMARY KEY (" + String.join(", ", table.primaryKey()) + ")");
        table.uniqueColumns().forEach(column -> keys.add("UNIQUE (" + column + ")"));
        return keys;
    }

    private static String foreignKey(ShapeReference reference) {
        return "FOREIGN KEY (" + reference.column() + ") REFERENCES " + reference.table() + " (" + reference.target()
                + ")";
    }

    private static String create(ShapeTable table, List<String> parts) {
        return "CREATE TABLE " + table.name() + " (\n  " + String.join(",\n  ", parts) + "\n)";
    }
}
