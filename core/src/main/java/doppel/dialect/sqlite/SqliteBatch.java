package doppel.dialect.sqlite;

import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import org.sqlite.core.CoreStatement;

/**
 * Rows of one shape that wait to be inserted, many with each statement: a call of the driver's layer below JDBC binds the values
 * of them all. Not thread-safe.
 */
final class SqliteBatch {

    /** More rows in a statement gain nothing. */
    private static final int MOST_ROWS = 50;

    private static final int MOST_VALUES = 500;

    private final Connection connection;
    private final String into;
    private final String placeholders;
    private final int columns;
    private final Object[] bound;
    private PreparedStatement many;
    private PreparedStatement one;
    private Object[] values = new Object[64];
    private int size;

    /**
     * @param into the statement that inserts a row, up to its values
     * @param placeholders the values of a row
     */
    SqliteBatch(Connection connection, String into, String placeholders, int columns) {
        this.connection = connection;
        this.into = into;
        this.placeholders = placeholders;
        this.columns = columns;
        bound = new Object[columns * Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / columns))];
    }

    /** Adds a row whose values can all be bound. */
    void add(Row row, SqliteBinder binder) throws RefusedException {
        if (size + columns > values.length) {
            values = Arrays.copyOf(values, Math.max(size + columns, 2 * values.length));
        }
        for (int i = 0; i < columns; i++) {
            values[size + i] = binder.storable(row, i);
        }
        size += columns;
    }

    /** Whether rows wait. */
    boolean isEmpty() {
        return size == 0;
    }

    /** Inserts all rows that wait; none waits then, whatever comes of it. */
    void execute() throws SQLException {
        int count = size;
        size = 0;
        try {
            int done = 0;
            for (; count - done >= bound.length; done += bound.length) {
                many = prepared(many, bound.length);
                execute(many, bound.length, done);
            }
            for (; done < count; done += columns) {
                one = prepared(one, columns);
                execute(one, columns, done);
            }
        } finally {
            Arrays.fill(values, 0, count, null);
            Arrays.fill(bound, null);
        }
    }

    /** The statement, or another where there is none yet: the driver closes it when it fails for other than a constraint. */
    private PreparedStatement prepared(PreparedStatement before, int length) throws SQLException {
        return before == null || ((CoreStatement) before).pointer.isClosed()
                ? connection.prepareStatement(
                        into + String.join(", ", Collections.nCopies(length / columns, placeholders)))
                : before;
    }

    private void execute(PreparedStatement statement, int length, int from) throws SQLException {
        System.arraycopy(values, from, bound, 0, length);
        CoreStatement core = (CoreStatement) statement;
        core.getDatabase().executeUpdate(core, bound);
    }

    /** Forgets the rows that wait. */
    void clear() {
        Arrays.fill(values, 0, size, null);
        size = 0;
    }

    void close() throws SQLException {
        if (many != null) {
            many.close();
        }
        if (one != null) {
            one.close();
        }
    }
}
