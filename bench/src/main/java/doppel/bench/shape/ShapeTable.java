package doppel.bench.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that is made, with its rows.
 *
 * @param name of lower-case letters, digits and {@code _}
 * @param columns in order
 * @param primaryKey the names of its columns
 * @param uniqueColumns columns with an index of their own that allows no value twice
 * @param references to tables that come before this one
 * @param rows what it holds
 */
public record ShapeTable(
        String name,
        List<ShapeColumn> columns,
        List<String> primaryKey,
        List<String> uniqueColumns,
        List<ShapeReference> references,
        RowSource rows) {

    /** Takes copies. */
    public ShapeTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueColumns = List.copyOf(uniqueColumns);
        references = List.copyOf(references);
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    /** Describes a table, column by column. */
    static final class Builder {

        private final String name;
        private final List<ShapeColumn> columns = new ArrayList<>();
        private List<String> primaryKey = List.of();
        private final List<String> uniqueColumns = new ArrayList<>();
        private final List<ShapeReference> references = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        Builder required(String column, ColumnType type) {
            return required(column, type, "");
        }

        Builder required(String column, ColumnType type, String detail) {
            columns.add(new ShapeColumn(column, type, detail, false));
            return this;
        }

        Builder column(String column, ColumnType type) {
            return column(column, type, "");
        }

        Builder column(String column, ColumnType type, String detail) {
            columns.add(new ShapeColumn(column, type, detail, true));
            return this;
        }

        Builder primaryKey(String... names) {
            primaryKey = List.of(names);
            return this;
        }

        Builder unique(String column) {
            uniqueColumns.add(column);
            return this;
        }

        Builder refers(String column, String table, String target) {
            references.add(new ShapeReference(column, table, target));
            return this;
        }

        ShapeTable holding(RowSource rows) {
            return new ShapeTable(name, columns, primaryKey, uniqueColumns, references, rows);
        }
    }
}
