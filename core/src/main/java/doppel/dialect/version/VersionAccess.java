package doppel.dialect.version;

import doppel.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A connection on which versions are read and written, with the syntax of its engine. Used by one thread.
 *
 * @param connection the connection; its owner handles the transactions
 * @param column quotes a column's name for SQL
 * @param table quotes a table's name, as the schema has it, for SQL
 * @param failure makes an exception of a driver's error and the action that failed
 */
public record VersionAccess(
        Connection connection,
        UnaryOperator<String> column,
        UnaryOperator<String> table,
        BiFunction<String, SQLException, DatabaseException> failure) {

    /** Makes a value of a row. */
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** All rows of a query, or at most as many as requested. */
    <T> List<T> list(String doing, String sql, int most, RowMapper<T> mapper) {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(most);
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(mapper.map(rows));
                }
                return all;
            }
        } catch (SQLException e) {
            throw failure.apply(doing, e);
        }
    }

    /** Runs a statement that returns no rows. */
    void run(String doing, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure.apply(doing, e);
        }
    }
}
