package doppel.dialect.sqlite.rows;

import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.List;
import java.util.stream.Collectors;

/** The query that reads the rows of a table, as they are dumped. Stateless. */
public final class SqliteQuery {

    private SqliteQuery() {}

    /**
     * The query.
     *
     * @param where a clause that chooses rows, or nothing
     * @param order the terms of the order, as {@link SqliteOrder} gives them
     */
    public static String of(Table table, String where, String order) {
        List<Column> columns = table.insertableColumns();
        return columns.stream()
                .map(column -> SqliteFile.quote(column.name()))
                .collect(Collectors.joining(
                        ", ", "SELECT ", " FROM " + SqliteFile.quote(table.name()) + where + " ORDER BY " + order));
    }
}
