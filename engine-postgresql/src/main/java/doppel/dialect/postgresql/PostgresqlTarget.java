package doppel.dialect.postgresql;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.DanglingReference;
import doppel.dialect.Queries;
import doppel.dialect.RefusedException;
import doppel.dialect.Resources;
import doppel.dialect.Sequences;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.postgresql.catalog.PostgresqlIdentities;
import doppel.dialect.postgresql.catalog.PostgresqlLargeObjects;
import doppel.dialect.postgresql.catalog.PostgresqlOthersCode;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlOneTransaction;
import doppel.dialect.postgresql.connect.PostgresqlSavepoint;
import doppel.dialect.postgresql.connect.PostgresqlSession;
import doppel.dialect.postgresql.definition.PostgresqlScriptRunner;
import doppel.dialect.postgresql.replace.PostgresqlDatabase;
import doppel.dialect.postgresql.replace.PostgresqlLocks;
import doppel.dialect.postgresql.replace.PostgresqlReplacement;
import doppel.dialect.postgresql.replace.PostgresqlTargetState;
import doppel.dialect.postgresql.rows.PostgresqlConditions;
import doppel.dialect.postgresql.rows.PostgresqlFinder;
import doppel.dialect.postgresql.rows.PostgresqlInserter;
import doppel.dialect.postgresql.rows.PostgresqlReferences;
import doppel.dialect.postgresql.rows.PostgresqlRowWriter;
import doppel.dialect.postgresql.rows.PostgresqlTargetColumns;
import doppel.dialect.postgresql.rows.PostgresqlWaiting;
import doppel.dialect.postgresql.script.PostgresqlStatementReader;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionSearch;
import doppel.dialect.version.VersionStamp;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Identity;
import doppel.schema.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * One transaction: the script, or the existing tables, then the rows, and finally what waited for them. If the session
 * ends earlier for any reason, the database stays as it was.
 */
final class PostgresqlTarget implements Target {

    private static final String SAVEPOINT = "doppel";

    /**
     * Keys and indexes are sorted in memory as far as possible; the server's own default is for very small machines.
     */
    private static final String MEMORY = "SELECT set_config('maintenance_work_mem', '256MB', true) FROM pg_settings"
            + " WHERE name = 'maintenance_work_mem' AND setting::bigint < 256 * 1024";

    private final PostgresqlDatabase database;
    private final Connection connection;
    private final Handle handle;
    private final TargetRequest.Rows rows;
    private final Optional<PostgresqlReplacement> replacement;
    private final List<PostgresqlStatementReader.Statement> afterRows;
    private final PostgresqlTables tables;
    private final PostgresqlWaiting waiting;
    private final PostgresqlConditions conditions;
    private final PostgresqlRowWriter writer;
    private final PostgresqlInserter inserter;
    private final PostgresqlFinder finder;
    private final PostgresqlReferences references;
    private final VersionStamp stamp;
    private boolean mayHold = true;

