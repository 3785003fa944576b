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
 * A connection on which versions are read and written, and how its engine is spoken to. Used by one thread.
 *
 * @param connection the connection, whose transactions are its owner's business
 * @param column a column's name as SQL has it
 * @param table the name of a table, as the schema has it, as SQL has it
 * @param failure what to say of an error of the driver, while something was being done
 */
public record VersionAccess(
        Connection connection,
        UnaryOperator<String> column,
        UnaryOperator<String> table,
        BiFunction<String, SQLException, DatabaseException> failure) {

    /** Something made of a row. */
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** All rows of a query, or as many as asked for. */
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

    /** Runs a statement that gives no rows. */
    void run(String doing, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure.apply(doing, e);
        }
    }
}
