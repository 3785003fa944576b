package doppel.schema;

import java.util.List;
import java.util.Optional;

/**
 * The tables of a database.
 *
 * @param engine the identifier of the dialect that knows the column types, such as {@code sqlite}
 * @param tables the tables, no two of the same name
 * @param others other definitions of the database, which only the engine's own DDL contains, such as
 *     {@code view sales}: a kind and a name each
 */
public record Schema(String engine, List<Table> tables, List<String> others) {

    public Schema {
        tables = List.copyOf(tables);
        others = List.copyOf(others);
        if (tables.stream().map(Table::name).distinct().count() != tables.size()) {
            throw new IllegalArgumentException("two tables have the same name");
        }
    }

    /** A schema of nothing but these tables. */
    public Schema(String engine, List<Table> tables) {
        this(engine, tables, List.of());
    }

    /** The same schema with these other definitions. */
    public Schema withOthers(String... definitions) {
        return new Schema(engine, tables, List.of(definitions));
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
