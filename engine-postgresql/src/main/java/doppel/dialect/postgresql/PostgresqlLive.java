package doppel.dialect.postgresql;

import doppel.DatabaseException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.Queries;
import doppel.dialect.Resources;
import doppel.dialect.RowCursor;
import doppel.dialect.RowWriter;
import doppel.dialect.Target;
import doppel.dialect.postgresql.catalog.PostgresqlIdentities;
import doppel.dialect.postgresql.catalog.PostgresqlLargeObjects;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.connect.PostgresqlSession;
import doppel.dialect.postgresql.rows.PostgresqlConditions;
import doppel.dialect.postgresql.rows.PostgresqlInserter;
import doppel.dialect.postgresql.rows.PostgresqlReferences;
import doppel.dialect.postgresql.rows.PostgresqlRowWriter;
import doppel.dialect.postgresql.rows.PostgresqlTableReader;
import doppel.dialect.postgresql.rows.PostgresqlTargetColumns;
import doppel.dialect.postgresql.script.PostgresqlStatementReader;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.fixture.Row;
import doppel.literal.TemporalText;
import doppel.schema.Identity;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;

/** A database that is changed in place. Names without a schema mean what they mean in the application. */
final class PostgresqlLive implements LiveDatabase {

    /** The server itself refuses in a transaction what it could not take back. */
    private static final Pattern OF_TRANSACTIONS = Pattern.compile(
            "(?is)(?:begin|start|commit|end|rollback|abort|savepoint|release|prepare\\s+transaction)\\b.*");

    private static final String TOUCHED =
            "SELECT coalesce(pg_partition_root(s.relid), s.relid)::bigint FROM pg_stat_xact_all_tables s"
                    + " WHERE s.n_tup_ins + s.n_tup_upd + s.n_tup_del > 0";

    private static final String LOCKED =
            "SELECT coalesce(l.relation::regclass::text, 'a table') FROM pg_locks l LEFT JOIN pg_class c"
                    + " ON c.oid = l.relation WHERE l.locktype = 'relation' AND l.pid = pg_backend_pid()"
                    + " AND l.mode = 'AccessExclusiveLock' AND coalesce(c.relpersistence, 'p') <> 't'"
                    + " AND coalesce(c.relkind, 'r') IN ('r', 'p', 'm', 'f')";

    private final Connection connection;
    private final Handle handle;
    private final boolean readOnly;
    private final PostgresqlEncoding encoding;
    private final PostgresqlTables tables;
    private final PostgresqlTableReader reader;
    private final PostgresqlConditions conditions;
    private final PostgresqlRowWriter writer;
    private final PostgresqlInserter inserter;
    private boolean unchecked;

    private PostgresqlLive(Connection connection, boolean readOnly) {
        this.connection = connection;
        this.readOnly = readOnly;
        handle = Queries.on(connection);
        encoding = PostgresqlEncoding.read(handle);
        tables = PostgresqlSchemaReader.read(handle, false);
        reader = new PostgresqlTableReader(connection, encoding, tables);
        PostgresqlTargetColumns columns = new PostgresqlTargetColumns(tables.schema(), encoding);
        conditions = new PostgresqlConditions(connection, encoding, columns);
        writer = new PostgresqlRowWriter(tables, conditions);
        inserter = new PostgresqlInserter(
                connection, encoding, tables, columns, new PostgresqlLargeObjects(connection, handle));
    }

