package doppel.dialect.sqlite;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.DanglingReference;
import doppel.dialect.Queries;
import doppel.dialect.RefusedException;
import doppel.dialect.Resources;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.reference.ReferenceWatch;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStandIns;
import doppel.dialect.sqlite.connect.SqliteStatements;
import doppel.dialect.sqlite.connect.SqliteUnknowns;
import doppel.dialect.sqlite.definition.SqliteAftercare;
import doppel.dialect.sqlite.definition.SqliteCatalog;
import doppel.dialect.sqlite.definition.SqliteSchemaReader;
import doppel.dialect.sqlite.definition.SqliteScript;
import doppel.dialect.sqlite.definition.SqliteScriptGuard;
import doppel.dialect.sqlite.definition.SqliteSearchIndexes;
import doppel.dialect.sqlite.definition.SqliteSequences;
import doppel.dialect.sqlite.definition.SqliteShadows;
import doppel.dialect.sqlite.replace.SqliteSwap;
import doppel.dialect.sqlite.replace.SqliteVerification;
import doppel.dialect.sqlite.rows.SqliteFinder;
import doppel.dialect.sqlite.rows.SqliteInserter;
import doppel.dialect.sqlite.rows.SqliteReferences;
import doppel.dialect.sqlite.rows.SqliteRowWriter;
import doppel.dialect.sqlite.value.SqliteBinder;
import doppel.dialect.sqlite.value.SqliteValueReader;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionSearch;
import doppel.dialect.version.VersionStamp;
import doppel.fixture.Row;
import doppel.schema.Identity;
import doppel.schema.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * A new file next to the target's: the script, or a copy of the target, then the rows in one transaction, and finally a
 * rename. Non-unique indexes and triggers do not exist while rows come in.
 */
final class SqliteTarget implements Target {

    private static final String SAVEPOINT = "doppel";

    private final SqliteSwap swap;
    private final SqliteFile file;
    private final Connection connection;
    private final Handle handle;
    private final Schema schema;
    private final SqliteFinder finder;
    private final SqliteReferences references;
    private final boolean wal;
    private final boolean referencesAtOnce;
    private final boolean fitted;
    private final boolean reproduced;
    private final List<SqliteScript.Definition> definitions;
    private final SqliteBinder binder;
    private final SqliteInserter inserter;
    private final SqliteSequences sequences;
    private final SqliteStatements statements;
    private final SqliteRowWriter writer;
    private final VersionStamp stamp;
    private final ReferenceWatch watch;
    private final SqliteStandIns standIns;
    private List<String> notices = List.of();
    private boolean committed;
    private boolean published;