    private PostgresqlTarget(PostgresqlDatabase database, TargetRequest request) throws SQLException {
        this.database = database;
        connection = database.connection();
        handle = Queries.on(connection);
        rows = request.rows();
        requireAlone();
        if (request.script().isEmpty()) {
            PostgresqlOthersCode.requireNone(connection); // what a script brings is code of whoever runs it
        }
        PostgresqlStatementReader script =
                PostgresqlStatementReader.read(request.script().orElse(""));
        Set<String> extensions = script.beforeRows().stream()
                .flatMap(statement -> statement.extension().stream())
                .collect(Collectors.toSet());
        boolean replaces = request.script().isPresent() && !PostgresqlTargetState.isVirgin(handle);
        replacement = replaces ? Optional.of(new PostgresqlReplacement(connection, handle)) : Optional.empty();
        if (replaces) {
            PostgresqlLocks.requireRoomToReplace(handle);
            replacement.get().begin(extensions);
        }
        run(script.beforeRows());
        afterRows = script.afterRows();
        tables = PostgresqlSchemaReader.ofTarget(handle, extensions);
        waiting = new PostgresqlWaiting(connection, handle, request);
        waiting.takeAway();
        run("Preparing the restore", MEMORY);
        PostgresqlEncoding encoding = PostgresqlEncoding.read(handle);
        PostgresqlTargetColumns columns = new PostgresqlTargetColumns(tables.schema(), encoding);
        conditions = new PostgresqlConditions(connection, encoding, columns);
        writer = new PostgresqlRowWriter(tables, conditions);
        inserter = new PostgresqlInserter(
                connection, encoding, tables, columns, new PostgresqlLargeObjects(connection, handle));
        finder = new PostgresqlFinder(connection, encoding, tables, conditions, waiting.keys());
        references = new PostgresqlReferences(connection, encoding, tables);
        stamp = new VersionStamp(tables.schema(), PostgresqlStamp.access(connection));
        run("Preparing the restore", "SET LOCAL search_path = DEFAULT"); // functions of constraints may rely on it
    }

    static PostgresqlTarget open(PostgresqlConnector connector, TargetRequest request) {
        PostgresqlDatabase database = PostgresqlDatabase.openOrCreate(connector);
        try {
            return new PostgresqlTarget(database, request);
        } catch (SQLException | JdbiException e) {
            DatabaseException failure = PostgresqlErrors.failure("Preparing the restore", e);
            Resources.closeQuietly(database, failure);
            throw failure;
        } catch (RuntimeException e) {
            Resources.closeQuietly(database, e);
            throw e;
        }
    }

    private void requireAlone() {
        boolean alone = handle.createQuery("SELECT pg_try_advisory_xact_lock(hashtext('doppel restore'))")
                .mapTo(Boolean.class)
                .one();
        if (!alone) {
            throw new DatabaseException(
                    ErrorCode.ALREADY_RUNNING,
                    "Another restore into this database is running.",
                    "Wait until it has ended, then run this again.");
        }
    }

    private void run(List<PostgresqlStatementReader.Statement> statements) throws SQLException {
        run("Preparing the restore", "SET LOCAL search_path = DEFAULT");
        Set<String> there = replacement.map(PostgresqlReplacement::createdAgain).orElse(Set.of());
        new PostgresqlScriptRunner(connection, there).run(statements);
        PostgresqlSession.again(connection);
    }

    @Override
    public Schema schema() {
        return tables.schema();
    }

    @Override
    public Optional<FoundVersion> version() {
        return VersionSearch.find(schema(), PostgresqlStamp.access(connection), Optional.empty());
    }

    @Override
    public void stamp(String version) {
        stamp.set(version);
    }

    @Override
    public boolean checksReferencesAtOnce() {
        return false;
    }

    @Override
    public void prepare(String table) {
        stamp.rowsCome(table); // nothing else: every batch is a COPY of its own
    }

    @Override
    public void clear(String table) {
        run(
                "Replacing rows of " + table,
                "DELETE FROM " + tables.relation(table).stored());
    }

    @Override
    public void check(Row row) throws RefusedException {
        inserter.check(row);
    }

    @Override
    public Optional<String> collation(String table, String column) {
        return Optional.empty();
    }

    @Override
    public Batch batch() {
        return inserter.batch();
    }

    @Override
    public int rowsAtOnce() {
        return 20_000;
    }

    @Override
    public void update(Row key, Row changes) throws RefusedException {
        PostgresqlErrors.query("Updating a row of " + key.table(), () -> {
            waiting.keys().require(key.table());
            return null;
        });
        writer.updateOne(key, changes);
    }

    @Override
    public Optional<Row> find(String table, String[] columns, Object[] wanted) {
        return finder.find(table, columns, wanted);
    }

    @Override
    public void savepoint() {
        run("Saving rows", "SAVEPOINT " + SAVEPOINT);
        waiting.keys().savepoint();
    }

