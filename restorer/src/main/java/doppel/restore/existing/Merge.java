package doppel.restore.existing;

import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.fixture.Row;
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
    private final Map<String, KeylessRows> withoutKey = new HashMap<>();
    private final Set<List<Object>> foundInCycles = new HashSet<>();
    private Optional<NewIds> ids = Optional.empty();
    private int savepoints;
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
        boolean isThere = ExistingRows.key(table, row).isEmpty()
                && withoutKey.get(row.table()).claim(row, claimed);
        if (isThere) {
            count(row.table(), Outcome.UNCHANGED, 1);
        }
        return isThere;
    }

    /** Reads what rows without a key may be, before any row of this load is in their table. */
    void prepare(String table, List<Row> rows) {
        Table known = table(table);
        if (known.primaryKey().isEmpty()
                || rows.stream().anyMatch(row -> ExistingRows.key(known, row).isEmpty())) {
            withoutKey.computeIfAbsent(table, name -> new KeylessRows(database, known));
        }
    }

    void countNew(String table, long rows) {
        count(table, Outcome.INSERTED, rows);
    }

    private void count(String table, Outcome outcome, long rows) {
        outcomes.add(List.of(table, outcome), rows);
    }

    /** Refuses a row that is known to differ from the one that is there. */
    void requireNotRefused(Row row) throws RefusedException {
        String why = refused.get(row);
        if (why != null) {
            throw new RefusedException(why, null);
        }
    }

    /** From now on, rows get these keys. */
    void renumber(NewIds newIds) {
        ids = Optional.of(newIds);
    }

    /** Whether a row has a key that nobody had before, so that it cannot be there. */
    boolean isFresh(Row row) {
        return ids.map(given -> given.isFresh(row)).orElse(false);
    }

    /** Whether the row with this key was there before its emptied references were to be set. */
    boolean mustStay(Row key) {
        return onConflict != OnConflict.UPDATE && foundInCycles.contains(identity(key));
    }

    private List<Object> identity(Row key) {
        return List.of(key.table(), key.columns(), same.of(key, key.columns()));
    }

    /** Handles a row that is there; one of a circle may lack references for the moment. */
    void merge(Row row, Row there) throws RefusedException {
        String table = row.table();
        if (savepoints > 1) {
            ExistingRows.key(table(table), row)
                    .ifPresent(key -> foundInCycles.add(identity(ExistingRows.values(row, table(table), key))));
        }
        Sides sides = Sides.of(row, there, base.flatMap(rows -> rows.of(row)), same);
        List<String> both = stored(sides, sides.both());
        if (!both.isEmpty() && onConflict == OnConflict.REFUSE) {
            String why = sides.text(both);
            refused.put(row, why);
            throw new RefusedException(why, null);
        }
        List<String> written = onConflict == OnConflict.UPDATE ? sides.all() : sides.mine();
        List<String> differing = written.equals(sides.both()) ? both : stored(sides, written);
        if (differing.isEmpty()) {
            boolean differs = !both.isEmpty() || sides.base().isPresent() && !isEqual(row, there);
            count(table, differs ? Outcome.KEPT : Outcome.UNCHANGED, 1);
        } else {
            changed(sides, written);
            count(table, Outcome.UPDATED, 1);
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
        try {
            Row now = changed(sides, columns);
            return columns.stream()
                    .filter(column ->
                            !Objects.deepEquals(now.get(column), sides.there().get(column)))
                    .toList();
        } catch (RefusedException e) {
            if (onConflict == OnConflict.UPDATE || columns.equals(sides.mine())) {
                throw e;
            }
            return columns; // what the database does not even take is not what it has
        } finally {
            database.execute(MERGING, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            database.execute(MERGING, "RELEASE SAVEPOINT " + SAVEPOINT);
        }
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
        savepoints++;
        claimed.savepoint();
        outcomes.savepoint();
    }

    void rolledBack() {
        savepoints--;
        claimed.rolledBack();
        outcomes.rolledBack();
    }

    void released() {
        savepoints--;
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
