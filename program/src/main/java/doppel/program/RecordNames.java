package doppel.program;

import doppel.literal.JavaType;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The names that a record for the rows of a table has in Java.
 *
 * @param table the table
 * @param record the record
 * @param components the components, one for each column
 * @param types their types; empty if the table has more columns than a record can have components
 */
public record RecordNames(Table table, String record, List<String> components, List<JavaType> types) {

    /** As in a create method, see {@link TableNames}. */
    private static final int MOST_SLOTS = 250;

    public RecordNames {
        components = List.copyOf(components);
        types = List.copyOf(types);
    }

    /**
     * Names for all tables, in their order.
     *
     * @param typeOf the type of a column whose values are all of its declared type
     */
    public static List<RecordNames> of(List<Table> tables, Function<Column, JavaType> typeOf) {
        Identifiers records = Identifiers.ofRecords();
        List<RecordNames> names = new ArrayList<>();
        for (Table table : tables) {
            Identifiers components = Identifiers.ofComponents();
            names.add(new RecordNames(
                    table,
                    records.upper(table.name(), "table", ""),
                    table.columns().stream()
                            .map(column -> components.lower(column.name(), "column", ""))
                            .toList(),
                    types(table, typeOf)));
        }
        return names;
    }

    /** Whether there can be a record. */
    public boolean fits() {
        return !types.isEmpty() || components.isEmpty();
    }

    private static List<JavaType> types(Table table, Function<Column, JavaType> typeOf) {
        if (table.columns().size() > MOST_SLOTS) {
            return List.of();
        }
        List<JavaType> types = table.columns().stream().map(typeOf).toList();
        boolean roomy = types.stream().mapToInt(JavaType::slots).sum() <= MOST_SLOTS;
        return roomy ? types : types.stream().map(JavaType::nullable).toList();
    }
}
