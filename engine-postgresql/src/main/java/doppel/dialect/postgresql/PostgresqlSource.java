package doppel.dialect.postgresql;

import doppel.Sha256;
import doppel.dialect.DanglingReference;
import doppel.dialect.Ddl;
import doppel.dialect.Queries;
import doppel.dialect.ReferenceTaker;
import doppel.dialect.Resources;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.dialect.postgresql.catalog.PostgresqlOthersCode;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.connect.PostgresqlPath;
import doppel.dialect.postgresql.definition.PostgresqlScript;
import doppel.dialect.postgresql.rows.PostgresqlCensus;
import doppel.dialect.postgresql.rows.PostgresqlReferences;
import doppel.dialect.postgresql.rows.PostgresqlRowCursor;
import doppel.dialect.postgresql.rows.PostgresqlSnapshot;
import doppel.dialect.postgresql.rows.PostgresqlTableReader;
import doppel.dialect.postgresql.rows.PostgresqlUnplanned;
import doppel.dialect.postgresql.value.PostgresqlIntegers;
import doppel.dialect.postgresql.value.PostgresqlType;
import doppel.dialect.reference.NumberedRows;
import doppel.dialect.reference.ReferenceWatch;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionSearch;
import doppel.dialect.version.VersionStamp;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** A database that is read in one transaction, which sees the state at its beginning and cannot write. */
public final class PostgresqlSource implements Source {

    private final Connection connection;
    private final Handle handle;
    private final PostgresqlEncoding encoding;
    private final PostgresqlTables tables;
    private final ReferenceWatch references;
    private final PostgresqlTableReader reader;

    private PostgresqlSource(Connection connection, Handle handle, PostgresqlTables tables) {
        this.connection = connection;
        this.handle = handle;
        this.tables = tables;
        encoding = PostgresqlEncoding.read(handle);
        references = new ReferenceWatch(tables.schema());
        reader = new PostgresqlTableReader(connection, encoding, tables);
    }

    static PostgresqlSource open(PostgresqlConnector connector) {
        Connection connection = connector.openToRead();
        try {
            Handle handle = Queries.on(connection);
            return new PostgresqlSource(connection, handle, PostgresqlSnapshot.take(connection, handle, connector));
        } catch (SQLException | JdbiException e) {
            Resources.closeQuietly(connection, e);
            throw PostgresqlErrors.failure("Reading the schema", e);
        } catch (RuntimeException e) {
            Resources.closeQuietly(connection, e);
            throw e;
        }
    }

    @Override
    public Schema schema() {
        return tables.schema();
    }

    @Override
    public Ddl ddl(List<Table> tables) {
        return PostgresqlErrors.query("Reading the schema", () -> PostgresqlScript.write(handle, tables));
    }

    @Override
    public Optional<FoundVersion> version(Optional<String> query) {
        return PostgresqlErrors.query("Asking for the version", () -> {
            if (query.isEmpty()) {
                return VersionSearch.find(schema(), PostgresqlStamp.access(connection, tables), query);
            }
            searchIn(PostgresqlPath.ofUser(handle));
            Optional<FoundVersion> found =
                    VersionSearch.find(schema(), PostgresqlStamp.access(connection, tables), query);
            searchIn(PostgresqlPath.NOWHERE);
            return found;
        });
    }

    @Override
    public String stamped(String script, String version) {
        return PostgresqlScript.beforeRows(
                script, new VersionStamp(schema(), PostgresqlStamp.access(connection)).statements(version));
    }

    @Override
    public void danglingReferences(Consumer<DanglingReference> taker) {
        new PostgresqlReferences(connection, encoding, tables)
                .dangling(taker, key -> !key.byCode() && !references.isHeld(key.table(), key.key()));
    }

    @Override
    public RowCursor rows(Table table) {
        return references.watched(table, reader.rows(table, ""));
    }

    @Override
    public void matchingRows(Table table, String condition, LongConsumer taker) {
        NumberedRows numbered = numbered(table);
        String doing = "Reading the condition for " + table.name();
        searchIn(PostgresqlErrors.query(doing, () -> PostgresqlPath.ofUser(handle)));
        PostgresqlErrors.query(doing, () -> {
            PostgresqlReferences.checkCondition(connection, numbered.check(condition));
            return null;
        });
        PostgresqlType.Reader[] readers = {PostgresqlIntegers::read};
        try (RowCursor flags =
                new PostgresqlRowCursor(doing, connection, encoding, numbered.flags(condition), readers)) {
            NumberedRows.matching(flags, taker);
        }
        searchIn(PostgresqlPath.NOWHERE);
    }

    private void searchIn(String path) {
        PostgresqlErrors.query(
                "Choosing where to look for names", () -> handle.execute("SET LOCAL search_path = " + path));
    }

    @Override
    public void references(Table table, ForeignKey key, ReferenceTaker taker) {
        NumberedRows referred = schema().table(key.table()).map(this::numbered).orElse(null);
        new PostgresqlReferences(connection, encoding, tables).follow(numbered(table), key, referred, taker);
    }

    @Override
    public List<String> referencesNotFollowed(List<Table> among) {
        return PostgresqlErrors.query(
                "Reading the foreign keys", () -> PostgresqlReferences.notFollowed(handle, tables, among));
    }

    private NumberedRows numbered(Table table) {
        return new NumberedRows(
                table, tables.relation(table.name()).rows(), reader.order(table), PostgresqlName::quote);
    }

    /** The server accepts every value that it returns. */
    @Override
    public List<String> unstableValues() {
        return List.of();
    }

    @Override
    public TableDigest digest(Table table) {
        return PostgresqlErrors.query(
                "Reading table " + table.name(),
                () -> new PostgresqlDigest(connection, encoding).of(table, tables.relation(table.name())));
    }

    @Override
    public long rowCount(Table table) {
        PostgresqlTables.Relation relation = tables.relation(table.name());
        return PostgresqlErrors.query("Counting the rows of " + table.name(), () -> {
            if (relation.copied()) {
                return PostgresqlUnplanned.rowCount(connection, handle, relation);
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + relation.rows())) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Override
    public String definitionDigest() {
        String script = ddl(schema().tables()).script();
        return HexFormat.of().formatHex(Sha256.digest().digest(script.getBytes(StandardCharsets.UTF_8)));
    }

    /** The code that a copy of this database would run for a user although its owners lack his rights. */
    List<String> codeOfOthers(String user) {
        return PostgresqlOthersCode.forUser(connection, user);
    }

    @Override
    public SortedMap<String, Long> census() {
        return new PostgresqlCensus(connection, handle).count(tables);
    }

    @Override
    public List<String> integrityProblems() {
        return PostgresqlErrors.query("Checking the database", () -> PostgresqlIntegrity.problems(handle));
    }

    @Override
    public void close() {
        try (connection) {
            if (!connection.isClosed()) { // lost, and an error has said so
                connection.rollback();
            }
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Closing the database", e);
        }
    }
}
