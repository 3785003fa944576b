package doppel.dialect.sqlite;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.StorageException;
import doppel.dialect.DanglingReference;
import doppel.dialect.Ddl;
import doppel.dialect.Queries;
import doppel.dialect.ReferenceTaker;
import doppel.dialect.Resources;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.dialect.reference.NumberedRows;
import doppel.dialect.reference.ReferenceWatch;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStandIns;
import doppel.dialect.sqlite.definition.SqliteAftercare;
import doppel.dialect.sqlite.definition.SqliteCatalog;
import doppel.dialect.sqlite.definition.SqliteIntegrity;
import doppel.dialect.sqlite.definition.SqliteSchemaReader;
import doppel.dialect.sqlite.definition.SqliteScript;
import doppel.dialect.sqlite.definition.SqliteShadows;
import doppel.dialect.sqlite.pages.SqlitePageRows;
import doppel.dialect.sqlite.pages.SqlitePages;
import doppel.dialect.sqlite.pages.SqlitePlan;
import doppel.dialect.sqlite.rows.SqliteOrder;
import doppel.dialect.sqlite.rows.SqliteQuery;
import doppel.dialect.sqlite.rows.SqliteReferences;
import doppel.dialect.sqlite.rows.SqliteRowCursor;
import doppel.dialect.sqlite.rows.SqliteWatch;
import doppel.dialect.sqlite.value.SqliteAffinity;
import doppel.dialect.sqlite.value.SqliteBinder;
import doppel.dialect.sqlite.value.SqliteValueReader;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionSearch;
import doppel.dialect.version.VersionStamp;
import doppel.literal.ValueTaker;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** A database that is read in one transaction, on a connection that cannot write. */
public final class SqliteSource implements Source {

    /** Files smaller than this are read by SQLite alone, which is fast enough. */
    private static final long SMALLEST = 1 << 20;

    private static final int MOST_PROBLEMS = 100;

    private final SqliteFile file;
    private final Connection connection;
    private final Handle handle;
    private final SqliteCatalog catalog;
    private final Schema schema;
    private final SqliteValueReader values;
    private final ReferenceWatch references;
    private final Optional<SqlitePages> pages;
    private final SqliteStandIns standIns;
    private final Map<String, Long> unstable = new LinkedHashMap<>();

    private SqliteSource(SqliteFile file, Connection connection, Object key, long smallest) throws SQLException {
        this.file = file;
        this.connection = connection;
        standIns = SqliteStandIns.on(connection);
        handle = Queries.on(connection);
        catalog = SqliteCatalog.read(handle);
        schema = SqliteSchemaReader.read(handle, catalog);
        references = new ReferenceWatch(schema);
        values = new SqliteValueReader(
                handle.createQuery("PRAGMA encoding").mapTo(String.class).one());
        try {
            // by now the transaction has begun, and with it the lock on the file
            pages = Files.size(file.path()) < smallest ? Optional.empty() : SqlitePages.of(file.path(), key);
        } catch (IOException e) {
            throw StorageException.of("Reading " + file.path(), e);
        }
    }

    static SqliteSource open(SqliteFile file) {
        return open(file, SMALLEST);
    }

