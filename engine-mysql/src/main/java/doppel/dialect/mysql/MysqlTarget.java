package doppel.dialect.mysql;

import doppel.dialect.DanglingReference;
import doppel.dialect.RefusedException;
import doppel.dialect.Resources;
import doppel.dialect.Sequences;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.replace.MysqlStaging;
import doppel.dialect.mysql.rows.MysqlChecks;
import doppel.dialect.mysql.rows.MysqlDuplicates;
import doppel.dialect.mysql.rows.MysqlEngines;
import doppel.dialect.mysql.rows.MysqlFinder;
import doppel.dialect.mysql.rows.MysqlInserter;
import doppel.dialect.mysql.rows.MysqlReferences;
import doppel.dialect.mysql.rows.MysqlRowWriter;
import doppel.dialect.mysql.rows.MysqlUndo;
import doppel.dialect.reference.ReferenceWatch;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionSearch;
import doppel.dialect.version.VersionStamp;
import doppel.fixture.Row;
import doppel.schema.Identity;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rows on their way into a staging database, which nobody else sees. So intermediate commits are possible, and the
 * server need not be able to undo everything.
 */
final class MysqlTarget implements Target {

    private static final String SAVEPOINT = "doppel_";

    /**
     * After a commit MariaDB visits each of these rows again, which takes a quarter of its time; undoing this many rows
     * takes seconds.
     */
    private static final int ROWS_BETWEEN_COMMITS = 5_000_000;

    private final MysqlStaging staging;
    private final MysqlSession session;
    private final Schema schema;
    private final boolean referencesAtOnce;
    private final boolean reproduced;
    private final MysqlInserter inserter;
    private final MysqlFinder finder;
    private final MysqlRowWriter writer;
    private final MysqlReferences references;
    private final ReferenceWatch watch;
    private final MysqlEngines engines;
    private final MysqlUndo undo;
    private final Map<String, Identity> numbering = new HashMap<>();
    private final VersionStamp stamp;
    private int depth;
    private long committed; // of the rows inserted so far

    private MysqlTarget(MysqlStaging staging, TargetRequest request) {
        this.staging = staging;
        session = staging.session();
        schema = session.foldsNames() ? staging.schema().spelled(request.tableNames()) : staging.schema();
        referencesAtOnce = request.referencesAtOnce();
        reproduced = request.rows() == TargetRequest.Rows.UNTOUCHED;
        MysqlConnector.prepare(session);
        session.run(
                "Beginning to load",
                "SET SESSION autocommit = 0, unique_checks = 1, foreign_key_checks = " + (referencesAtOnce ? 1 : 0));
        if (reproduced) {
            MysqlChecks.suspend(session);
        }
        finder = new MysqlFinder(session, schema);
        writer = new MysqlRowWriter(session, schema);
        undo = new MysqlUndo(session);
        engines = MysqlEngines.change(session, schema);
        inserter = new MysqlInserter(session, schema, this::undoInsert, engines, undo);
        references = new MysqlReferences(session, schema);
        watch = references.watch();
        stamp = new VersionStamp(schema, MysqlStamp.access(session));
    }