    @Override
    public void rollbackToSavepoint() {
        run("Taking rows back", "ROLLBACK TO " + SAVEPOINT + "; RELEASE " + SAVEPOINT);
        finder.rolledBack();
        waiting.keys().rolledBack();
    }

    @Override
    public void releaseSavepoint() {
        run("Saving rows", "RELEASE " + SAVEPOINT);
        waiting.keys().released();
    }

    @Override
    public void continueNumbering(String table, Identity identity) {
        if (rows == TargetRequest.Rows.UNTOUCHED) {
            return; // the script has the exact state of each sequence
        }
        PostgresqlErrors.query("Continuing the numbers of " + table, () -> {
            new PostgresqlIdentities(handle).raise(tables.relation(table), identity);
            return null;
        });
    }

    @Override
    public void continueSequence(String sequence, long greatest) {
        PostgresqlErrors.query("Continuing the sequence " + sequence, () -> {
            new PostgresqlIdentities(handle).raise(sequence, greatest);
            return null;
        });
    }

    @Override
    public void placeSequence(String sequence, Sequences.Position position) {
        PostgresqlErrors.query("Continuing the sequence " + sequence, () -> {
            new PostgresqlIdentities(handle).place(sequence, position);
            return null;
        });
    }

    @Override
    public boolean isBehind(String sequence, String table, String column) {
        return PostgresqlErrors.query(
                "Comparing the sequence " + sequence + " with its column",
                () -> new PostgresqlIdentities(handle).isBehind(sequence, tables.relation(table), column));
    }

    @Override
    public void execute(String sql) {
        try {
            PostgresqlSavepoint.run(connection, "SET LOCAL search_path = DEFAULT");
            PostgresqlOneTransaction transaction = PostgresqlOneTransaction.guard(connection);
            PostgresqlSavepoint.run(connection, sql);
            transaction.requireOpen();
            transaction.release();
            PostgresqlSession.again(connection);
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Running a step's SQL", e);
        }
    }

    @Override
    public void finishRows() {
        try {
            finder.finish();
            conditions.close();
            waiting.keys().giveBack(); // their expressions may depend on the search path, as when rows come
            PostgresqlSession.again(connection);
            waiting.giveBack();
            run(afterRows);
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Ending the rows", e);
        }
    }

    @Override
    public void danglingReferences(Consumer<DanglingReference> taker) {
        references.dangling(taker, holds() ? key -> !key.valid() : key -> true);
    }

    /** Whether the server itself has just verified all foreign keys that are to be valid. */
    private boolean holds() {
        mayHold = mayHold
                && (!inserter.hasInserted()
                        || PostgresqlErrors.query("Checking references", () -> {
                            waiting.keys().giveBack();
                            return waiting.references().giveBackWhole();
                        }));
        return inserter.hasInserted() && mayHold;
    }

    @Override
    public void delete(DanglingReference reference) {
        Row key = new Row(Shape.empty(reference.table()));
        for (int i = 0; i < reference.values().size(); i++) {
            key.set(reference.key().columns().get(i), reference.values().get(i));
        }
        mayHold = false;
        try {
            waiting.references().takeAwayAgain();
            PreparedStatement statement = conditions.prepared(
                    "DELETE FROM " + tables.relation(key.table()).stored() + conditions.where(key));
            conditions.bind(statement, key, 0);
            statement.executeUpdate();
        } catch (SQLException | RefusedException e) {
            throw PostgresqlErrors.failure("Taking a row of " + reference.table() + " out", e);
        }
    }

    @Override
    public List<String> verify() {
        return PostgresqlErrors.query("Checking the new database", waiting::faults);
    }

    @Override
    public void publish() {
        try {
            if (replacement.isPresent()) {
                replacement.get().finish();
            }
            connection.commit();
            database.keep();
        } catch (SQLException | JdbiException e) {
            throw PostgresqlErrors.failure("Publishing the new database", e);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    private void run(String doing, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw PostgresqlErrors.failure(doing, e);
        }
    }
}
