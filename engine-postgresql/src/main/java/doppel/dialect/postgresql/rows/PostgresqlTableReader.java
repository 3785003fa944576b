package doppel.dialect.postgresql.rows;

import doppel.dialect.RowCursor;
import doppel.dialect.postgresql.catalog.PostgresqlLargeObjects;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.value.PostgresqlType;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.schema.Column;
import doppel.schema.Table;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the rows of tables, in the order in which they are dumped. */
public final class PostgresqlTableReader {

    private final Connection connection;
    private final PostgresqlEncoding encoding;
    private final PostgresqlTables tables;

    public PostgresqlTableReader(Connection connection, PostgresqlEncoding encoding, PostgresqlTables tables) {
        this.connection = connection;
        this.encoding = encoding;
        this.tables = tables;
    }

    /**
     * The rows of a table.
     *
     * @param where a clause that chooses rows, or nothing
     */
    public RowCursor rows(Table table, String where) {
        List<Column> columns = table.insertableColumns();
        String names = columns.stream().map(PostgresqlTypes::selected).collect(Collectors.joining(", "));
        String order = order(table);
        String query = "SELECT " + names + " FROM "
                + tables.relation(table.name()).rows() + where + (order.isEmpty() ? "" : " ORDER BY " + order);
        String doing = "Reading table " + table.name();
        Optional<PostgresqlType.BinaryReader[]> readers =
                isBinary(table) ? PostgresqlTypes.binaryReaders(columns) : Optional.empty();
        return readers.isPresent()
                ? new PostgresqlBinaryRowCursor(doing, connection, query, readers.get())
                : new PostgresqlRowCursor(doing, connection, encoding, query, PostgresqlTypes.readers(columns));
    }

    /** Whether rows are read in binary: not if text is unchecked bytes, and not for tables with made-up columns. */
    private boolean isBinary(Table table) {
        return !encoding.holdsAnyBytes() && !PostgresqlLargeObjects.isPage(table.name());
    }

    /**
     * By primary key; if there is none, by all columns, and finally by the text form of values that only seem equal.
     */
    public String order(Table table) {
        List<Column> columns = table.insertableColumns();
        boolean hasKey = !tables.relation(table.name()).copied()
                || columns.stream().map(Column::name).toList().containsAll(table.primaryKey());
        if (!table.primaryKey().isEmpty() && hasKey) {
            return table.primaryKey().stream()
                    .map(name -> PostgresqlTypes.order(table.column(name).orElseThrow()))
                    .collect(Collectors.joining(", "));
        }
        return columns.stream()
                .flatMap(column -> Stream.of(PostgresqlTypes.order(column), PostgresqlTypes.textOrder(column)))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
