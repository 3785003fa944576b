package doppel.dialect.sqlite;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.LiveDatabase;
import doppel.dialect.Queries;
import doppel.dialect.Resources;
import doppel.dialect.RowCursor;
import doppel.dialect.RowWriter;
import doppel.dialect.Target;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStatements;
import doppel.dialect.sqlite.connect.SqliteTokens;
import doppel.dialect.sqlite.definition.SqliteCatalog;
import doppel.dialect.sqlite.definition.SqliteSchemaReader;
import doppel.dialect.sqlite.rows.SqliteInserter;
import doppel.dialect.sqlite.rows.SqliteOrder;
import doppel.dialect.sqlite.rows.SqliteQuery;
import doppel.dialect.sqlite.rows.SqliteRowCursor;
import doppel.dialect.sqlite.rows.SqliteRowWriter;
import doppel.dialect.sqlite.value.SqliteBinder;
import doppel.dialect.sqlite.value.SqliteTypes;
import doppel.dialect.sqlite.value.SqliteValueReader;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A file that is changed in place. What only its application has, such as a collation, is missing here: SQLite then
 * refuses the statement that needs it.
 */
final class SqliteLive implements LiveDatabase {

    /** Statements that begin or end transactions; in one, SQLite itself refuses what it could not take back. */
    private static final Set<String> OF_TRANSACTIONS =
            Set.of("begin", "commit", "end", "rollback", "savepoint", "release");

    /** Settings of the file that are not part of a transaction. */
    private static final Set<String> LASTING_PRAGMAS =
            Set.of("journal_mode", "foreign_keys", "writable_schema", "wal_checkpoint", "auto_vacuum", "encoding");

    private static final int READ_ONLY = SQLiteErrorCode.SQLITE_READONLY.code;

    private final SqliteFile file;
    private final boolean readOnly;
    private final Connection connection;
    private final Schema schema;
    private final SqliteValueReader values;
    private final SqliteStatements statements;
    private final SqliteRowWriter writer;
    private final SqliteInserter inserter;
    private final long version;

    private SqliteLive(SqliteFile file, Connection connection, boolean readOnly) {
        this.file = file;
        this.readOnly = readOnly;
        this.connection = connection;
        Handle handle = Queries.on(connection);
        String encoding =
                handle.createQuery("PRAGMA encoding").mapTo(String.class).one();
        schema = SqliteSchemaReader.read(handle, SqliteCatalog.read(handle));
        values = new SqliteValueReader(encoding);
        statements = new SqliteStatements(connection);
        SqliteBinder binder = new SqliteBinder(schema, encoding.equals("UTF-8"));
        writer = new SqliteRowWriter(file, statements, binder);
        inserter = new SqliteInserter(file, connection, binder);
        version = schemaVersion();
    }

    static SqliteLive open(SqliteFile file, boolean readOnly) {
        file.requireFile();
        Connection connection = readOnly ? file.openReadOnly() : file.openReadWrite();
        try {
            // changes stay in memory until the end, so that others can read the old rows
            file.run(connection, "Preparing the session", "PRAGMA foreign_keys = ON; PRAGMA cache_spill = OFF");
            connection.setAutoCommit(false);
            SqliteLive live = new SqliteLive(file, connection, readOnly);
            connection.rollback();
            return live;
        } catch (SQLException | JdbiException e) {
            Resources.closeQuietly(connection, e);
            throw file.failure("Reading the schema", e);
        } catch (RuntimeException e) {
            Resources.closeQuietly(connection, e);
            throw e;
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    /** A file has no connection that could be lost. */
    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String sqlName(Table table) {
        return SqliteFile.quote(table.name());
    }

    @Override
    public String sqlName(String column) {
        return SqliteFile.quote(column);
    }

    @Override
    public String literal(Object value) {
        return SqliteTypes.sql(value);
    }

    @Override
    public RowCursor rows(Table table, String condition) {
        String sql = SqliteQuery.of(
                table, LiveDatabase.where(condition), SqliteOrder.of(table, table.insertableColumns(), false));
        return file.query(
                "Reading table " + table.name(),
                () -> new SqliteRowCursor(
                        file,
                        table.name(),
                        connection,
                        sql,
                        table.insertableColumns().size(),
                        values));
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
    public void checkReferences(boolean checked) {
        file.query("Preparing the session", () -> {
            connection.setAutoCommit(true); // in a transaction, the setting would have no effect
            file.run(connection, "Preparing the session", "PRAGMA foreign_keys = " + (checked ? "ON" : "OFF"));
            connection.setAutoCommit(false);
            return null;
        });
    }

    @Override
    public long danglingReferences() {
        return file.query("Checking references", () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM pragma_foreign_key_check")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** SQLite has no functions of users that write. */
    @Override
    public boolean queriesMayHaveWritten() {
        return false;
    }

    @Override
    public void cancel() {
        file.query("Cancelling", () -> {
            connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
            return null;
        });
    }

    /** The whole file is locked from the first change on. */
    @Override
    public void lock(Table table, String condition) {}

    @Override
    public Optional<String> definitionsChanged() {
        return schemaVersion() == version
                ? Optional.empty()
                : Optional.of("the definitions in the file have changed since it was opened");
    }

    private long schemaVersion() {
        return file.query("Reading the schema", () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("PRAGMA schema_version")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** None: the numbers that SQLite gives are rows of the transaction. */
    @Override
    public SortedMap<String, Long> counters() {
        return new TreeMap<>();
    }

    @Override
    public Optional<String> lasting(String sql) {
        List<String> tokens = SqliteTokens.of(sql.toLowerCase(Locale.ROOT).replace("\ufeff", " "));
        boolean first = true;
        for (int i = 0; i < tokens.size(); i++) {
            List<String> next = tokens.subList(i, Math.min(i + 5, tokens.size()));
            if (first && next.get(0).equals("create") && next.contains("trigger")) {
                return Optional.empty(); // its statements run later; nothing can follow it
            }
            if (first && OF_TRANSACTIONS.contains(next.get(0))) {
                return Optional.of("it begins or ends a transaction");
            }
            if (first
                    && next.get(0).equals("pragma")
                    && LASTING_PRAGMAS.stream().anyMatch(next::contains)) {
                return Optional.of("it changes a setting outside of the transaction");
            }
            first = next.get(0).equals(";");
        }
        return Optional.empty();
    }

    @Override
    public DatabaseException failure(String doing, SQLException e) {
        if (readOnly && e instanceof SQLiteException refused && (refused.getResultCode().code & 0xff) == READ_ONLY) {
            return new DatabaseException(
                    ErrorCode.DATABASE_FAILED,
                    doing + " failed: " + file.path() + " was opened to be read only.",
                    "Open it without --read-only to change it.",
                    e);
        }
        return file.failure(doing, e);
    }

    @Override
    public void close() {
        try (connection) { // which rolls back what is open
            inserter.close();
            statements.close();
        } catch (SQLException e) {
            throw file.failure("Closing the database", e);
        }
    }
}
