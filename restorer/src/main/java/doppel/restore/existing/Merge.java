package doppel.restore.existing;

import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.JavaText;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Decides for each row that comes whether it is in the database already, and does what follows. A row that is there
 * differs from the one that comes if the engine itself would store something else. Used by one thread.
 */
final class Merge {

    private static final String SAVEPOINT = "doppel_merge";
    private static final String MERGING = "Merging rows";
    private static final int LONGEST = 60;
    private static final int MOST_SHOWN = 5;

    private final LiveDatabase database;
    private final OnConflict onConflict;
    private final ExistingRows existing;
    private final SameValue same;
    private final Set<String> filled = new HashSet<>();
    private final Map<Shape, Map<List<Object>, Long>> withoutKey = new HashMap<>();
    private final Tally<List<Object>> claimed = new Tally<>();
    private final Tally<List<Object>> outcomes = new Tally<>();
    private final Map<Row, String> refused = Collections.synchronizedMap(new WeakHashMap<>());

    private enum Outcome {
        INSERTED,
        UPDATED,
        UNCHANGED,
        KEPT
    }

    Merge(LiveDatabase database, OnConflict onConflict) {
        this.database = database;
        this.onConflict = onConflict;
        existing = new ExistingRows(database);
        same = new SameValue(database);
        database.schema().tables().stream().filter(database::hasRows).forEach(table -> filled.add(table.name()));
    }

    /** Whether the table had rows before. */
    boolean hadRows(String table) {
        return filled.contains(table);
    }

    private Table table(String name) {
        return database.schema().table(name).orElseThrow();
    }

    /** The row that is there for each of these rows that is. */
    Map<Row, Row> find(String table, List<Row> rows) throws RefusedException {
        return existing.find(table(table), rows);
    }

    /** Whether a row without a key is there, and no equal row has been found to be that one before. */
    boolean claim(Row row) {
        Table table = table(row.table());
        if (ExistingRows.key(table, row).isPresent()) {
            return false;
        }
        List<Object> values = same.of(row, row.columns());
        long there = withoutKey
                .computeIfAbsent(row.shape(), shape -> counted(table, shape.columns()))
                .getOrDefault(values, 0L);
        List<Object> identity = List.of(row.table(), row.columns(), values);
        if (claimed.count(identity) >= there) {
            return false;
        }
        claimed.add(identity);
        count(row.table(), Outcome.UNCHANGED);
        return true;
    }

    /** How often each combination of values is in columns of a table. */
    private Map<List<Object>, Long> counted(Table table, List<String> columns) {
        Map<List<Object>, Long> counts = new HashMap<>();
        List<String> all = table.insertableColumns().stream().map(Column::name).toList();
        Shape shape = Shape.of(table.name(), all);
        Object[] values = new Object[all.size()];
        try (RowCursor cursor = database.rows(table, "")) {
            while (cursor.next(values)) {
                counts.merge(same.of(Row.of(shape, values), columns), 1L, Long::sum);
            }
        }
        return counts;
    }

    void countNew(String table, long rows) {
        for (long i = 0; i < rows; i++) {
            count(table, Outcome.INSERTED);
        }
    }

    private void count(String table, Outcome outcome) {
        outcomes.add(List.of(table, outcome));
    }

    /** Refuses a row that is known to differ from the one that is there. */
    void requireNotRefused(Row row) throws RefusedException {
        String why = refused.get(row);
        if (why != null) {
            throw new RefusedException(why, null);
        }
    }

    /** Handles a row that is there. */
    void merge(Row row, Row there) throws RefusedException {
        Table table = table(row.table());
        Row changes = new Row(Shape.empty(table.name()));
        for (String column : row.columns()) {
            if (!Objects.equals(same.of(row.get(column)), same.of(there.get(column)))) {
                changes.set(column, row.get(column));
            }
        }
        if (changes.columns().isEmpty()) {
            count(table.name(), Outcome.UNCHANGED);
            return;
        }
        database.execute(MERGING, "SAVEPOINT " + SAVEPOINT);
        Row now = changed(table, there, changes);
        boolean differs = !same.of(now, now.columns()).equals(same.of(there, now.columns()));
        if (!differs || onConflict != OnConflict.UPDATE) {
            database.execute(MERGING, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        }
        database.execute(MERGING, "RELEASE SAVEPOINT " + SAVEPOINT);
        if (!differs) {
            count(table.name(), Outcome.UNCHANGED);
        } else if (onConflict == OnConflict.KEEP) {
            count(table.name(), Outcome.KEPT);
        } else if (onConflict == OnConflict.UPDATE) {
            count(table.name(), Outcome.UPDATED);
        } else {
            String why = difference(row, there, now);
            refused.put(row, why);
            throw new RefusedException(why, null);
        }
    }

    /** Changes a row; returns what the engine has made of it. */
    private Row changed(Table table, Row there, Row changes) throws RefusedException {
        Row key =
                ExistingRows.values(there, table, ExistingRows.key(table, there).orElseThrow());
        if (!database.writer().updateOne(key, changes)) {
            throw new RefusedException("others have changed the row meanwhile", null);
        }
        Row after = key.copy();
        key.columns().stream().filter(changes::has).forEach(column -> after.set(column, changes.get(column)));
        return existing.find(table, after)
                .orElseThrow(() -> new RefusedException("a trigger has taken the row away", null));
    }

    private static String difference(Row row, Row there, Row now) {
        List<String> columns = row.columns().stream()
                .filter(column -> !Objects.deepEquals(there.get(column), now.get(column)))
                .toList();
        String more = columns.size() > MOST_SHOWN ? ", …" : "";
        List<String> shown = columns.subList(0, Math.min(MOST_SHOWN, columns.size()));
        return row.table() + "." + String.join(", ", shown) + more + ": not what the database has: "
                + shown.stream()
                        .map(column -> shown(row.get(column)) + ", but " + shown(there.get(column)) + " there")
                        .collect(Collectors.joining("; "));
    }

    private static String shown(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        String text = value == null ? "NULL" : value instanceof String words ? '"' + words + '"' : value.toString();
        return JavaText.comment(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    void savepoint() {
        claimed.savepoint();
        outcomes.savepoint();
    }

    void rolledBack() {
        claimed.rolledBack();
        outcomes.rolledBack();
    }

    void released() {
        claimed.released();
        outcomes.released();
    }

    /** What became of the rows of each table that had some, in the order of the schema. */
    List<Merged> merged() {
        List<Merged> merged = new ArrayList<>();
        for (Table table : database.schema().tables()) {
            Merged of = new Merged(
                    table.name(),
                    count(table, Outcome.INSERTED),
                    count(table, Outcome.UPDATED),
                    count(table, Outcome.UNCHANGED),
                    count(table, Outcome.KEPT));
            if (of.changes() + of.unchanged() + of.kept() > 0) {
                merged.add(of);
            }
        }
        return merged;
    }

    private long count(Table table, Outcome outcome) {
        return outcomes.count(List.of(table.name(), outcome));
    }
}
