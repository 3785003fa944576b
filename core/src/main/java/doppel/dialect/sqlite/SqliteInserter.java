package doppel.dialect.sqlite;

import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.RawText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Inserts rows: one batch for all rows of a shape, tables in the order in which they first come. */
final class SqliteInserter implements AutoCloseable {

    private final SqliteFile file;
    private final Connection connection;
    private final SqliteBinder binder;
    private final Map<Shape, SqliteBatch> batches = new HashMap<>();
    private final List<SqliteBatch> pending = new ArrayList<>();
    private Shape lastShape;
    private SqliteBatch lastBatch;

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
    private boolean add(Row row) throws RefusedException {
        Shape shape = row.shape();
        int size = shape.size();
        for (int i = 0; i < size; i++) {
            if (row.value(i) instanceof RawText) {
                return false;
            }
        }
        if (size == 0) {
            return false;
        }
        SqliteBatch batch = batch(row);
        if (batch.isEmpty()) {
            pending.add(batch);
        }
        batch.add(row, binder);
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // equal shapes that are not the same are found in the map
    private SqliteBatch batch(Row row) {
        if (row.shape() != lastShape) {
            lastShape = row.shape();
            lastBatch = batches.computeIfAbsent(
                    lastShape,
                    shape -> new SqliteBatch(
                            connection,
                            into(row, row.columns()) + " VALUES ",
                            placeholders(shape.size()),
                            shape.size()));
        }
        return lastBatch;
    }

    private void execute() throws SQLException {
        for (SqliteBatch batch : pending) {
            batch.execute();
        }
        pending.clear();
    }

    private void clear() {
        pending.forEach(SqliteBatch::clear);
        pending.clear();
    }

    private void insertOne(Row row) throws SQLException, RefusedException {
        try (PreparedStatement statement = connection.prepareStatement(sql(row))) {
            binder.bind(statement, row, 0);
            statement.executeUpdate();
        }
    }

    private static String sql(Row row) {
        List<String> columns = row.columns();
        return columns.isEmpty()
                ? into(row, columns) + " DEFAULT VALUES"
                : into(row, columns)
                        + IntStream.range(0, columns.size())
                                .mapToObj(i -> SqliteBinder.parameter(row.value(i)))
                                .collect(Collectors.joining(", ", " VALUES (", ")"));
    }

    private static String placeholders(int columns) {
        return "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
    }

    /** A schema may say that a conflict ignores the row, replaces another, or ends the transaction: here it refuses. */
    private static String into(Row row, List<String> columns) {
        return "INSERT OR ABORT INTO " + SqliteSequences.insertable(row.table())
                + (columns.isEmpty()
                        ? ""
                        : columns.stream().map(SqliteFile::quote).collect(Collectors.joining(", ", " (", ")")));
    }

    @Override
    public void close() throws SQLException {
        for (SqliteBatch batch : batches.values()) {
            batch.close();
        }
        batches.clear();
        lastShape = null;
    }
}
