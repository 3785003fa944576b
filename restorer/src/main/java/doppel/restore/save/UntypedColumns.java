package doppel.restore.save;

import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Portability;
import doppel.fixture.Row;
import doppel.literal.LargeValue;
import doppel.schema.Column;
import doppel.schema.PortableType.Kind;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Columns that hold values of any type in one engine and are text in the other. Only text may go there, since it would
 * be unknown afterwards that 5 was a number. Not thread-safe.
 */
public final class UntypedColumns {

    private final Map<String, Set<String>> columns = new HashMap<>();

    /** No such columns: all columns can take what comes. */
    public static UntypedColumns none() {
        return new UntypedColumns();
    }

    /** The columns of a schema that has been translated. */
    public static UntypedColumns of(Schema source, Schema target, Dialect dialect) {
        UntypedColumns untyped = new UntypedColumns();
        Portability from = Dialects.forId(source.engine()).portability();
        for (Table table : source.tables()) {
            for (Column column : table.insertableColumns()) {
                if (column.kind() == Column.Kind.STORED
                        && from.portable(column).type().kind() == Kind.ANY
                        && isText(target, dialect.portability(), table.name(), column.name())) {
                    untyped.columns
                            .computeIfAbsent(table.name(), name -> new HashSet<>())
                            .add(column.name());
                }
            }
        }
        return untyped;
    }

    private static boolean isText(Schema target, Portability portability, String table, String column) {
        return target.table(table)
                .flatMap(known -> known.column(column))
                .filter(known -> portability.portable(known).type().kind() == Kind.TEXT)
                .isPresent();
    }

    /** Whether there are no such columns. */
    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Why one of these rows must not be saved, if so. */
    Optional<Refusal> refusal(List<Row> rows) {
        if (!columns.isEmpty()) {
            for (Row row : rows) {
                for (String column : columns.getOrDefault(row.table(), Set.of())) {
                    Object value = row.held(column);
                    boolean isText = value instanceof String
                            || value instanceof LargeValue large && large.kind() == LargeValue.Kind.TEXT;
                    if (value != null && !isText) {
                        return Optional.of(new Refusal(row.table() + "." + column
                                + ": a column without a type is text here, and this is none: '" + value + "'"));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
