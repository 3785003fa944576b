package doppel.restore.existing;

import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Decides for each row that comes whether it is in the database already, and does what follows. A row that is there
 * differs from the one that comes if the engine itself would store something else. Used by one thread.
 */
final class Merge {

    private static final String SAVEPOINT = "doppel_merge";
    private static final String MERGING = "Merging rows";

    private final LiveDatabase database;
    private final OnConflict onConflict;
    private final Optional<BaseRows> base;
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

    Merge(LiveDatabase database, OnConflict onConflict, Optional<BaseRows> base) {
        this.base = base;
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
        String table = row.table();
        Sides sides = Sides.of(row, there, base.flatMap(rows -> rows.of(row)), same);
        List<String> both = stored(sides, sides.both());
        if (!both.isEmpty() && onConflict == OnConflict.REFUSE) {
            String why = sides.text(both);
            refused.put(row, why);
            throw new RefusedException(why, null);
        }
        List<String> written = onConflict == OnConflict.UPDATE ? sides.all() : sides.mine();
        if (stored(sides, written).isEmpty()) {
            boolean differs = !both.isEmpty() || sides.base().isPresent() && !isEqual(row, there);
            count(table, differs ? Outcome.KEPT : Outcome.UNCHANGED);
        } else {
            changed(sides, written);
            count(table, Outcome.UPDATED);
        }
    }

    private boolean isEqual(Row row, Row there) {
        return same.of(row, row.columns()).equals(same.of(there, row.columns()));
    }

    /** Those of the columns in which the engine itself would store something else than what is there. */
    private List<String> stored(Sides sides, List<String> columns) throws RefusedException {
        if (columns.isEmpty()) {
            return columns;
        }
        database.execute(MERGING, "SAVEPOINT " + SAVEPOINT);
        Row now = changed(sides, columns);
        database.execute(MERGING, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        database.execute(MERGING, "RELEASE SAVEPOINT " + SAVEPOINT);
        return columns.stream()
                .filter(column -> !Objects.equals(
                        same.of(now.get(column)), same.of(sides.there().get(column))))
                .toList();
    }

    /** Writes columns of a row; returns the row as the engine has it then. */
    private Row changed(Sides sides, List<String> columns) throws RefusedException {
        Row there = sides.there();
        Table table = table(there.table());
        Row changes = ExistingRows.values(sides.row(), table, columns);
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
