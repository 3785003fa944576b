package doppel.shell;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.shell.text.TextTable;
import doppel.shell.work.TableRows;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The rows of a query, as a table in memory. Stateless. */
final class QueryResult {

    private QueryResult() {}

    /**
     * Runs a query.
     *
     * @throws UsageException if it has more than {@link TableRows#MOST_ROWS} rows
     */
    static TextTable of(Handle handle, String query, Object... values) {
        try (Query statement = handle.createQuery(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.bind(i, values[i]);
            }
            return statement.scanResultSet((rows, context) -> {
                try (ResultSet result = rows.get()) {
                    return table(result);
                }
            });
        }
    }

    private static TextTable table(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            header.add(columns.getColumnLabel(i));
        }
        List<Object[]> rows = new ArrayList<>();
        while (result.next()) {
            if (rows.size() == TableRows.MOST_ROWS) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        String.format(Locale.ROOT, "The query has more than %,d rows.", TableRows.MOST_ROWS),
                        "Let it choose fewer, as LIMIT 20 does, or read them one by one, as in"
                                + " db.createQuery(…).mapToMap().useStream(…).");
            }
            Object[] row = new Object[header.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = result.getObject(i + 1);
            }
            rows.add(row);
        }
        return TextTable.of(header, rows);
    }
}