    static MysqlTarget open(TargetRequest request, MysqlConnector connector) {
        MysqlStaging staging = MysqlStaging.begin(request, connector);
        try {
            return new MysqlTarget(staging, request);
        } catch (RuntimeException e) {
            Resources.closeQuietly(staging, e);
            throw e;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Optional<FoundVersion> version() {
        return VersionSearch.find(schema, MysqlStamp.access(session), Optional.empty());
    }

    @Override
    public void stamp(String version) {
        stamp.set(version);
    }

    @Override
    public boolean checksReferencesAtOnce() {
        return referencesAtOnce;
    }

    @Override
    public void prepare(String table) {
        stamp.rowsCome(table);
        commit();
    }

    @Override
    public void clear(String table) {
        run("DELETE FROM " + MysqlSession.quote(table));
    }

    @Override
    public void check(Row row) throws RefusedException {
        inserter.check(row);
    }

    @Override
    public Optional<String> collation(String table, String column) {
        return MysqlDuplicates.collation(session, table, column);
    }

    @Override
    public Batch batch() {
        return watch.watched(inserter.batch());
    }

    private void undoInsert() {
        if (depth == 0) {
            watch.giveUp();
        }
        session.run("Undoing a batch of rows", depth == 0 ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT " + SAVEPOINT + depth);
        undo.rollback();
    }

    @Override
    public int rowsAtOnce() {
        return 10_000;
    }

    @Override
    public void update(Row key, Row changes) throws RefusedException {
        watch.giveUp();
        writer.update(changes, finder.where(schema.table(key.table()).orElseThrow(), key));
    }

    @Override
    public Optional<Row> find(String table, String[] columns, Object[] values) {
        return finder.find(table, columns, values, depth == 0);
    }

    @Override
    public void savepoint() {
        depth++;
        run("SAVEPOINT " + SAVEPOINT + depth);
        undo.savepoint();
        watch.savepoint();
    }

    @Override
    public void rollbackToSavepoint() {
        run("ROLLBACK TO SAVEPOINT " + SAVEPOINT + depth);
        undo.rollback();
        undo.release();
        depth--;
        watch.rolledBack();
    }

    @Override
    public void releaseSavepoint() {
        run("RELEASE SAVEPOINT " + SAVEPOINT + depth);
        undo.release();
        depth--;
        watch.released();
        if (inserter.inserted() - committed >= ROWS_BETWEEN_COMMITS) {
            commit();
        }
    }

    private void commit() {
        if (depth == 0) {
            run("COMMIT");
            committed = inserter.inserted();
        }
    }

    @Override
    public void continueNumbering(String table, Identity identity) {
        numbering.put(table, identity);
    }

    @Override
    public void continueSequence(String sequence, long greatest) {
        run("DO SETVAL(" + MysqlSession.quote(sequence) + ", " + greatest + ")"); // which never moves backwards
    }

    @Override
    public void placeSequence(String sequence, Sequences.Position position) {
        run("DO SETVAL(" + MysqlSession.quote(sequence) + ", " + position.last() + ", " + position.called() + ")");
    }

    @Override
    public boolean isBehind(String sequence, String table, String column) {
        String numbers = MysqlSession.quote(sequence);
        return session.list(
                        "Comparing the sequence " + sequence + " with its column",
                        "SELECT EXISTS (SELECT 1 FROM " + MysqlSession.quote(table) + ", " + numbers
                                + " WHERE increment > 0 AND " + MysqlSession.quote(column)
                                + " >= next_not_cached_value)",
                        row -> row.getBoolean(1))
                .get(0);
    }

    @Override
    public void execute(String sql) {
        session.run("Running a step's SQL", sql);
    }

    @Override
    public void finishRows() {
        commit();
        finder.finish();
        engines.restore();
        staging.finishRows();
        for (Table table : schema.tables()) {
            Identity identity = numbering.get(table.name());
            if (identity != null
                    && table.identity() != null
                    && table.identity().column().equals(identity.column())) {
                // the server takes the greatest existing number if that is greater
                run("ALTER TABLE " + MysqlSession.quote(table.name()) + " AUTO_INCREMENT = "
                        + Math.max(1, identity.next()));
            }
        }
    }

    @Override
    public void danglingReferences(Consumer<DanglingReference> taker) {
        commit();
        references.dangling(watch.unknown(), taker);
    }

    @Override
    public void delete(DanglingReference reference) {
        watch.giveUp();
        references.delete(reference);
    }

    @Override
    public List<String> verify() {
        // rows that were inserted with all constraints on cannot violate any
        return reproduced ? MysqlChecks.broken(session) : List.of();
    }

    @Override
    public void publish() {
        commit();
        staging.publish();
    }

    @Override
    public void close() {
        staging.close();
    }

    private void run(String sql) {
        session.run("Preparing the new database", sql);
    }
}
