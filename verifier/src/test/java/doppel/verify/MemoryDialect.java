package doppel.verify;

import doppel.dialect.CheckedAbility;
import doppel.dialect.DanglingReference;
import doppel.dialect.Ddl;
import doppel.dialect.Dialect;
import doppel.dialect.LiveDatabase;
import doppel.dialect.Portability;
import doppel.dialect.ReferenceTaker;
import doppel.dialect.RowCursor;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.dialect.version.FoundVersion;
import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * An engine whose only database is in memory and which can do nothing but be dumped. The type of a column is the name
 * of the {@link JavaType} of its values, so that it has columns of all of them, whatever the engines that are there
 * have.
 */
final class MemoryDialect implements Dialect {

    private final Schema schema;
    private final Map<String, List<Object[]>> rows;

    MemoryDialect(Schema schema, Map<String, List<Object[]>> rows) {
        this.schema = schema;
        this.rows = rows;
    }

    @Override
    public String id() {
        return schema.engine();
    }

    @Override
    public String displayName() {
        return "Memory";
    }

    @Override
    public boolean accepts(String url) {
        return false;
    }

    @Override
    public JavaType parameterType(Column column) {
        return JavaType.valueOf(column.type());
    }

    @Override
    public Portability portability() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Source openSource(String url) {
        return new MemorySource();
    }

    @Override
    public LiveDatabase openLive(String url, boolean readOnly) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TargetState inspect(String url, Set<String> mayHaveRows) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Target openTarget(TargetRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stamp(String url, String version) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScratchDatabase scratch(String url, Path directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CheckedAbility> check(String url) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScratchDatabase borrow(String url) {
        throw new UnsupportedOperationException();
    }

    private final class MemorySource implements Source {

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public Ddl ddl(List<Table> tables) {
            return new Ddl("", List.of());
        }

        @Override
        public Optional<FoundVersion> version(Optional<String> query) {
            return Optional.empty();
        }

        @Override
        public String stamped(String script, String version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void danglingReferences(Consumer<DanglingReference> taker) {}

        @Override
        public RowCursor rows(Table table) {
            Iterator<Object[]> iterator =
                    rows.getOrDefault(table.name(), List.of()).iterator();
            return new RowCursor() {
                @Override
                public boolean next(ValueTaker into) {
                    if (!iterator.hasNext()) {
                        return false;
                    }
                    for (Object value : iterator.next()) {
                        into.take(value);
                    }
                    return true;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void matchingRows(Table table, String condition, LongConsumer taker) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void references(Table table, ForeignKey key, ReferenceTaker taker) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> unstableValues() {
            return List.of();
        }

        @Override
        public TableDigest digest(Table table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long rowCount(Table table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String definitionDigest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> integrityProblems() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
