package doppel.restore.save;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Columns that hold values of any type in one engine and are text in the other. Only text may go there, since it would
 * be unknown afterwards that 5 was a number. Not thread-safe.
 */
final class UntypedColumns {

    private final Map<String, Set<String>> columns = new HashMap<>();

    /** No such columns: all columns can take what comes. */
    static UntypedColumns none() {
        return new UntypedColumns();
    }

    /** The columns of a schema that has been translated. */
    static UntypedColumns of(Schema source, Schema target) {
        UntypedColumns untyped = new UntypedColumns();
        Portability to = Dialects.forId(target.engine()).portability();
        Portability from = Dialects.forId(source.engine()).portability();
        for (Table table : source.tables()) {
            for (Column column : table.insertableColumns()) {
                if (column.kind() == Column.Kind.STORED
                        && from.portable(column).type().kind() == Kind.ANY
                        && isText(target, to, table.name(), column.name())) {
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

    /** Why values of this row must not be saved, by column. */
    Map<String, Refusal> refusals(Row row) {
        Map<String, Refusal> refusals = new LinkedHashMap<>();
        for (String column : columns.getOrDefault(row.table(), Set.of())) {
            Object value = row.held(column);
            boolean isText = value instanceof String
                    || value instanceof LargeValue large && large.kind() == LargeValue.Kind.TEXT;
            if (value != null && !isText) {
                refusals.put(
                        column,
                        new Refusal(row.table() + "." + column
                                + ": a column without a type is text here, and this is none: '" + value + "'"));
            }
        }
        return refusals;
    }
}