    /**
     * Opens a file to dump it.
     *
     * @param smallest smaller files are read by SQLite alone
     */
    public static SqliteSource open(SqliteFile file, long smallest) {
        Object key = file.key();
        Connection connection = file.openReadOnly();
        try {
            connection.setAutoCommit(false); // the first query begins the transaction, and so the snapshot
            return new SqliteSource(file, connection, key, smallest);
        } catch (SQLException | JdbiException e) {
            Resources.closeQuietly(connection, e);
            throw file.failure("Reading the schema", e);
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public List<String> tablesOf(String object) {
        Map<String, String> owners = SqliteShadows.of(handle);
        return owners.keySet().stream()
                .filter(shadow -> owners.get(shadow).equals(object))
                .toList();
    }

    @Override
    public Ddl ddl(List<Table> tables) {
        return SqliteScript.write(handle, tables, standIns.unknowns());
    }

    @Override
    public Optional<FoundVersion> version(Optional<String> query) {
        return VersionSearch.find(schema, file.versions(connection), query);
    }

    @Override
    public String stamped(String script, String version) {
        return script + new VersionStamp(schema, file.versions(connection)).statements(version);
    }

    @Override
    public void danglingReferences(Consumer<DanglingReference> taker) {
        new SqliteReferences(file, connection, schema, new SqliteBinder(schema, true), values, this::comparesBytes)
                .dangling(references.unknown(), taker);
    }

    @Override
    public RowCursor rows(Table table) {
        List<Column> columns = table.insertableColumns();
        String sql = SqliteQuery.of(table, "", order(table, columns));
        SqliteAffinity[] affinities = affinities(table, columns);
        RowCursor rows = cursor(table, sql, affinities);
        SqliteWatch watch = new SqliteWatch(
                affinities,
                column ->
                        unstable.merge(table.name() + "." + columns.get(column).name(), 1L, Long::sum));
        return references.watched(table, new RowCursor() {
            @Override
            public boolean next(ValueTaker into) {
                return rows.next(watch.over(into));
            }

            @Override
            public void close() {
                rows.close();
            }
        });
    }

    private RowCursor cursor(Table table, String sql, SqliteAffinity[] affinities) {
        Optional<SqlitePlan> plan = pages.isEmpty()
                ? Optional.empty()
                : file.query("Reading table " + table.name(), () -> SqlitePlan.of(handle, catalog, table, sql));
        if (plan.isPresent()) {
            return new SqlitePageRows(file, connection, pages.get(), plan.get(), table, affinities, values);
        }
        try {
            return new SqliteRowCursor(file, table.name(), connection, sql, affinities.length, values);
        } catch (SQLException e) {
            throw file.failure("Reading table " + table.name(), e);
        }
    }

    @Override
    public void matchingRows(Table table, String condition, LongConsumer taker) {
        NumberedRows numbered = numbered(table);
        String doing = "Reading the condition for " + table.name();
        standIns.asked(); // until now
        file.query(doing, () -> {
            try (PreparedStatement check = connection.prepareStatement(numbered.check(condition))) {
                if (check.getParameterMetaData().getParameterCount() > 0) { // all of which would be NULL
                    throw new DatabaseException(
                            ErrorCode.DATABASE_FAILED,
                            doing + " failed: it has a parameter.",
                            "Write values instead of ?, :name, @name and $name; put text in single quotes.");
                }
                return null;
            }
        });
        try (RowCursor flags = file.query(
                doing,
                () -> new SqliteRowCursor(file, table.name(), connection, numbered.flags(condition), 1, values))) {
            NumberedRows.matching(flags, taker);
        }
        requireKnownOrder(doing, "Say how to compare, as in name COLLATE BINARY = 'x' or name COLLATE NOCASE = 'x'.");
    }

    @Override
    public void references(Table table, ForeignKey key, ReferenceTaker taker) {
        Optional<NumberedRows> referred = schema.table(key.table()).map(this::numbered);
        if (referred.isPresent()
                && !key.referencedColumns().stream()
                        .allMatch(
                                column -> referred.get().table().column(column).isPresent())) {
            return;
        }
        // the plus removes the child's affinity: as with the key itself, the parent's affinity decides
        String match = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "p.k" + i + " = +c.k" + i)
                .collect(Collectors.joining(" AND "));
        String sql = numbered(table).references(key, referred.orElse(null), match);
        String doing = "Following references of " + table.name();
        standIns.asked(); // until now
        try (RowCursor pairs =
                file.query(doing, () -> new SqliteRowCursor(file, table.name(), connection, sql, 2, values))) {
            NumberedRows.references(pairs, taker);
        }
        requireKnownOrder(doing, "Dump all rows, or leave one of the two tables out.");
    }

    private NumberedRows numbered(Table table) {
        return new NumberedRows(
                table, SqliteFile.quote(table.name()), order(table, table.insertableColumns()), SqliteFile::quote);
    }

    private SqliteAffinity[] affinities(Table table, List<Column> columns) {
        boolean strict = catalog.isStrict(table.name());
        return columns.stream()
                .map(column -> strict && column.type().equalsIgnoreCase("ANY")
                        ? SqliteAffinity.BLOB
                        : SqliteAffinity.of(column.type()))
                .toArray(SqliteAffinity[]::new);
    }

    @Override
    public List<String> unstableValues() {
        return unstable.entrySet().stream()
                .map(column -> column.getKey() + ": " + column.getValue()
                        + (column.getValue() == 1 ? " value is" : " values are")
                        + " not of the storage class that the column's type requires")
                .toList();
    }

    private String order(Table table, List<Column> columns) {
        return SqliteOrder.of(table, columns, comparesBytes(table.name()));
    }

    /** Whether the table has texts that only the application can compare. */
    private boolean comparesBytes(String table) {
        return !standIns.unknowns()
                .in(catalog.statement("table", table))
                .collations()
                .isEmpty();
    }

    /** Requires that no answer depends on the order of texts that only the application can compare. */
    private void requireKnownOrder(String doing, String nextStep) {
        Set<String> asked = standIns.asked();
        if (!asked.isEmpty()) {
            throw new DatabaseException(
                    ErrorCode.DATABASE_FAILED,
                    doing + " failed: it compares by the collation " + String.join(", ", asked)
                            + ", which only the application of the database has.",
                    nextStep);
        }
    }

    @Override
    public TableDigest digest(Table table) {
        return file.query(
                "Reading table " + table.name(),
                () -> SqliteDigest.of(connection, table, SqlitePlan.rowId(handle, catalog, table)));
    }

    @Override
    public long rowCount(Table table) {
        return file.query("Counting the rows of " + table.name(), () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + SqliteFile.quote(table.name()))) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Override
    public String definitionDigest() {
        return file.query("Reading the schema", () -> SqliteDigest.ofDefinitions(handle));
    }

    @Override
    public List<String> integrityProblems() {
        return file.query(
                "Checking the database",
                () -> SqliteIntegrity.problems(
                        connection,
                        MOST_PROBLEMS,
                        SqliteAftercare.tablesToIndexAgain(connection, standIns.unknowns())));
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw file.failure("Closing the database", e);
        }
    }
}
