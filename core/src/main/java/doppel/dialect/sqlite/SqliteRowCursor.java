package doppel.dialect.sqlite;

import doppel.dialect.RowCursor;
import doppel.literal.ValueTaker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** The rows of a query without parameters. */
final class SqliteRowCursor implements RowCursor {

    private final SqliteFile file;
    private final String table;
    private final PreparedStatement statement;
    private final CoreStatement core;
    private final int columns;
    private final SqliteValueReader values;
    private final Object[] row;
    private Consumer<Object[]> watcher = read -> {};

    /**
     * @param sql a query of values, the first {@code columns} of which are read
     */
    SqliteRowCursor(
            SqliteFile file, String table, Connection connection, String sql, int columns, SqliteValueReader values)
            throws SQLException {
        this.file = file;
        this.table = table;
        this.columns = columns;
        this.values = values;
        row = new Object[columns];
        statement = connection.prepareStatement(sql);
        core = (CoreStatement) statement;
    }

    @Override
    public boolean next(ValueTaker into) {
        boolean read = next(row);
        if (read) {
            for (Object value : row) {
                into.take(value);
            }
        }
        return read;
    }

    @Override
    public boolean next(Object[] into) {
        boolean read = read(into);
        if (read) {
            watcher.accept(into);
        }
        return read;
    }

    private boolean read(Object[] into) {
        try {
            return core.pointer.safeRunInt((database, pointer) -> step(database, pointer, into)) != 0;
        } catch (SQLException e) {
            throw file.failure("Reading table " + table, e);
        }
    }

    private int step(DB database, long pointer, Object[] into) throws SQLException {
        int code = database.step(pointer);
        if (code == Codes.SQLITE_DONE) {
            return 0;
        }
        if (code != Codes.SQLITE_ROW) {
            database.throwex(code);
        }
        values.read(database, pointer, into, columns);
        return 1;
    }

    /** The same rows, watched. */
    SqliteRowCursor watched(Consumer<Object[]> newWatcher) {
        watcher = newWatcher;
        return this;
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw file.failure("Reading table " + table, e);
        }
    }
}
