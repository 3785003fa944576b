package doppel.dialect.sqlite.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.RowWriter;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStatements;
import doppel.dialect.sqlite.value.SqliteBinder;
import doppel.fixture.Row;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes single rows, where they are. */
public final class SqliteRowWriter implements RowWriter {

    private final SqliteFile file;
    private final SqliteStatements statements;
    private final SqliteBinder binder;

    public SqliteRowWriter(SqliteFile file, SqliteStatements statements, SqliteBinder binder) {
        this.file = file;
        this.statements = statements;
        this.binder = binder;
    }

    @Override
    public void insert(Row row) throws RefusedException {
        String columns = row.columns().stream().map(SqliteFile::quote).collect(Collectors.joining(", "));
        String values = IntStream.range(0, row.columns().size())
                .mapToObj(i -> SqliteBinder.parameter(row.value(i)))
                .collect(Collectors.joining(", "));
        String table = SqliteFile.quote(row.table());
        run(
                "Inserting a row into " + row.table(),
                columns.isEmpty()
                        ? "INSERT INTO " + table + " DEFAULT VALUES"
                        : "INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ")",
                List.of(row));
    }

    @Override
    public boolean updateOne(Row key, Row changes) throws RefusedException {
        return 0
                < run(
                        "Updating a row of " + key.table(),
                        updating(changes) + SqliteFinder.where(key),
                        List.of(changes, key));
    }

    @Override
    public long update(Row changes, String where) throws RefusedException {
        return run("Updating rows of " + changes.table(), updating(changes) + where, List.of(changes));
    }

    private static String updating(Row changes) {
        return IntStream.range(0, changes.columns().size())
                .mapToObj(i ->
                        SqliteFile.quote(changes.columns().get(i)) + " = " + SqliteBinder.parameter(changes.value(i)))
                .collect(
                        Collectors.joining(", ", "UPDATE OR ABORT " + SqliteFile.quote(changes.table()) + " SET ", ""));
    }

    @Override
    public boolean deleteOne(Row key) throws RefusedException {
        return 0
                < run(
                        "Deleting a row of " + key.table(),
                        "DELETE FROM " + SqliteFile.quote(key.table()) + SqliteFinder.where(key),
                        List.of(key));
    }

    private long run(String doing, String sql, List<Row> bound) throws RefusedException {
        try {
            PreparedStatement statement = statements.prepared(sql);
            int before = 0;
            for (Row row : bound) {
                binder.bind(statement, row, before);
                before += row.columns().size();
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            SqliteInserter.refuse(e);
            throw file.failure(doing, e);
        }
    }
}
