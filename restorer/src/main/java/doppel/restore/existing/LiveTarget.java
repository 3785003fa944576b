package doppel.restore.existing;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.DanglingReference;
import doppel.dialect.Dialect;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.dialect.Resources;
import doppel.dialect.Target;
import doppel.dialect.version.FoundVersion;
import doppel.fixture.MissingRowException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Identity;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A database that keeps its rows, and gets others in one transaction. Unlike in a restore, triggers fire and references
 * are checked at once, as for its application; what the engine keeps for itself, such as row numbers, is not written.
 * Used by one thread.
 */
public final class LiveTarget implements Target {

    /** How a sentence about {@link #numbersGiven} begins. */
    public static final String NOT_TAKEN_BACK = "Not taken back, since the database does not count backwards: ";

    private static final String SAVEPOINT = "doppel_load_";
    private static final String LOADING = "Loading rows";

    private final LiveDatabase database;
    private final Schema schema;
    private final ExistingRows existing;
    private final SortedMap<String, Long> counters;
    private final Merge merge;
    private int depth;

    private LiveTarget(LiveDatabase database, OnConflict onConflict, Optional<Consumer<Consumer<Row>>> base) {
        this.database = database;
        database.begin();
        database.checkReferencesAtOnce();
        schema = new Schema(
                database.schema().engine(),
                ApplicationTables.of(database.schema()),
                database.schema().others());
        existing = new ExistingRows(database);
        counters = database.counters();
        merge = new Merge(database, onConflict, base.map(rows -> new BaseRows(database, rows)));
    }

    /**
     * Opens a database.
     *
     * @param onConflict what becomes of rows that are there with other values
     * @throws DatabaseException if it is missing, locked, or not a database of this engine
     */
    public static LiveTarget open(Dialect dialect, String url, OnConflict onConflict) {
        return open(dialect, url, onConflict, Optional.empty());
    }

    /**
     * The same, where rows that come and rows that are there have started from others.
     *
     * @param base gives each of those rows to its taker
     */
    public static LiveTarget open(
            Dialect dialect, String url, OnConflict onConflict, Optional<Consumer<Consumer<Row>>> base) {
        LiveDatabase database = dialect.openLive(url, false);
        try {
            return new LiveTarget(database, onConflict, base);
        } catch (RuntimeException e) {
            Resources.closeQuietly(database, e);
            throw e;
        }
    }

    /** The tables with what the engine keeps for itself, which is not written. */
    public Schema whole() {
        return database.schema();
    }

    /** New keys for rows that come; each row is given to the taker. */
    public NewIds newIds(Consumer<Consumer<Row>> rows) {
        NewIds ids = NewIds.of(database, rows);
        merge.renumber(ids);
        return ids;
    }

    /** The numbers that the database has given away so far and does not take back, a phrase each. */
    public List<String> numbersGiven() {
        return database.counters().entrySet().stream()
                .filter(now -> !now.getValue().equals(counters.get(now.getKey())))
                .map(now -> now.getKey() + ": " + counters.getOrDefault(now.getKey(), 0L) + " → " + now.getValue())
                .toList();
    }

    /** What became of the rows of each table, in the order of the schema. */
    public List<Merged> merged() {
        return merge.merged();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Optional<FoundVersion> version() {
        return Optional.empty();
    }

    @Override
    public void stamp(String version) {
        throw new IllegalStateException("the database keeps its version");
    }

    @Override
    public boolean checksReferencesAtOnce() {
        return true;
    }

    @Override
    public void prepare(String table) {
        Table prepared = database.schema().table(table).orElseThrow();
        database.lasting("INSERT INTO " + database.sqlName(prepared) + " VALUES ()")
                .ifPresent(why -> {
                    throw new DatabaseException(
                            ErrorCode.NOT_TAKEN_BACK,
                            "Rows of " + table + " could not be taken back if others are refused: " + why + ".",
                            "Let the table have an engine with transactions, or leave its rows out.");
                });
    }

    @Override
    public void clear(String table) {
        throw new IllegalStateException("the database keeps its rows");
    }

    @Override
    public void check(Row row) throws RefusedException {
        merge.requireNotRefused(row);
    }

    @Override
    public Batch batch() {
        return new MergedBatch(merge, database.batch());
    }

    @Override
    public int rowsAtOnce() {
        return 10_000;
    }

    @Override
    public void update(Row key, Row changes) throws RefusedException {
        if (merge.mustStay(key)) {
            throw new RefusedException(key.table() + ": the row is there, with other references", null);
        }
        if (!database.writer().updateOne(key, changes)) {
            throw new RefusedException(key.table() + ": the row is not there any more", null);
        }
    }

    @Override
    public Optional<Row> find(String table, String[] columns, Object[] values) {
        Table known = database.schema().table(table).orElseThrow();
        Row key = Row.of(Shape.of(table, List.of(columns)), values);
        savepoint();
        try {
            List<Row> found = existing.findAll(known, key);
            releaseSavepoint();
            if (found.size() > 1) {
                throw new MissingRowException(
                        "more than one row of " + table + " has these values: " + String.join(", ", columns));
            }
            return found.stream().findFirst();
        } catch (RefusedException e) { // no row can have such a value
            rollbackToSavepoint();
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> collation(String table, String column) {
        return Optional.empty();
    }

    @Override
    public void savepoint() {
        depth++;
        database.execute(LOADING, "SAVEPOINT " + SAVEPOINT + depth);
        merge.savepoint();
    }

    @Override
    public void rollbackToSavepoint() {
        database.execute(LOADING, "ROLLBACK TO SAVEPOINT " + SAVEPOINT + depth);
        database.execute(LOADING, "RELEASE SAVEPOINT " + SAVEPOINT + depth);
        depth--;
        merge.rolledBack();
    }

    @Override
    public void releaseSavepoint() {
        database.execute(LOADING, "RELEASE SAVEPOINT " + SAVEPOINT + depth);
        depth--;
        merge.released();
    }

    /** What follows in the source does not matter here. */
    @Override
    public void continueNumbering(String table, Identity identity) {}

    @Override
    public void continueSequence(String sequence, long greatest) {
        throw new IllegalStateException("no step moves sequences here");
    }

    @Override
    public void execute(String sql) {
        database.execute(LOADING, sql);
    }

    @Override
    public void finishRows() {}

    /** The engine has checked them. */
    @Override
    public void danglingReferences(Consumer<DanglingReference> taker) {}

    @Override
    public void delete(DanglingReference reference) {
        throw new IllegalStateException("the engine has checked all references");
    }

    @Override
    public List<String> verify() {
        return List.of();
    }

    @Override
    public List<String> notices() {
        return List.of();
    }

    @Override
    public void publish() {
        for (Merged table : merge.merged()) {
            Table known = database.schema().table(table.table()).orElseThrow();
            if (table.inserted() > 0 && known.identity() != null) {
                database.continueNumbering(known, known.identity());
            }
        }
        database.commit();
    }

    @Override
    public void close() {
        database.close();
    }
}
