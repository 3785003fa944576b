package doppel.restore.existing;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Index;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * Finds the rows of a database that rows from elsewhere are: by their primary key, or if they do not have that, by the
 * first unique key that they have all columns of. Many are looked for at once. Used by one thread.
 */
public final class ExistingRows {

    /** Conditions of so many rows are no burden for any engine. */
    private static final int ROWS_AT_ONCE = 100;

    /** So many rows with the same values are as good as all of them. */
    private static final int MOST_ROWS = 1_000;

    private final LiveDatabase database;
    private final SameValue same;

    ExistingRows(LiveDatabase database) {
        this.database = database;
        same = new SameValue(database);
    }

    /** The columns that identify a row of a table; empty if nothing but all of its values does. */
    public static Optional<List<String>> key(Table table, Row row) {
        return Stream.concat(
                        Stream.of(table.primaryKey()),
                        table.indexes().stream().filter(Index::unique).map(Index::columns))
                .filter(columns -> !columns.isEmpty()
                        && columns.stream().allMatch(column -> row.has(column) && row.held(column) != null))
                .findFirst();
    }

    /**
     * Finds what there is of these rows.
     *
     * @return the row that is there for each row that is
     * @throws RefusedException if the database does not even understand a key
     */
    Map<Row, Row> find(Table table, List<Row> rows) throws RefusedException {
        Map<List<String>, List<Row>> byKey = new LinkedHashMap<>();
        rows.forEach(row -> key(table, row)
                .ifPresent(key ->
                        byKey.computeIfAbsent(key, unknown -> new ArrayList<>()).add(row)));
        Map<Row, Row> found = new HashMap<>();
        for (Map.Entry<List<String>, List<Row>> alike : byKey.entrySet()) {
            found.putAll(find(table, alike.getKey(), alike.getValue()));
        }
        return found;
    }

    /** The same for rows that are found by these columns. */
    Map<Row, Row> find(Table table, List<String> key, List<Row> wanted) throws RefusedException {
        Map<Row, Row> found = new HashMap<>();
        for (int from = 0; from < wanted.size(); from += ROWS_AT_ONCE) {
            find(table, key, wanted.subList(from, Math.min(wanted.size(), from + ROWS_AT_ONCE)), found);
        }
        return found;
    }

    private void find(Table table, List<String> key, List<Row> wanted, Map<Row, Row> found) throws RefusedException {
        StringJoiner condition = new StringJoiner(" OR ");
        for (Row row : wanted) {
            condition.add("(" + condition(values(row, table, key)) + ")");
        }
        Map<List<Object>, Row> there = new HashMap<>();
        read(table, condition.toString()).forEach(row -> there.put(same.of(row, key), row));
        List<Row> missed = new ArrayList<>();
        int matched = 0;
        for (Row row : wanted) {
            Row match = there.get(same.of(row, key));
            if (match == null) {
                missed.add(row);
            } else {
                found.put(row, match);
                matched++;
            }
        }
        if (matched < there.size()) { // the engine considers values equal that are not, such as Ann and ANN
            for (Row row : missed) {
                find(table, values(row, table, key)).ifPresent(match -> found.put(row, match));
            }
        }
    }

    /** A row with these values, if there is one. */
    Optional<Row> find(Table table, Row key) throws RefusedException {
        return read(table, condition(key)).stream().findFirst();
    }

    /** All rows with these values; if some have exactly these, and others only by a collation, only the former. */
    List<Row> findAll(Table table, Row key) throws RefusedException {
        List<Row> alike = read(table, condition(key));
        List<Row> exact = alike.stream()
                .filter(row -> same.of(row, key.columns()).equals(same.of(key, key.columns())))
                .toList();
        return exact.isEmpty() ? alike : exact;
    }

    private String condition(Row key) throws RefusedException {
        try {
            return database.condition(key);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(key.table() + ": " + e.getMessage(), e);
        }
    }

    /** The values that a row has in some columns. */
    static Row values(Row row, Table table, List<String> columns) {
        return Row.of(
                Shape.of(table.name(), columns), columns.stream().map(row::get).toArray());
    }

    private List<Row> read(Table table, String condition) throws RefusedException {
        List<String> columns =
                table.insertableColumns().stream().map(Column::name).toList();
        Shape shape = Shape.of(table.name(), columns);
        Object[] values = new Object[columns.size()];
        List<Row> rows = new ArrayList<>();
        try (RowCursor cursor = database.rows(table, condition)) {
            while (rows.size() < MOST_ROWS && cursor.next(values)) {
                rows.add(Row.of(shape, values));
            }
        } catch (DatabaseException e) {
            if (e.code() == ErrorCode.DATABASE_FAILED) {
                throw new RefusedException(e.getMessage(), e);
            }
            throw e;
        }
        return rows;
    }
}
