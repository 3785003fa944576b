package doppel.dialect.sqlite;

import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.RawText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Inserts rows: one prepared batch for all rows of a shape, tables in the order in which they first come. */
final class SqliteInserter implements AutoCloseable {

    private final SqliteFile file;
    private final Connection connection;
    private final SqliteBinder binder;
    private final Map<Shape, PreparedStatement> statements = new HashMap<>();
    private final Set<Shape> pending = new LinkedHashSet<>();

    SqliteInserter(SqliteFile file, Connection connection, SqliteBinder binder) {
        this.file = file;
        this.connection = connection;
        this.binder = binder;
    }

    void insert(List<Row> rows) throws RefusedException {
        String table = "";
        try {
            for (Row row : rows) {
                table = row.table();
                if (!add(row)) {
                    execute(); // keeps rows of a table in their order
                    insertOne(row);
                }
            }
            execute();
        } catch (SQLException e) {
            clear();
            refuse(e);
            throw file.failure("Saving rows to " + table, e);
        } catch (RefusedException e) {
            clear();
            throw e;
        }
    }

    /** Turns an error that is about a row into a refusal. */
    static void refuse(SQLException e) throws RefusedException {
        if (e instanceof SQLiteException sqlite) {
            int primary = sqlite.getResultCode().code & 0xff;
            if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                    || primary == SQLiteErrorCode.SQLITE_MISMATCH.code
                    || primary == SQLiteErrorCode.SQLITE_TOOBIG.code) {
                throw new RefusedException(SqliteFile.words(e), e);
            }
        }
    }

    /** Adds the row to the batch of its shape, unless it needs a statement of its own. */
    private boolean add(Row row) throws SQLException, RefusedException {
        Shape shape = row.shape();
        PreparedStatement statement = statements.get(shape);
        if (statement == null) {
            statement = connection.prepareStatement(sql(row, false));
            statements.put(shape, statement);
        }
        int size = shape.size();
        for (int i = 0; i < size; i++) {
            Object value = binder.storable(row, i);
            if (value instanceof RawText) {
                return false;
            }
            statement.setObject(i + 1, value);
        }
        if (size == 0) {
            return false;
        }
        statement.addBatch();
        pending.add(shape);
        return true;
    }

    private void execute() throws SQLException {
        for (Shape shape : pending) {
            statements.get(shape).executeBatch();
        }
        pending.clear();
    }

    private void clear() {
        for (Shape shape : pending) {
            try {
                statements.get(shape).clearBatch();
            } catch (SQLException e) {
                throw file.failure("Giving up a batch of rows", e);
            }
        }
        pending.clear();
    }

    private void insertOne(Row row) throws SQLException, RefusedException {
        try (PreparedStatement statement = connection.prepareStatement(sql(row, true))) {
            binder.bind(statement, row, 0);
            statement.executeUpdate();
        }
    }

    private static String sql(Row row, boolean casts) {
        List<String> columns = row.columns();
        if (columns.isEmpty()) {
            return into(row) + " DEFAULT VALUES";
        }
        return into(row)
                + columns.stream().map(SqliteFile::quote).collect(Collectors.joining(", ", " (", ")"))
                + IntStream.range(0, columns.size())
                        .mapToObj(i -> casts ? SqliteBinder.parameter(row.value(i)) : "?")
                        .collect(Collectors.joining(", ", " VALUES (", ")"));
    }

    /** A schema may say that a conflict ignores the row, replaces another, or ends the transaction: here it refuses. */
    private static String into(Row row) {
        return "INSERT OR ABORT INTO " + SqliteSequences.insertable(row.table());
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }
}
