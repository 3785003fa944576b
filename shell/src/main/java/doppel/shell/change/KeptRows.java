package doppel.shell.change;

import doppel.dialect.DanglingReference;
import doppel.dialect.Ddl;
import doppel.dialect.ReferenceTaker;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.dialect.version.FoundVersion;
import doppel.fixture.Row;
import doppel.literal.ValueTaker;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Some rows of a database, as a source that can be dumped: its definitions are those of the database. */
final class KeptRows implements Source {

    private final Source database;
    private final Map<String, List<Row>> rows;

    /** @param rows the rows of each table, with values for all columns that can be inserted */
    KeptRows(Source database, Map<String, List<Row>> rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public Schema schema() {
        return database.schema();
    }

    @Override
    public Ddl ddl(List<Table> tables) {
        return database.ddl(tables);
    }

    @Override
    public RowCursor rows(Table table) {
        Iterator<Row> kept = rows.getOrDefault(table.name(), List.of()).iterator();
        return new RowCursor() {
            @Override
            public boolean next(ValueTaker into) {
                if (!kept.hasNext()) {
                    return false;
                }
                Row row = kept.next();
                for (int i = 0; i < row.shape().size(); i++) {
                    into.take(row.value(i));
                }
                return true;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<FoundVersion> version(Optional<String> query) {
        return database.version(query);
    }

    @Override
    public String stamped(String script, String version) {
        return database.stamped(script, version);
    }

    /** None that matter: the rows are put back among others. */
    @Override
    public void danglingReferences(Consumer<DanglingReference> taker) {}

    @Override
    public List<String> unstableValues() {
        return List.of();
    }

    @Override
    public void matchingRows(Table table, String condition, LongConsumer taker) {
        throw new UnsupportedOperationException("all kept rows are dumped");
    }

    @Override
    public void references(Table table, ForeignKey key, ReferenceTaker taker) {
        throw new UnsupportedOperationException("all kept rows are dumped");
    }

    @Override
    public TableDigest digest(Table table) {
        throw new UnsupportedOperationException("kept rows are not verified");
    }

    @Override
    public long rowCount(Table table) {
        return rows.getOrDefault(table.name(), List.of()).size();
    }

    @Override
    public String definitionDigest() {
        return database.definitionDigest();
    }

    @Override
    public List<String> integrityProblems() {
        return List.of();
    }

    /** Closes nothing: the database is somebody else's. */
    @Override
    public void close() {}
}