    private SqliteTarget(SqliteSwap swap, Connection connection, TargetRequest request) {
        this.swap = swap;
        this.file = swap.work();
        this.connection = connection;
        standIns = file.query("Reading the schema", () -> SqliteStandIns.on(connection))
                .answering(true);
        referencesAtOnce = request.referencesAtOnce();
        fitted = request.rows() == TargetRequest.Rows.FITTED;
        reproduced = request.rows() == TargetRequest.Rows.UNTOUCHED;
        handle = Queries.on(connection);
        SqliteScript.Settings settings = SqliteScript.Settings.read(handle);
        wal = settings.wal();
        // nobody else sees this file, and it is lost in a crash
        run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                + " PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA foreign_keys = "
                + (referencesAtOnce ? "ON" : "OFF") + ";"
                + " PRAGMA ignore_check_constraints = "
                + (reproduced ? "ON" : "OFF") + "; BEGIN");
        SqliteCatalog catalog = SqliteCatalog.read(handle);
        schema = SqliteSchemaReader.read(handle, catalog);
        definitions = SqliteScript.definitions(handle);
        for (SqliteScript.Definition definition : definitions) {
            if (definition.waitsForRows()) {
                run("DROP " + definition.type() + " " + SqliteFile.quote(definition.name()));
            }
        }
        binder = new SqliteBinder(schema, settings.encoding().equals("UTF-8"));
        inserter = new SqliteInserter(file, connection, binder);
        SqliteValueReader values = new SqliteValueReader(settings.encoding());
        statements = new SqliteStatements(connection);
        writer = new SqliteRowWriter(file, statements, binder);
        finder = new SqliteFinder(file, connection, statements, schema, binder, values);
        references = new SqliteReferences(file, connection, schema, binder, values, table -> false);
        sequences = new SqliteSequences(file, connection, catalog);
        stamp = new VersionStamp(schema, file.versions(connection));
        watch = references.watch();
    }

    static SqliteTarget open(SqliteFile target, TargetRequest request) {
        SqliteSwap swap = SqliteSwap.begin(target);
        Connection connection = null;
        try {
            if (request.script().isPresent()) {
                create(swap.work(), request.script().get());
            } else {
                swap.copyTarget();
            }
            connection = swap.work().openReadWrite();
            return new SqliteTarget(swap, connection, request);
        } catch (JdbiException e) {
            DatabaseException failure = target.failure("Preparing the new database", e);
            abandon(swap, connection, failure);
            throw failure;
        } catch (RuntimeException e) {
            abandon(swap, connection, e);
            throw e;
        }
    }

    private static void abandon(SqliteSwap swap, Connection connection, Exception reason) {
        if (connection != null) {
            Resources.closeQuietly(connection, reason);
        }
        Resources.closeQuietly(swap, reason);
    }

    private static void create(SqliteFile work, String script) {
        try (Connection connection = work.openReadWrite()) {
            SqliteStandIns.on(connection, SqliteUnknowns.of(connection, List.of(script)));
            SqliteScriptGuard.run(connection, "PRAGMA synchronous = OFF;\n" + script);
        } catch (SQLException e) {
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_CREATED,
                    "The schema cannot be created: " + SqliteFile.words(e) + ".",
                    "Correct the script; `sqlite3 new.db < script` shows the same error.",
                    e);
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Optional<FoundVersion> version() {
        return VersionSearch.find(schema, file.versions(connection), Optional.empty());
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
        if (SqliteSequences.isSequenceTable(table)) {
            sequences.begin();
        } else if (fitted && isShadow(table)) { // rows that its virtual table created
            run("DELETE FROM " + SqliteFile.quote(table));
        }
    }

    private boolean isShadow(String table) {
        return file.query(
                "Reading the schema",
                () -> handle.createQuery(
                                "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow' "
                                        + "AND name = ?")
                        .bind(0, table)
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public void clear(String table) {
        run("DELETE FROM " + SqliteFile.quote(table));
    }

    @Override
    public void check(Row row) throws RefusedException {
        for (int i = 0; i < row.shape().size(); i++) {
            binder.storable(row, i);
        }
    }

    @Override
    public Optional<String> collation(String table, String column) {
        return Optional.empty();
    }

    @Override
    public Batch batch() {
        return watch.watched(inserter.batch());
    }

    @Override
    public int rowsAtOnce() {
        return 10_000;
    }

    @Override
    public void update(Row key, Row changes) throws RefusedException {
        watch.giveUp();
        writer.updateOne(key, changes);
    }

    @Override
    public Optional<Row> find(String table, String[] columns, Object[] wanted) {
        return finder.find(table, columns, wanted);
    }

    @Override
    public void savepoint() {
        run("SAVEPOINT " + SAVEPOINT);
        watch.savepoint();
    }

    @Override
    public void rollbackToSavepoint() {
        run("ROLLBACK TO " + SAVEPOINT + "; RELEASE " + SAVEPOINT);
        finder.rolledBack();
        watch.rolledBack();
    }

    @Override
    public void releaseSavepoint() {
        run("RELEASE " + SAVEPOINT);
        watch.released();
    }

    @Override
    public void continueNumbering(String table, Identity identity) {
        if (fitted || !sequences.begun()) { // otherwise the rows of sqlite_sequence state it exactly
            sequences.raise(table, identity.next());
        }
    }

    @Override
    public boolean scriptNumbers() {
        return false; // the rows of sqlite_sequence do
    }

    @Override
    public void continueSequence(String sequence, long greatest) {
        throw new IllegalStateException("there is no sequence " + sequence);
    }

    @Override
    public void execute(String sql) {
        standIns.answering(false); // what a step asks for must not be made up
        file.run(connection, "Running a step's SQL", sql);
        standIns.answering(true);
    }

    @Override
    public void finishRows() {
        closeStatements();
        finder.finish();
        sequences.apply(fitted);
        if (!reproduced) {
            SqliteShadows.begin(file, connection, handle, definitions);
        }
        if (fitted) {
            new SqliteSearchIndexes(file, connection).refresh(definitions);
        }
        for (SqliteScript.Definition definition : definitions) {
            if (definition.waitsForRows()) {
                create(definition);
            }
        }
        restoreOrder();
        notices = file.query("Reading the schema", () -> SqliteAftercare.sentences(connection, standIns.unknowns()));
    }

    /** Runs the first statement of the text; SQLite itself does not read further. */
    private void create(SqliteScript.Definition definition) {
        try (PreparedStatement statement = connection.prepareStatement(definition.sql())) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw file.failure("Creating the " + definition.type() + " " + definition.name(), e);
        }
    }

    /**
     * Gives the rows of sqlite_master the order of the script, which was lost by creating indexes and triggers late.
     */
    private void restoreOrder() {
        run("PRAGMA writable_schema = ON");
        Map<List<String>, Long> now = new HashMap<>();
        handle.createQuery("SELECT type, name, rowid + 1000000000 FROM sqlite_master")
                .map((rows, context) -> now.put(List.of(rows.getString(1), rows.getString(2)), rows.getLong(3)))
                .list();
        run("UPDATE sqlite_master SET rowid = rowid + 1000000000");
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE sqlite_master SET rowid = ? WHERE rowid = ?")) {
            for (int i = 0; i < definitions.size(); i++) {
                SqliteScript.Definition definition = definitions.get(i);
                statement.setLong(1, i + 1L);
                statement.setLong(2, now.getOrDefault(List.of(definition.type(), definition.name()), 0L));
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            throw file.failure("Ordering the schema", e);
        }
        run("PRAGMA writable_schema = OFF");
    }

    @Override
    public void danglingReferences(Consumer<DanglingReference> taker) {
        references.dangling(watch.unknown(), taker);
    }

    @Override
    public void delete(DanglingReference reference) {
        watch.giveUp();
        references.delete(reference);
    }

    @Override
    public List<String> verify() {
        SqliteVerification verification = new SqliteVerification(file, connection, reproduced);
        if (verification.isLarge()) {
            commit();
        }
        return verification.faults(committed);
    }

    /** Lets other connections of this process read the file; nobody else reads it before it is published. */
    private void commit() {
        run("COMMIT");
        committed = true;
        run("PRAGMA locking_mode = NORMAL");
        SqliteScript.Settings.read(handle); // the next read releases the lock
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public void publish() {
        closeStatements();
        if (!committed) {
            run("COMMIT");
        }
        if (wal) {
            run("PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL");
        }
        closeConnection();
        swap.publish();
        published = true;
    }

    @Override
    public void close() {
        if (!published) {
            closeStatements();
            closeConnection();
        }
        swap.close();
    }

    private void closeStatements() {
        try {
            inserter.close();
            statements.close();
        } catch (SQLException e) {
            throw file.failure("Closing the new database", e);
        }
    }

    private void closeConnection() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw file.failure("Closing the new database", e);
        }
    }

    private void run(String sql) {
        file.run(connection, "Preparing the new database", sql);
    }
}
