package doppel.dialect;

import doppel.DatabaseException;
import doppel.fixture.Row;
import doppel.schema.Identity;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A database that is changed in place, on one connection and in one transaction at a time: what a person does with SQL.
 * References are checked and triggers fire, as for its application. Used by one thread; only a statement that runs may
 * be cancelled by another.
 *
 * <p>Rows are read and written exactly, as {@link Source} and {@link Target} do. Conditions are SQL of the engine, on
 * the columns of one table; an empty one holds for all rows.
 */
public interface LiveDatabase extends AutoCloseable {

    /** How long a server may take to say that it is there. */
    int PATIENCE_SECONDS = 5;

    /** The connection. Its transaction ends by {@link Connection#commit} or {@link Connection#rollback} alone. */
    Connection connection();

    /**
     * Begins a transaction, after the one before it has ended. Nothing where the first statement begins it.
     *
     * @throws doppel.DatabaseException if the database does not answer
     */
    default void begin() {}

    /** Whether the connection is still there; asks the server, and may begin a transaction for that. */
    default boolean isConnected() {
        try {
            return connection().isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The tables, as they were when the database was opened. */
    Schema schema();

    /** A table as SQL names it. */
    String sqlName(Table table);

    /** A column as SQL names it. */
    String sqlName(String column);

    /** A column with its table before it, for conditions with subqueries. */
    default String sqlName(Table table, String column) {
        return sqlName(table) + "." + sqlName(column);
    }

    /**
     * A value as SQL writes it: a number, text, day, time, moment, truth value, bytes, UUID or null.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    String literal(Object value);

    /**
     * Runs a statement in the transaction.
     *
     * @param doing what it is for
     */
    default void execute(String doing, String sql) {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /** Commits the transaction. */
    default void commit() {
        try {
            connection().commit();
        } catch (SQLException e) {
            throw failure("Committing", e);
        }
    }

    /** Whether a table has any row. */
    default boolean hasRows(Table table) {
        return number("SELECT 1 FROM " + sqlName(table) + " LIMIT 1").isPresent();
    }

    /** The greatest number in a column of whole numbers; empty if there is none. */
    default OptionalLong greatest(Table table, String column) {
        return number("SELECT max(" + sqlName(column) + ") FROM " + sqlName(table));
    }

    /** The number that a query gives; empty if it gives no row, or NULL. */
    private OptionalLong number(String query) {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                return OptionalLong.empty();
            }
            long number = rows.getLong(1);
            return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (SQLException e) {
            throw failure("Asking for a number", e);
        }
    }

    /** Rows as the transaction sees them, in the order of {@link Source#rows}; the caller closes the cursor first. */
    RowCursor rows(Table table, String condition);

    /** The clause of a condition; empty for an empty one. It ends a line, and so a comment in the condition. */
    static String where(String condition) {
        return condition.isEmpty() ? "" : " WHERE " + condition + "\n";
    }

    /** The condition that a row has these values, as the engine compares; NULL equals NULL. */
    default String condition(Row key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> sqlName(key.columns().get(i))
                        + (key.value(i) == null ? " IS NULL" : " = " + literal(key.value(i))))
                .collect(Collectors.joining(" AND "));
    }

    /** Writes single rows, in the transaction. */
    RowWriter writer();

    /**
     * An empty batch of rows to insert in the transaction, many at once. The caller rolls back to a savepoint of its
     * own if the batch is refused.
     */
    Target.Batch batch();

    /** Lets the engine check each reference with its statement, until the transaction ends, as far as it can. */
    default void checkReferencesAtOnce() {}

    /**
     * Lets the numbering of a column go on after the greatest number in it, if explicit numbers do not do that already.
     * The engine may not take it back with the transaction.
     */
    default void continueNumbering(Table table, Identity identity) {}

    /**
     * Lets the engine check references, or not, as far as it can do without; to be called between transactions. Rows
     * that are put back may refer to nothing, as they did before.
     */
    void checkReferences(boolean checked);

    /** How many references lead nowhere; 0 for an engine that always checks them. */
    long danglingReferences();

    /** Whether queries may have written in this transaction, as functions of users do. */
    boolean queriesMayHaveWritten();

    /** Cancels the statement that runs, which then fails. May be called by any thread; does nothing if none runs. */
    void cancel();

    /** Keeps others from changing rows until the transaction ends, where the engine locks rows at all. */
    void lock(Table table, String condition);

    /**
     * What the transaction has done to definitions, a phrase, so that its rows and those that others see can no longer
     * be compared; empty if it has done nothing.
     */
    Optional<String> definitionsChanged();

    /** The tables whose rows the transaction may have changed, however it did; empty if the engine cannot tell. */
    default Optional<Set<String>> touched() {
        return Optional.empty();
    }

    /** The numbers that the engine gives away without taking them back, by the names of what gives them. */
    SortedMap<String, Long> counters();

    /**
     * Why the transaction could not take statements back, a phrase about the statement; empty if it can.
     *
     * @param sql one statement, or several where the driver takes several
     */
    Optional<String> lasting(String sql);

    /** The exception for an error that the driver reports. */
    DatabaseException failure(String doing, SQLException e);

    /** Ends the transaction, taking everything in it back, and disconnects. */
    @Override
    void close();
}
