package doppel.schema;

import java.util.List;
import java.util.Optional;

/**
 * The tables of a database.
 *
 * @param engine the identifier of the dialect that knows the column types, such as {@code sqlite}
 * @param tables the tables, no two of the same name
 */
public record Schema(String engine, List<Table> tables) {

    public Schema {
        tables = List.copyOf(tables);
        if (tables.stream().map(Table::name).distinct().count() != tables.size()) {
            throw new IllegalArgumentException("two tables have the same name");
        }
    }

    /** A schema of these tables. */
    public static Schema of(String engine, Table... tables) {
        return new Schema(engine, List.of(tables));
    }

    /** The table of exactly this name. */
    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
