package doppel.dialect.sqlite.rows;

import doppel.dialect.RowCursor;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.value.SqliteValueReader;
import doppel.literal.ValueTaker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** The rows of a query without parameters. */
public final class SqliteRowCursor implements RowCursor {

    private final SqliteFile file;
    private final String table;
    private final PreparedStatement statement;
    private final CoreStatement core;
    private final int columns;
    private final SqliteValueReader values;

    /**
     * @param sql a query; its first {@code columns} values are read
     */
    public SqliteRowCursor(
            SqliteFile file, String table, Connection connection, String sql, int columns, SqliteValueReader values)
            throws SQLException {
        this.file = file;
        this.table = table;
        this.columns = columns;
        this.values = values;
        statement = connection.prepareStatement(sql);
        core = (CoreStatement) statement;
    }

    @Override
    public boolean next(ValueTaker into) {
        try {
            return core.pointer.safeRunInt((database, pointer) -> step(database, pointer, into)) != 0;
        } catch (SQLException e) {
            throw file.failure("Reading table " + table, e);
        }
    }

    private int step(DB database, long pointer, ValueTaker into) throws SQLException {
        int code = database.step(pointer);
        if (code == Codes.SQLITE_DONE) {
            return 0;
        }
        if (code != Codes.SQLITE_ROW) {
            database.throwex(code);
        }
        values.give(database, pointer, columns, into);
        return 1;
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
