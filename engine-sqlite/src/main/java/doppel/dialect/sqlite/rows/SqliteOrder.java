package doppel.dialect.sqlite.rows;

import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The order in which the rows of a table are dumped. Stateless. */
public final class SqliteOrder {

    private SqliteOrder() {}

    /**
     * By primary key, then by rowid, since a primary key may hold NULLs; if nothing is unique, by all columns.
     *
     * @param binary whether the key is compared by its bytes, because SQLite does not have one of its collations
     */
    public static String of(Table table, List<Column> columns, boolean binary) {
        List<String> key = table.primaryKey().stream()
                .map(name -> SqliteFile.quote(name) + (binary ? " COLLATE BINARY" : ""))
                .toList();
        Stream<String> rowId = columns.stream()
                .filter(column -> column.kind() == Column.Kind.ROW_ID)
                .map(column -> SqliteFile.quote(column.name()));
        boolean hasRowId = columns.stream().anyMatch(column -> column.kind() == Column.Kind.ROW_ID);
        boolean unique = !key.isEmpty()
                && table.primaryKey().stream()
                        .noneMatch(name -> table.column(name).orElseThrow().nullable());
        Stream<String> rest = hasRowId
                ? rowId
                : unique ? Stream.empty() : columns.stream().map(column -> bitOrder(SqliteFile.quote(column.name())));
        return Stream.concat(key.stream(), rest).collect(Collectors.joining(", "));
    }

    /** Orders any two different values; the angle distinguishes -0.0 from 0.0. */
    private static String bitOrder(String name) {
        return name + " COLLATE BINARY, typeof(" + name + "), CASE WHEN typeof(" + name + ") = 'real' AND " + name
                + " = 0 THEN atan2(" + name + ", -1) END";
    }
}
