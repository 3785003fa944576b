package doppel.dialect.portable;

import doppel.schema.Table;
import java.util.List;
import java.util.Optional;

/**
 * A table that is to be created in an engine.
 *
 * @param engine the identifier of the dialect that it comes from, which may be that of the engine itself
 * @param table the table
 * @param columns those of its columns that the new table gets
 */
public record PortableTable(String engine, Table table, List<PortableColumn> columns) {

    public PortableTable {
        columns = List.copyOf(columns);
    }

    /** The table's name. */
    public String name() {
        return table.name();
    }

    /** The column of this name, if the new table gets it. */
    public Optional<PortableColumn> column(String column) {
        return columns.stream().filter(known -> known.name().equals(column)).findFirst();
    }

    /** Whether the new table gets all of these columns. */
    public boolean has(List<String> names) {
        return names.stream().allMatch(name -> column(name).isPresent());
    }

    /** Whether exactly these columns, in any order, are unique. */
    public boolean isKey(List<String> names) {
        List<String> sorted = names.stream().sorted().toList();
        return has(names)
                && (table.primaryKey().stream().sorted().toList().equals(sorted)
                        || table.indexes().stream()
                                .filter(index -> index.unique())
                                .anyMatch(index -> index.columns().stream()
                                        .sorted()
                                        .toList()
                                        .equals(sorted)));
    }

    /** The columns of the key that consists of these columns, in its order. */
    public List<String> keyOrder(List<String> names) {
        if (table.primaryKey().size() == names.size() && table.primaryKey().containsAll(names)) {
            return table.primaryKey();
        }
        return table.indexes().stream()
                .filter(index -> index.unique()
                        && index.columns().size() == names.size()
                        && index.columns().containsAll(names))
                .map(index -> index.columns())
                .findFirst()
                .orElse(names);
    }

    /** Whether the engine numbers this column. */
    public boolean numbers(String column) {
        return table.identity() != null && table.identity().column().equals(column);
    }

    /** The same table with these columns. */
    public PortableTable with(List<PortableColumn> others) {
        return new PortableTable(engine, table, others);
    }
}
