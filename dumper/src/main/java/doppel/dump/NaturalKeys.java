package doppel.dump;

import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.literal.EqualValue;
import doppel.schema.Column;
import doppel.schema.RowShape.NaturalReference;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The natural keys of the rows that a foreign key can refer to. All of them are in memory, since tables that an
 * application fills itself are small. Not thread-safe.
 */
final class NaturalKeys {

    private final Map<List<Object>, List<Object>> byReferenced = new HashMap<>();
    private final Set<List<Object>> once = new HashSet<>();
    private final Set<List<Object>> ambiguous = new HashSet<>();

    private NaturalKeys() {}

    /** Reads them. */
    static NaturalKeys read(Source source, NaturalReference reference) {
        NaturalKeys keys = new NaturalKeys();
        Table table = reference.referenced();
        List<String> columns =
                table.insertableColumns().stream().map(Column::name).toList();
        List<Integer> referenced = positions(columns, reference.key().referencedColumns());
        List<Integer> natural = positions(columns, reference.naturalKey());
        Object[] row = new Object[columns.size()];
        try (RowCursor rows = source.rows(table)) {
            while (rows.next(row)) {
                keys.add(values(row, referenced), values(row, natural));
            }
        }
        return keys;
    }

    /** The positions of columns among others. */
    static List<Integer> positions(List<String> columns, List<String> wanted) {
        return wanted.stream().map(columns::indexOf).toList();
    }

    /** The values at these positions. */
    static List<Object> values(Object[] row, List<Integer> positions) {
        List<Object> values = new ArrayList<>(positions.size());
        for (int position : positions) {
            values.add(row[position]);
        }
        return values;
    }

    private void add(List<Object> referenced, List<Object> natural) {
        List<Object> comparable = comparable(natural);
        if (!once.add(comparable)) {
            ambiguous.add(comparable);
        }
        byReferenced.put(comparable(referenced), natural);
    }

    private static List<Object> comparable(List<Object> values) {
        List<Object> comparable = new ArrayList<>(values.size());
        values.forEach(value -> comparable.add(EqualValue.of(value)));
        return comparable;
    }

    /** The natural key of the row with these values in the columns referred to; null if there is none. */
    List<Object> of(List<Object> referenced) {
        return byReferenced.get(comparable(referenced));
    }

    /** Whether several rows have this natural key. */
    boolean isAmbiguous(List<Object> natural) {
        return ambiguous.contains(comparable(natural));
    }
}
