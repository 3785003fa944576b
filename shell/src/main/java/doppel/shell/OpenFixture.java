package doppel.shell;

import doppel.dialect.Dialects;
import doppel.restore.load.FixtureRows;
import doppel.schema.Schema;
import doppel.shell.change.ChangedRow;
import doppel.shell.record.CompiledRecords;
import doppel.shell.text.TextTable;
import doppel.shell.work.FixtureTable;
import doppel.shell.work.ReadingOnly;
import doppel.shell.work.TableRows;
import doppel.shell.work.Work;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A fixture whose rows are read as data: none of it is compiled or run, and nothing changes it. */
public final class OpenFixture implements Workplace {

    private final FixtureRows fixture;
    private final Path records;
    private final PrintWriter out;
    private final ReadingOnly work = new ReadingOnly();
    private final Handle handle = Jdbi.create(OpenFixture::noConnection).open();

    private OpenFixture(FixtureRows fixture, Path records, PrintWriter out) {
        this.fixture = fixture;
        this.records = records;
        this.out = out;
    }

    /**
     * Opens a fixture, of which it reads no row yet.
     *
     * @param records where the record types of tables are kept
     * @param out where results go
     * @throws doppel.FixtureException if it is no fixture, or was edited
     */
    public static OpenFixture open(Path directory, Path records, PrintWriter out) {
        return new OpenFixture(FixtureRows.open(directory), records, out);
    }

    /** A connection for a handle that is never used. */
    private static Connection noConnection() {
        return (Connection) Proxy.newProxyInstance(
                OpenFixture.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "close", "setAutoCommit" -> null;
                        case "isClosed" -> false;
                        case "getAutoCommit" -> true;
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        case "toString" -> "no connection";
                        default -> throw FixtureTable.refused("db");
                    };
                });
    }

    @Override
    public Schema schema() {
        return fixture.schema();
    }

    @Override
    public TableRows table(String name) {
        return FixtureTable.of(work, fixture, name);
    }

    @Override
    public Work work() {
        return work;
    }

    @Override
    public Handle handle() {
        return handle;
    }

    @Override
    public String sqlName(String column) {
        return column; // there is no SQL
    }

    @Override
    public TextTable sql(String query, Object... values) {
        throw FixtureTable.refused("sql");
    }

    @Override
    public CompiledRecords records() {
        return CompiledRecords.of(schema(), Dialects.forId(schema().engine())::parameterType, records);
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public List<ChangedRow> changes() {
        return List.of();
    }

    @Override
    public SortedMap<String, Long> counters() {
        return Collections.emptySortedMap();
    }

    @Override
    public void commitsAtEnd() {
        // there is never anything to commit
    }

    @Override
    public List<String> userCommits() {
        return commit();
    }

    @Override
    public List<String> commit() {
        throw FixtureTable.refused("commit");
    }

    @Override
    public long putBack(Path folder) {
        throw FixtureTable.refused("putBack");
    }

    @Override
    public RuntimeException failure(SQLException e) {
        return new IllegalStateException("a fixture has no driver", e);
    }

    @Override
    public void close() {
        work.endStep();
    }
}
