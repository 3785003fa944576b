package doppel.dialect.postgresql.rows;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.dialect.RefusedException;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.value.PostgresqlType;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.ValueArray;
import doppel.schema.Column;
import doppel.schema.Index;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up rows by values, with its own index if the table has none for them. */
public final class PostgresqlFinder {

    private final Connection connection;
    private final PostgresqlEncoding encoding;
    private final PostgresqlTables tables;
    private final PostgresqlConditions conditions;
    private final PostgresqlWaitingKeys keys;
    private final Map<String, Shape> foundShapes = new HashMap<>();
    private final Map<List<String>, String> indexNames = new HashMap<>();
    private final Set<String> helperIndexes = new HashSet<>();

    public PostgresqlFinder(
            Connection connection,
            PostgresqlEncoding encoding,
            PostgresqlTables tables,
            PostgresqlConditions conditions,
            PostgresqlWaitingKeys keys) {
        this.keys = keys;
        this.connection = connection;
        this.encoding = encoding;
        this.tables = tables;
        this.conditions = conditions;
    }

    /** One row with these values, with all its columns. */
    public Optional<Row> find(String table, String[] columns, Object[] wanted) {
        Table found = tables.schema().table(table).orElseThrow(() -> unknown("table " + table));
        Row key = new Row(Shape.empty(table), columns.length);
        for (int i = 0; i < columns.length; i++) {
            String name = columns[i];
            if (found.column(name).isEmpty()) {
                throw unknown("column " + table + "." + name);
            }
            key.set(name, wanted[i]);
        }
        String sql = "SELECT "
                + found.columns().stream()
                        .map(column -> encoding.readable(PostgresqlTypes.selected(column)))
                        .collect(Collectors.joining(", "))
                + " FROM " + tables.relation(table).rows() + conditions.where(key) + " LIMIT 1";
        try {
            ensureIndex(found, columns);
            return conditions.mayFail(key) ? carefully(sql, key, found) : query(sql, key, found);
        } catch (RefusedException e) {
            return Optional.empty(); // a value that the column cannot hold does not exist
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Looking for a row of " + table, e);
        }
    }

    /** Uses a savepoint, since the server may not understand a value. */
    private Optional<Row> carefully(String sql, Row key, Table table) throws SQLException, RefusedException {
        run("SAVEPOINT doppel_find");
        try {
            Optional<Row> row = query(sql, key, table);
            run("RELEASE doppel_find");
            return row;
        } catch (SQLException e) {
            run("ROLLBACK TO doppel_find");
            PostgresqlErrors.refuse(table.name(), e);
            throw e;
        }
    }

    private Optional<Row> query(String sql, Row key, Table table) throws SQLException, RefusedException {
        PreparedStatement statement = conditions.prepared(sql);
        conditions.bind(statement, key, 0);
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<Column> columns = table.columns();
            PostgresqlType.Reader[] readers = PostgresqlTypes.readers(columns);
            Row row = new Row(foundShapes.computeIfAbsent(table.name(), Shape::empty), readers.length);
            Object[] values = new Object[readers.length];
            ValueArray into = new ValueArray(values);
            for (int i = 0; i < readers.length; i++) {
                byte[] bytes = encoding.read(rows, i + 1);
                if (bytes == null) {
                    into.take(null);
                } else {
                    readers[i].read(bytes, 0, bytes.length, into);
                }
                row.set(columns.get(i).name(), values[i]);
            }
            return Optional.of(row);
        }
    }

    private static FixtureException unknown(String what) {
        return new FixtureException(
                ErrorCode.UNKNOWN_COLUMN,
                "There is no " + what + " in the target, but find() names it.",
                "Correct the name in the fixture's code.");
    }

    /** Looking up row after row without an index would take quadratic time. */
    private void ensureIndex(Table table, String[] columns) throws SQLException {
        List<String> names = List.of(columns);
        boolean byKey = Stream.concat(
                        Stream.of(table.primaryKey()),
                        table.indexes().stream().filter(Index::unique).map(Index::columns))
                .anyMatch(key -> !key.isEmpty() && names.containsAll(key));
        String indexed = table.columns().stream()
                .filter(column -> names.contains(column.name()))
                .filter(column -> PostgresqlTypes.of(column.type()).type().comparable())
                .map(column -> PostgresqlName.quote(column.name()))
                .collect(Collectors.joining(", "));
        if (byKey) {
            keys.require(table.name());
            return;
        }
        if (indexed.isEmpty()) {
            return;
        }
        List<String> of = Stream.concat(Stream.of(table.name()), names.stream()).toList();
        String name = indexNames.computeIfAbsent(of, any -> "doppel_find_" + indexNames.size());
        if (helperIndexes.add(name)) {
            PostgresqlTables.Relation relation = tables.relation(table.name());
            run("CREATE INDEX IF NOT EXISTS " + name + " ON " + relation.name().sql() + " (" + indexed + ")");
        }
    }

    /** A savepoint was rolled back: indexes created since then are gone. */
    public void rolledBack() {
        helperIndexes.clear();
    }

    /** Removes its indexes. */
    public void finish() throws SQLException {
        for (Map.Entry<List<String>, String> index : indexNames.entrySet()) {
            PostgresqlName table = PostgresqlName.of(index.getKey().get(0));
            run("DROP INDEX IF EXISTS " + new PostgresqlName(table.schema(), index.getValue()).sql());
        }
        indexNames.clear();
        helperIndexes.clear();
    }

    private void run(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
