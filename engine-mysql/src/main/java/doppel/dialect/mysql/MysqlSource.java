package doppel.dialect.mysql;

import doppel.dialect.DanglingReference;
import doppel.dialect.Ddl;
import doppel.dialect.ReferenceTaker;
import doppel.dialect.Resources;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlSchemaReader;
import doppel.dialect.mysql.definition.MysqlScript;
import doppel.dialect.mysql.replace.MysqlRecovery;
import doppel.dialect.mysql.rows.MysqlEngines;
import doppel.dialect.mysql.rows.MysqlReferences;
import doppel.dialect.mysql.rows.MysqlRowCursor;
import doppel.dialect.mysql.value.MysqlKind;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.reference.NumberedRows;
import doppel.dialect.reference.ReferenceWatch;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionSearch;
import doppel.dialect.version.VersionStamp;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A database that is read in one transaction. Tables of engines without transactions are locked against writing, on a
 * separate connection, from before the transaction until the end.
 */
final class MysqlSource implements Source {

    private static final List<MysqlType> NUMBER =
            List.of(MysqlType.of(new Column("n", "bigint", true, Column.Kind.STORED, null)));
    private static final List<MysqlType> TWO_NUMBERS = List.of(NUMBER.get(0), NUMBER.get(0));

    private final String url;
    private final MysqlConnector connector;
    private final MysqlSession session;
    private final MysqlSession locks;
    private final Schema schema;
    private final ReferenceWatch references;
    private final Set<String> tablesRead = new TreeSet<>();

    private MysqlSource(String url, MysqlConnector connector, MysqlSession session, MysqlSession locks) {
        this.url = url;
        this.connector = connector;
        this.session = session;
        this.locks = locks;
        MysqlTableReader.prepare(session);
        // not READ ONLY: the servers then refuse to show views that call functions which write, or take from sequences
        session.run("Beginning to read", "START TRANSACTION WITH CONSISTENT SNAPSHOT");
        schema = MysqlSchemaReader.read(session);
        references = new ReferenceWatch(schema);
    }

    static MysqlSource open(String url, MysqlConnector connector) {
        MysqlSession session = connector.open(url);
        MysqlSession locks = null;
        try {
            MysqlRecovery.requireFinished(session);
            Set<String> unsafe = MysqlEngines.withoutTransactions(session).keySet();
            if (!unsafe.isEmpty()) {
                locks = connector.open(url);
                locks.run(
                        "Locking the tables without transactions",
                        unsafe.stream()
                                .sorted()
                                .map(table -> MysqlSession.quote(table) + " READ")
                                .collect(Collectors.joining(", ", "LOCK TABLES ", "")));
            }
            return new MysqlSource(url, connector, session, locks);
        } catch (RuntimeException e) {
            Resources.closeQuietly(session, e);
            Resources.closeQuietly(locks, e);
            throw e;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Ddl ddl(List<Table> tables) {
        return MysqlScript.write(session, tables);
    }

    @Override
    public Optional<FoundVersion> version(Optional<String> query) {
        return VersionSearch.find(schema, MysqlStamp.access(session), query);
    }

    @Override
    public String stamped(String script, String version) {
        return script + new VersionStamp(schema, MysqlStamp.access(session)).statements(version);
    }

    @Override
    public void danglingReferences(Consumer<DanglingReference> taker) {
        new MysqlReferences(session, schema).dangling(references.unknown(), taker);
    }

    @Override
    public RowCursor rows(Table table) {
        tablesRead.add(table.name());
        return references.watched(table, MysqlTableReader.rows(session, table, ""));
    }

    @Override
    public void matchingRows(Table table, String condition, LongConsumer taker) {
        NumberedRows numbered = numbered(table);
        String doing = "Reading the condition for " + table.name();
        // on a separate connection, whose transaction refuses functions that write; not every server's snapshot does
        // does
        try (MysqlSession checking = connector.open(url)) {
            checking.run(doing, "START TRANSACTION READ ONLY");
            new MysqlRowCursor(checking, doing, numbered.check(condition), List.of()).close();
        }
        try (RowCursor flags = new MysqlRowCursor(session, doing, numbered.flags(condition), NUMBER)) {
            NumberedRows.matching(flags, taker);
        }
    }

    @Override
    public void references(Table table, ForeignKey key, ReferenceTaker taker) {
        NumberedRows referred =
                schema.table(key.table()).map(MysqlSource::numbered).orElse(null);
        if (referred == null && key.table().contains(".")) { // in another database, not among the rows of this one
            return;
        }
        String match = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "p.k" + i + " = c.k" + i)
                .collect(Collectors.joining(" AND "));
        String sql = numbered(table).references(key, referred, match);
        try (RowCursor pairs =
                new MysqlRowCursor(session, "Following references of " + table.name(), sql, TWO_NUMBERS)) {
            NumberedRows.references(pairs, taker);
        }
    }

    private static NumberedRows numbered(Table table) {
        return new NumberedRows(
                table, MysqlSession.quote(table.name()), MysqlTableReader.order(table), MysqlSession::quote);
    }

    @Override
    public List<String> unstableValues() {
        List<String> sentences = new ArrayList<>();
        if (session.isMariadb()) {
            return sentences;
        }
        for (String name : tablesRead) {
            for (Column column : schema.table(name).orElseThrow().insertableColumns()) {
                if (MysqlType.of(column).kind() == MysqlKind.JSON) {
                    MysqlJson.unstable(session, name, column.name()).ifPresent(sentences::add);
                }
            }
        }
        return sentences;
    }

    @Override
    public TableDigest digest(Table table) {
        return MysqlDigest.of(session, table);
    }

    @Override
    public long rowCount(Table table) {
        return Long.parseLong(session.string(
                "Counting the rows of " + table.name(), "SELECT COUNT(*) FROM " + MysqlSession.quote(table.name())));
    }

    @Override
    public String definitionDigest() {
        return MysqlScript.digest(session);
    }

    @Override
    public List<String> integrityProblems() {
        List<String> problems = new ArrayList<>();
        // on a separate connection, since the check ends a transaction
        try (MysqlSession checking = connector.open(url)) {
            for (Table table : schema.tables()) {
                checking
                        .list(
                                "Checking table " + table.name(),
                                "CHECK TABLE " + MysqlSession.quote(table.name()),
                                row -> List.of(row.getString(3), row.getString(4)))
                        .stream()
                        .filter(line -> List.of("error", "warning").contains(line.get(0)))
                        .forEach(line -> problems.add(table.name() + ": " + line.get(1)));
            }
        }
        return problems;
    }

    @Override
    public void close() {
        try {
            session.close();
        } finally {
            if (locks != null) {
                locks.close();
            }
        }
    }
}
