package doppel.dialect.sqlite.rows;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.dialect.RefusedException;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStatements;
import doppel.dialect.sqlite.value.SqliteBinder;
import doppel.dialect.sqlite.value.SqliteValueReader;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.ValueArray;
import doppel.schema.Column;
import doppel.schema.Schema;
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
import java.util.stream.IntStream;
import org.sqlite.core.CoreStatement;

/** Looks up rows by values, with its own index if the table has none for them. */
public final class SqliteFinder {

    private final SqliteFile file;
    private final Connection connection;
    private final Schema schema;
    private final SqliteBinder binder;
    private final SqliteValueReader values;
    private final SqliteStatements statements;
    private final Map<String, Shape> foundShapes = new HashMap<>();
    private final Set<String> helperIndexes = new HashSet<>();
    private final Set<String> forgottenIndexes = new HashSet<>();

    public SqliteFinder(
            SqliteFile file,
            Connection connection,
            SqliteStatements statements,
            Schema schema,
            SqliteBinder binder,
            SqliteValueReader values) {
        this.file = file;
        this.binder = binder;
        this.connection = connection;
        this.statements = statements;
        this.schema = schema;
        this.values = values;
    }

    /** One row with these values, with all its columns. */
    public Optional<Row> find(String table, String[] columns, Object[] wanted) {
        Table found = schema.table(table).orElseThrow(() -> unknown("table " + table));
        Row key = new Row(Shape.empty(table), columns.length);
        for (int i = 0; i < columns.length; i++) {
            String name = columns[i];
            if (found.column(name).isEmpty()) { // SQLite would treat the name as a text
                throw unknown("column " + table + "." + name);
            }
            key.set(name, wanted[i]);
        }
        ensureIndex(found, columns);
        List<String> names = found.columns().stream().map(Column::name).toList();
        String sql = "SELECT " + names.stream().map(SqliteFile::quote).collect(Collectors.joining(", ")) + " FROM "
                + SqliteFile.quote(table) + where(key) + " LIMIT 1";
        Object[] read = new Object[names.size()];
        try {
            PreparedStatement statement = statements.prepared(sql);
            binder.bind(statement, key, 0);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                ((CoreStatement) statement)
                        .pointer.safeRunConsume((database, pointer) ->
                                values.give(database, pointer, read.length, new ValueArray(read)));
            }
        } catch (RefusedException e) {
            return Optional.empty(); // a value that the column cannot hold does not exist
        } catch (SQLException e) {
            throw file.failure("Looking for a row of " + table, e);
        }
        Row row = new Row(foundShapes.computeIfAbsent(table, Shape::empty), read.length);
        for (int i = 0; i < read.length; i++) {
            row.set(names.get(i), read[i]);
        }
        return Optional.of(row);
    }

    private static FixtureException unknown(String what) {
        return new FixtureException(
                ErrorCode.UNKNOWN_COLUMN,
                "There is no " + what + " in the target, but find() names it.",
                "Correct the name in the fixture's code.");
    }

    /** Looking up row after row without an index would take quadratic time. */
    private void ensureIndex(Table table, String[] columns) {
        List<String> names = List.of(columns);
        boolean byKey = !table.primaryKey().isEmpty() && names.containsAll(table.primaryKey())
                || table.columns().stream()
                        .anyMatch(column -> column.kind() == Column.Kind.ROW_ID && names.contains(column.name()));
        String name = "doppel_find " + table.name() + " " + String.join(",", columns);
        if (!byKey && helperIndexes.add(name)) {
            run("CREATE INDEX IF NOT EXISTS " + SqliteFile.quote(name) + " ON " + SqliteFile.quote(table.name())
                    + java.util.Arrays.stream(columns)
                            .map(SqliteFile::quote)
                            .collect(Collectors.joining(", ", " (", ")")));
        }
    }

    /** The condition that a row has these values; NULL equals NULL. */
    public static String where(Row key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> SqliteFile.quote(key.columns().get(i)) + " IS " + SqliteBinder.parameter(key.value(i)))
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    /** A savepoint was rolled back: indexes created since then are gone. */
    public void rolledBack() {
        forgottenIndexes.addAll(helperIndexes);
        helperIndexes.clear();
    }

    /** Removes its indexes. */
    public void finish() {
        helperIndexes.addAll(forgottenIndexes);
        helperIndexes.forEach(name -> run("DROP INDEX IF EXISTS " + SqliteFile.quote(name)));
    }

    private void run(String sql) {
        file.run(connection, "Preparing to look rows up", sql);
    }
}
