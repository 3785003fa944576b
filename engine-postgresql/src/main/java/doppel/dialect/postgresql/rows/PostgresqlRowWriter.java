package doppel.dialect.postgresql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.RowWriter;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.fixture.Row;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Writes single rows, where they are. */
public final class PostgresqlRowWriter implements RowWriter {

    private final PostgresqlTables tables;
    private final PostgresqlConditions conditions;

    public PostgresqlRowWriter(PostgresqlTables tables, PostgresqlConditions conditions) {
        this.tables = tables;
        this.conditions = conditions;
    }

    /** The columns that it has values for are not numbered by the server. */
    @Override
    public void insert(Row row) throws RefusedException {
        String columns = row.columns().stream().map(PostgresqlName::quote).collect(Collectors.joining(", "));
        String table = tables.relation(row.table()).name().sql();
        run(
                "Inserting a row into " + row.table(),
                columns.isEmpty()
                        ? "INSERT INTO " + table + " DEFAULT VALUES"
                        : "INSERT INTO " + table + " (" + columns + ") OVERRIDING SYSTEM VALUE VALUES ("
                                + String.join(", ", conditions.values(row)) + ")",
                List.of(row));
    }

    @Override
    public boolean updateOne(Row key, Row changes) throws RefusedException {
        return 0 < run("Updating a row of " + key.table(), updating(changes) + where(key), List.of(changes, key));
    }

    @Override
    public long update(Row changes, String where) throws RefusedException {
        return run("Updating rows of " + changes.table(), updating(changes) + where, List.of(changes));
    }

    private String updating(Row changes) {
        return "UPDATE " + stored(changes) + " SET " + conditions.assignments(changes);
    }

    @Override
    public boolean deleteOne(Row key) throws RefusedException {
        return 0 < run("Deleting a row of " + key.table(), "DELETE FROM " + stored(key) + where(key), List.of(key));
    }

    /** The rows with this key; without a primary key, one of those that are equal. */
    private String where(Row key) {
        boolean unique =
                tables.schema().table(key.table()).orElseThrow().primaryKey().equals(key.columns());
        String equal = conditions.where(key);
        return unique
                ? equal
                : " WHERE (tableoid, ctid) = (SELECT tableoid, ctid FROM " + stored(key) + equal + " LIMIT 1)";
    }

    private String stored(Row row) {
        return tables.relation(row.table()).stored();
    }

    private long run(String doing, String sql, List<Row> bound) throws RefusedException {
        try {
            PreparedStatement statement = conditions.prepared(sql);
            int before = 0;
            for (Row row : bound) {
                before = conditions.bind(statement, row, before);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            PostgresqlErrors.refuse(bound.get(0).table(), e);
            throw PostgresqlErrors.failure(doing, e);
        }
    }
}
