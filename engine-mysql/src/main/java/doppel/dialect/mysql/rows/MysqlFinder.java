package doppel.dialect.mysql.rows;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.dialect.RefusedException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlKind;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.mysql.value.MysqlValue;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Index;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks up rows by values, with its own index if the table has none for them. Used by one thread. */
public final class MysqlFinder {

    /** The number of characters of a long text that fit into any index, together with another long column. */
    private static final int PREFIX = 190;

    private final MysqlSession session;
    private final Schema schema;
    private final Map<String, Shape> foundShapes = new HashMap<>();
    private final Map<String, String> helperIndexes = new LinkedHashMap<>();

    public MysqlFinder(MysqlSession session, Schema schema) {
        this.session = session;
        this.schema = schema;
    }

    /**
     * One row with these values, with all its columns; text is compared by its column's collation, as in the
     * application.
     *
     * @param mayIndex whether no savepoint would be lost by creating an index
     */
    public Optional<Row> find(String table, String[] columns, Object[] wanted, boolean mayIndex) {
        Table found = schema.table(table).orElseThrow(() -> unknown("table " + table));
        Row key = new Row(Shape.empty(table), columns.length);
        for (int i = 0; i < columns.length; i++) {
            String name = columns[i];
            if (found.column(name).isEmpty()) {
                throw unknown("column " + table + "." + name);
            }
            key.set(name, wanted[i]);
        }
        String where;
        try {
            where = where(found, key);
        } catch (RefusedException e) {
            return Optional.empty(); // no row can have a value that the column cannot hold
        }
        if (mayIndex) {
            ensureIndex(found, List.of(columns));
        }
        List<MysqlType> types = found.columns().stream().map(MysqlType::of).toList();
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            selected.add(types.get(i)
                    .selected(MysqlSession.quote(found.columns().get(i).name())));
        }
        Object[] read = new Object[types.size()];
        String sql =
                "SELECT " + String.join(", ", selected) + " FROM " + MysqlSession.quote(table) + where + " LIMIT 1";
        try (MysqlRowCursor cursor = new MysqlRowCursor(session, "Looking for a row of " + table, sql, types)) {
            if (!cursor.next(read)) {
                return Optional.empty();
            }
        }
        Row row = new Row(foundShapes.computeIfAbsent(table, Shape::empty), read.length);
        for (int i = 0; i < read.length; i++) {
            row.set(found.columns().get(i).name(), read[i]);
        }
        return Optional.of(row);
    }

    private static FixtureException unknown(String what) {
        return new FixtureException(
                ErrorCode.UNKNOWN_COLUMN,
                "There is no " + what + " in the target, but find() names it.",
                "Correct the name in the fixture's code.");
    }

    /**
     * The condition that a row has these values; NULL equals NULL.
     *
     * @throws RefusedException if a column cannot hold its value
     */
    public String where(Table table, Row key) throws RefusedException {
        return " WHERE " + condition(table, key);
    }

    /** The same without the word that begins the clause. */
    public static String condition(Table table, Row key) throws RefusedException {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            Column column = table.column(key.columns().get(i)).orElseThrow();
            MysqlType type = MysqlType.of(column);
            Object value = key.value(i);
            Object wire = value == null ? null : MysqlValue.wire(value, type, table.name(), column);
            conditions.add(MysqlValue.condition(MysqlSession.quote(column.name()), wire, type));
        }
        return String.join(" AND ", conditions);
    }

    /** Looking up row after row without an index would take quadratic time. */
    private void ensureIndex(Table table, List<String> columns) {
        String key = table.name() + " " + String.join(",", columns);
        if (isIndexed(table, columns) || helperIndexes.containsKey(key)) {
            return;
        }
        String name = "doppel_find_" + helperIndexes.size();
        String indexed = columns.stream()
                .map(column ->
                        MysqlSession.quote(column) + prefix(table.column(column).orElseThrow()))
                .collect(Collectors.joining(", "));
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(
                    "CREATE INDEX " + name + " ON " + MysqlSession.quote(table.name()) + " (" + indexed + ")");
            helperIndexes.put(key, "DROP INDEX " + name + " ON " + MysqlSession.quote(table.name()));
        } catch (SQLException e) {
            helperIndexes.put(key, ""); // a type that cannot be indexed: each search reads the table
        }
    }

    private static boolean isIndexed(Table table, List<String> columns) {
        List<List<String>> indexes = new ArrayList<>();
        indexes.add(table.primaryKey());
        for (Index index : table.indexes()) {
            indexes.add(index.columns());
        }
        return indexes.stream().anyMatch(index -> !index.isEmpty() && columns.contains(index.get(0)));
    }

    private static String prefix(Column column) {
        MysqlType type = MysqlType.of(column);
        boolean text = type.kind() == MysqlKind.TEXT || type.kind() == MysqlKind.BYTES;
        return text && (type.isLarge() || type.length() > PREFIX) ? "(" + PREFIX + ")" : "";
    }

    /** Removes its indexes. */
    public void finish() {
        helperIndexes.values().stream()
                .filter(drop -> !drop.isEmpty())
                .forEach(drop -> session.run("Removing an index", drop));
        helperIndexes.clear();
    }
}
