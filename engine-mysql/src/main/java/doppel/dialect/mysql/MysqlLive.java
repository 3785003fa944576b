package doppel.dialect.mysql;

import doppel.DatabaseException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.dialect.Resources;
import doppel.dialect.RowCursor;
import doppel.dialect.RowWriter;
import doppel.dialect.Target;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlSchemaReader;
import doppel.dialect.mysql.replace.MysqlRecovery;
import doppel.dialect.mysql.rows.MysqlEngines;
import doppel.dialect.mysql.rows.MysqlFinder;
import doppel.dialect.mysql.rows.MysqlInserter;
import doppel.dialect.mysql.rows.MysqlReferences;
import doppel.dialect.mysql.rows.MysqlRowWriter;
import doppel.dialect.mysql.rows.MysqlUndo;
import doppel.dialect.mysql.value.MysqlValue;
import doppel.fixture.Row;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A database that is changed in place. It sees what others commit, as most applications do. */
final class MysqlLive implements LiveDatabase {

    private static final String SEQUENCE = "sequence ";
    private static final String BATCH = "doppel_batch";

    private final String url;
    private final MysqlConnector connector;
    private final MysqlSession session;
    private final String number;
    private final Schema schema;
    private final MysqlRowWriter writer;
    private final MysqlLasting lasting;
    private MysqlInserter inserter; // made when it is first needed, since it asks the server

    private MysqlLive(String url, MysqlConnector connector, MysqlSession session, boolean readOnly)
            throws SQLException {
        this.url = url;
        this.connector = connector;
        this.session = session;
        number = session.string("Preparing the session", "SELECT CONNECTION_ID()");
        MysqlTableReader.prepare(session);
        schema = MysqlSchemaReader.read(session);
        writer = new MysqlRowWriter(session, schema);
        lasting = new MysqlLasting(session);
        session.run(
                "Preparing the session",
                "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ " + (readOnly ? "ONLY" : "WRITE"));
        session.connection().setAutoCommit(false);
    }

    static MysqlLive open(String url, MysqlConnector connector, boolean readOnly) {
        MysqlSession session = connector.open(url);
        try {
            MysqlRecovery.requireFinished(session);
            return new MysqlLive(url, connector, session, readOnly);
        } catch (SQLException e) {
            Resources.closeQuietly(session, e);
            throw session.failure("Preparing the session", e);
        } catch (RuntimeException e) {
            Resources.closeQuietly(session, e);
            throw e;
        }
    }

    @Override
    public Connection connection() {
        return session.connection();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String sqlName(Table table) {
        return MysqlSession.quote(table.name());
    }

    @Override
    public String sqlName(String column) {
        return MysqlSession.quote(column);
    }

    @Override
    public String literal(Object value) {
        return MysqlValue.sql(value);
    }

    @Override
    public RowCursor rows(Table table, String condition) {
        return MysqlTableReader.rows(session, table, LiveDatabase.where(condition));
    }

    @Override
    public RowWriter writer() {
        return writer;
    }

    /** A value is sent as its column takes it: the server would compare numbers with the beginnings of texts. */
    @Override
    public String condition(Row key) {
        try {
            return MysqlFinder.condition(schema.table(key.table()).orElseThrow(), key);
        } catch (RefusedException e) {
            return "FALSE"; // no row can have a value that the column cannot hold
        }
    }

    @Override
    public Target.Batch batch() {
        if (inserter == null) {
            inserter = new MysqlInserter(
                    session,
                    schema,
                    () -> session.run("Undoing a batch of rows", "ROLLBACK TO SAVEPOINT " + BATCH),
                    MysqlEngines.asTheyAre(session),
                    new MysqlUndo(session));
        }
        Target.Batch rows = inserter.batch();
        return new Target.Batch() {
            @Override
            public void add(Row row) {
                rows.add(row);
            }

            @Override
            public void insert() throws RefusedException {
                session.run("Inserting a batch of rows", "SAVEPOINT " + BATCH);
                rows.insert();
                session.run("Inserting a batch of rows", "RELEASE SAVEPOINT " + BATCH);
            }
        };
    }

    @Override
    public void checkReferences(boolean checked) {
        session.run("Preparing the session", "SET SESSION foreign_key_checks = " + (checked ? 1 : 0));
    }

    @Override
    public long danglingReferences() {
        long[] count = {0};
        new MysqlReferences(session, schema).dangling(schema.tables(), reference -> count[0]++);
        return count[0];
    }

    @Override
    public boolean queriesMayHaveWritten() {
        return schema.others().stream().anyMatch(other -> other.startsWith("function "));
    }

    @Override
    public void cancel() {
        try (MysqlSession other = connector.openServer(url)) {
            other.run("Cancelling", "KILL QUERY " + number);
        }
    }

    @Override
    public void lock(Table table, String condition) {
        session.string(
                "Locking rows of " + table.name(),
                "SELECT COUNT(*) FROM (SELECT 1 FROM " + sqlName(table) + LiveDatabase.where(condition)
                        + " FOR UPDATE) locked");
    }

    /** The server commits with such statements, so that they are refused. */
    @Override
    public Optional<String> definitionsChanged() {
        return Optional.empty();
    }

    @Override
    public SortedMap<String, Long> counters() {
        SortedMap<String, Long> numbers = new TreeMap<>();
        session.list(
                "Reading the numbering",
                "SELECT TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES WHERE AUTO_INCREMENT IS NOT NULL"
                        + " AND TABLE_SCHEMA = " + MysqlSession.literal(session.database()),
                row -> numbers.put("AUTO_INCREMENT of " + row.getString(1), row.getLong(2)));
        for (String other : schema.others()) {
            if (other.startsWith(SEQUENCE)) {
                String next = session.string(
                        "Reading the sequences",
                        "SELECT next_not_cached_value FROM " + MysqlSession.quote(other.substring(SEQUENCE.length())));
                numbers.put(other, Long.parseLong(next));
            }
        }
        return numbers;
    }

    @Override
    public Optional<String> lasting(String sql) {
        return lasting.why(sql);
    }

    @Override
    public DatabaseException failure(String doing, SQLException e) {
        return session.failure(doing, e);
    }

    @Override
    public void close() {
        try {
            if (!session.connection().isClosed()) {
                session.connection().rollback();
            }
        } catch (SQLException e) {
            throw session.failure("Closing the database", e);
        } finally {
            session.close();
        }
    }
}
