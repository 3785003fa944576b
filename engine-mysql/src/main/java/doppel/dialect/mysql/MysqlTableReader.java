package doppel.dialect.mysql;

import doppel.dialect.RowCursor;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.rows.MysqlRowCursor;
import doppel.dialect.mysql.value.MysqlType;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the rows of tables, in the order in which they are dumped. Stateless. */
final class MysqlTableReader {

    private static final int BYTES_TO_SORT = 200;

    private MysqlTableReader() {}

    /** Gives the session what it needs to sort rows. */
    static void prepare(MysqlSession session) {
        session.run("Beginning to read", "SET SESSION max_sort_length = 4096, sort_buffer_size = 16777216");
    }

    /**
     * The rows of a table.
     *
     * @param where a clause that chooses rows, or nothing
     */
    static RowCursor rows(MysqlSession session, Table table, String where) {
        List<Column> columns = table.insertableColumns();
        List<MysqlType> types = columns.stream().map(MysqlType::of).toList();
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            selected.add(types.get(i).selected(MysqlSession.quote(columns.get(i).name())));
        }
        String sql = "SELECT " + (selected.isEmpty() ? "1" : String.join(", ", selected)) + " FROM "
                + MysqlSession.quote(table.name()) + where + " ORDER BY " + order(table);
        return new MysqlRowCursor(session, "Reading table " + table.name(), sql, types);
    }

    /**
     * By primary key, in the key's own order: its collation decides, but never considers two rows equal, and the rows
     * need no sorting. Without a key, by all columns; long values are compared by their beginning and their hash.
     */
    static String order(Table table) {
        if (!table.primaryKey().isEmpty()) {
            return table.primaryKey().stream().map(MysqlSession::quote).collect(Collectors.joining(", "));
        }
        List<String> terms = new ArrayList<>();
        for (Column column : table.insertableColumns()) {
            MysqlType type = MysqlType.of(column);
            String name = MysqlSession.quote(column.name());
            terms.add(
                    type.isLarge() || type.length() > BYTES_TO_SORT
                            ? "LEFT(" + type.raw(name) + ", " + BYTES_TO_SORT + ")"
                            : type.order(name));
        }
        terms.add(MysqlDigest.ofRow(table));
        return String.join(", ", terms);
    }
}
