package doppel.dialect.sqlite.rows;

import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.definition.SqliteSequences;
import doppel.fixture.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.sqlite.core.CoreStatement;

/**
 * The statements that insert rows of one shape, many rows each: one call of the driver's layer below JDBC binds all
 * their values. Not thread-safe.
 */
final class SqliteInsert {

    /** The maximum number of rows in a statement; more would not be faster. */
    private static final int MOST_ROWS = 50;

    private static final int MOST_VALUES = 500;

    private final Connection connection;
    private final Shape shape;
    private final int columns;
    private final int valuesAtOnce;
    private PreparedStatement many;
    private PreparedStatement one;

    /** @param shape has columns */
    SqliteInsert(Connection connection, Shape shape) {
        this.connection = connection;
        this.shape = shape;
        columns = shape.size();
        valuesAtOnce = columns * Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / columns));
    }

    /** The table that the rows go into. */
    String table() {
        return shape.table();
    }

    /** How many values one full statement takes. */
    int valuesAtOnce() {
        return valuesAtOnce;
    }

    /** Inserts as many rows as one statement takes. */
    void execute(Object[] values) throws SQLException {
        many = prepared(many, values.length / columns);
        execute(many, values);
    }

    /** Inserts fewer rows. */
    void execute(Object[] values, int count) throws SQLException {
        for (int from = 0; from < count; from += columns) {
            one = prepared(one, 1);
            execute(one, Arrays.copyOfRange(values, from, from + columns));
        }
    }

    private static void execute(PreparedStatement statement, Object[] values) throws SQLException {
        CoreStatement core = (CoreStatement) statement;
        core.getDatabase().executeUpdate(core, values);
    }

    /** The statement, created if necessary: the driver closes it when it fails for a reason other than a constraint. */
    private PreparedStatement prepared(PreparedStatement before, int rows) throws SQLException {
        if (before != null && !((CoreStatement) before).pointer.isClosed()) {
            return before;
        }
        String row = values(Collections.nCopies(columns, "?"));
        return connection.prepareStatement(
                into(shape) + " VALUES " + String.join(", ", Collections.nCopies(rows, row)));
    }

    /** The statement that inserts one row with values at these places. */
    static String sql(Shape shape, List<String> places) {
        return into(shape) + (places.isEmpty() ? " DEFAULT VALUES" : " VALUES " + values(places));
    }

    private static String values(List<String> places) {
        return places.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    /**
     * A schema may say that a conflict ignores the row, replaces another, or ends the transaction; here, it refuses the
     * row.
     */
    private static String into(Shape shape) {
        String columns = shape.columns().stream().map(SqliteFile::quote).collect(Collectors.joining(", "));
        return "INSERT OR ABORT INTO " + SqliteSequences.insertable(shape.table())
                + (columns.isEmpty() ? "" : " (" + columns + ")");
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