    static PostgresqlLive open(PostgresqlConnector connector, boolean readOnly) {
        Connection connection = connector.open();
        try {
            PostgresqlLive live = new PostgresqlLive(connection, readOnly);
            connection.rollback();
            return live;
        } catch (SQLException | JdbiException e) {
            Resources.closeQuietly(connection, e);
            throw PostgresqlErrors.failure("Reading the schema", e);
        } catch (RuntimeException e) {
            Resources.closeQuietly(connection, e);
            throw e;
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void begin() {
        PostgresqlErrors.query("Beginning a transaction", () -> {
            PostgresqlSession.begin(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL search_path = DEFAULT" + (readOnly ? "; SET TRANSACTION READ ONLY" : ""));
                if (unchecked) {
                    uncheck(statement);
                }
            }
            return null;
        });
    }

    @Override
    public Schema schema() {
        return tables.schema();
    }

    @Override
    public String sqlName(Table table) {
        return tables.relation(table.name()).stored();
    }

    @Override
    public String sqlName(String column) {
        return PostgresqlName.quote(column);
    }

    @Override
    public String sqlName(Table table, String column) {
        return tables.relation(table.name()).name().sql() + "." + PostgresqlName.quote(column);
    }

    @Override
    public String literal(Object value) {
        return PostgresqlTypes.sql(value);
    }

    /** A value is a text that the server reads as its column's type: it compares no numbers with texts. */
    @Override
    public String condition(Row key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> sqlName(key.columns().get(i)) + equal(key.value(i)))
                .collect(Collectors.joining(" AND "));
    }

    private String equal(Object value) {
        if (value == null) {
            return " IS NULL";
        } else if (value instanceof byte[]) {
            return " = " + literal(value);
        }
        boolean written = value instanceof Number || value instanceof Boolean;
        return " = " + PostgresqlName.literal(written ? value.toString() : TemporalText.orText(value));
    }

    @Override
    public RowCursor rows(Table table, String condition) {
        return reader.rows(table, LiveDatabase.where(condition));
    }

    @Override
    public RowWriter writer() {
        return writer;
    }

    @Override
    public Target.Batch batch() {
        return inserter.batch();
    }

    @Override
    public void checkReferencesAtOnce() {
        PostgresqlErrors.query("Preparing the session", () -> handle.execute("SET CONSTRAINTS ALL IMMEDIATE"));
    }

    @Override
    public void continueNumbering(Table table, Identity identity) {
        PostgresqlErrors.query("Continuing the numbers of " + table.name(), () -> {
            new PostgresqlIdentities(handle).passExisting(tables.relation(table.name()), identity);
            return null;
        });
    }

    @Override
    public void checkReferences(boolean checked) {
        unchecked = !checked;
    }

    @Override
    public long danglingReferences() {
        if (!unchecked) {
            return 0;
        }
        long[] count = {0};
        new PostgresqlReferences(connection, encoding, tables).dangling(reference -> count[0]++, key -> true);
        return count[0];
    }

    /** Only a superuser may do without triggers, and so without checks of references, in one transaction. */
    private void uncheck(Statement statement) throws SQLException {
        statement.execute("SAVEPOINT doppel_role");
        try {
            statement.execute("SET LOCAL session_replication_role = replica");
        } catch (SQLException e) {
            statement.execute("ROLLBACK TO doppel_role");
        }
        statement.execute("RELEASE doppel_role");
    }

    @Override
    public boolean queriesMayHaveWritten() {
        return PostgresqlErrors.query(
                "Asking what has changed",
                () -> handle.createQuery("SELECT txid_current_if_assigned() IS NOT NULL")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public void cancel() {
        PostgresqlErrors.query("Cancelling", () -> {
            connection.unwrap(PGConnection.class).cancelQuery();
            return null;
        });
    }

    @Override
    public void lock(Table table, String condition) {
        PostgresqlErrors.query(
                "Locking rows of " + table.name(),
                () -> handle.createQuery("SELECT count(*) FROM (SELECT 1 FROM " + sqlName(table)
                                + LiveDatabase.where(condition) + " FOR UPDATE) locked")
                        .mapTo(Long.class)
                        .one());
    }

    /** TRUNCATE and most forms of ALTER lock the table against everybody, also against who would compare. */
    @Override
    public Optional<String> definitionsChanged() {
        return PostgresqlErrors.query(
                "Asking what has changed",
                () -> handle.createQuery(LOCKED)
                        .mapTo(String.class)
                        .findFirst()
                        .map(table -> "the transaction has truncated, altered, created or dropped " + table));
    }

    @Override
    public Optional<Set<String>> touched() {
        return PostgresqlErrors.query("Asking what has changed", () -> {
            boolean counts = handle.createQuery("SELECT current_setting('track_counts')::boolean")
                    .mapTo(Boolean.class)
                    .one();
            if (!counts) {
                return Optional.empty();
            }
            Set<Long> touched = handle.createQuery(TOUCHED).mapTo(Long.class).set();
            Set<String> names = new HashSet<>();
            tables.relations().forEach((name, relation) -> {
                if (touched.contains(relation.oid())) {
                    names.add(name);
                }
            });
            return Optional.of(names);
        });
    }

    @Override
    public SortedMap<String, Long> counters() {
        return PostgresqlErrors.query("Reading the sequences", () -> {
            SortedMap<String, Long> numbers = new TreeMap<>();
            handle.createQuery("SELECT schemaname, sequencename, last_value FROM pg_catalog.pg_sequences"
                            + " WHERE last_value IS NOT NULL")
                    .map((row, context) -> numbers.put(
                            "sequence " + new PostgresqlName(row.getString(1), row.getString(2)), row.getLong(3)))
                    .list();
            return numbers;
        });
    }

    @Override
    public Optional<String> lasting(String sql) {
        return PostgresqlStatementReader.read(sql).beforeRows().stream()
                .filter(statement ->
                        OF_TRANSACTIONS.matcher(statement.sql().strip()).matches())
                .findFirst()
                .map(found -> "it begins or ends a transaction");
    }

    @Override
    public DatabaseException failure(String doing, SQLException e) {
        return PostgresqlErrors.failure(doing, e);
    }

    @Override
    public void close() {
        try (connection) {
            conditions.close();
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Closing the database", e);
        }
    }
}
