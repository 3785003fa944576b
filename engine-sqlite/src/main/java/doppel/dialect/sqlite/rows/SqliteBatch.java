package doppel.dialect.sqlite.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.value.SqliteBinder;
import doppel.fixture.ByShape;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows on their way into the database, as the values that it stores: all rows of a shape together, shapes in the order
 * of their first rows. A row that needs its own statement separates the rows before it from those after it.
 */
final class SqliteBatch implements Target.Batch {

    private final SqliteFile file;
    private final Connection connection;
    private final SqliteInserter inserter;
    private final SqliteBinder binder;
    private final List<Part> parts = new ArrayList<>();
    private final ByShape<Alike> open = new ByShape<>(this::alike);
    private RefusedException refusal;

    /** A part of the rows. */
    private interface Part {

        String table();

        void insert(Connection connection) throws SQLException;
    }

    SqliteBatch(SqliteFile file, Connection connection, SqliteInserter inserter, SqliteBinder binder) {
        this.file = file;
        this.connection = connection;
        this.inserter = inserter;
        this.binder = binder;
    }

    /** Rows of one shape. */
    private static final class Alike implements Part {
        private final SqliteInsert insert;
        private final List<Object[]> full = new ArrayList<>();
        private Object[] filling;
        private int filled;

        Alike(SqliteInsert insert) {
            this.insert = insert;
            filling = new Object[insert.valuesAtOnce()];
        }

        void add(Row row, SqliteBinder binder) throws RefusedException {
            int columns = row.shape().size();
            for (int i = 0; i < columns; i++) {
                filling[filled + i] = binder.storable(row, i);
            }
            filled += columns;
            if (filled == filling.length) {
                full.add(filling);
                filling = new Object[filled];
                filled = 0;
            }
        }

        @Override
        public String table() {
            return insert.table();
        }

        @Override
        public void insert(Connection connection) throws SQLException {
            for (Object[] values : full) {
                insert.execute(values);
            }
            insert.execute(filling, filled);
        }
    }

    /** A row with its own statement. */
    private record Alone(
            String table, String sql, List<Object> values, Map<Integer, LargeValue> large, SqlitePieces pieces)
            implements Part {

        @Override
        public void insert(Connection connection) throws SQLException {
            try {
                pieces.begin(large);
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < values.size(); i++) {
                        statement.setObject(i + 1, values.get(i));
                    }
                    statement.executeUpdate();
                }
            } finally {
                pieces.end();
            }
        }
    }

    @Override
    public void add(Row row) {
        try {
            if (isAlone(row)) {
                parts.add(alone(row));
                open.clear();
            } else {
                open.of(row.shape()).add(row, binder);
            }
        } catch (RefusedException e) {
            refusal = e;
        }
    }

    /** Whether a statement for many rows cannot insert it: invalid text and large values need words of their own. */
    private static boolean isAlone(Row row) {
        int columns = row.shape().size();
        for (int i = 0; i < columns; i++) {
            if (row.held(i) instanceof RawText || row.held(i) instanceof LargeValue) {
                return true;
            }
        }
        return columns == 0;
    }

    private Alone alone(Row row) throws RefusedException {
        List<Object> values = new ArrayList<>();
        List<String> places = new ArrayList<>();
        Map<Integer, LargeValue> large = new HashMap<>();
        for (int i = 0; i < row.shape().size(); i++) {
            Object value = binder.storable(row, i);
            if (value instanceof LargeValue inFile) {
                places.add(SqlitePieces.expression(i, inFile));
                large.put(i, inFile);
            } else {
                places.add(SqliteBinder.parameter(value));
                values.add(SqliteBinder.bindable(value));
            }
        }
        return new Alone(row.table(), SqliteInsert.sql(row.shape(), places), values, large, inserter.pieces());
    }

    private Alike alike(Shape shape) {
        Alike begun = new Alike(inserter.insert(shape));
        parts.add(begun);
        return begun;
    }

    @Override
    public void insert() throws RefusedException {
        if (refusal != null) {
            throw refusal;
        }
        for (Part part : parts) {
            try {
                part.insert(connection);
            } catch (SQLException e) {
                SqliteInserter.refuse(e);
                throw file.failure("Saving rows to " + part.table(), e);
            }
        }
    }
}
