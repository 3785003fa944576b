package doppel.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The tables of a database, and what else it defines. Immutable and thread-safe. */
public final class Schema {

    private final String engine;
    private final List<Table> tables;
    private final List<String> others;
    private final Map<String, Table> byName = new HashMap<>();

    /**
     * @param engine the identifier of the dialect that knows the column types, such as {@code sqlite}
     * @param tables the tables, no two of the same name
     * @param others other definitions of the database, which only the engine's own DDL contains, such as
     *     {@code view sales}: a kind and a name each
     */
    public Schema(String engine, List<Table> tables, List<String> others) {
        this.engine = Objects.requireNonNull(engine);
        this.tables = List.copyOf(tables);
        this.others = List.copyOf(others);
        for (Table table : tables) {
            if (byName.put(table.name(), table) != null) {
                throw new IllegalArgumentException("two tables have the same name");
            }
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

    /** The same schema with these tables before its own. */
    public Schema withTablesFirst(Table... first) {
        return new Schema(
                engine, Stream.concat(Stream.of(first), tables.stream()).toList(), others);
    }

    /**
     * The same schema with other spellings of its tables' names, where these name the same table to a server that does
     * not tell upper from lower case.
     */
    public Schema spelled(Collection<String> names) {
        Map<String, String> spellings = new HashMap<>();
        names.forEach(name -> spellings.put(name.toLowerCase(Locale.ROOT), name));
        UnaryOperator<String> spelled = name -> spellings.getOrDefault(name.toLowerCase(Locale.ROOT), name);
        return new Schema(
                engine, tables.stream().map(table -> table.spelled(spelled)).toList(), others);
    }

    /** A schema of these tables. */
    public static Schema of(String engine, Table... tables) {
        return new Schema(engine, List.of(tables));
    }

    /** The table of exactly this name. */
    public Optional<Table> table(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The identifier of the dialect that knows the column types. */
    public String engine() {
        return engine;
    }

    /** The tables, in their order. */
    public List<Table> tables() {
        return tables;
    }

    /** The other definitions. */
    public List<String> others() {
        return others;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema
                && engine.equals(schema.engine)
                && tables.equals(schema.tables)
                && others.equals(schema.others);
    }

    @Override
    public int hashCode() {
        return Objects.hash(engine, tables, others);
    }

    @Override
    public String toString() {
        return "Schema[engine=" + engine + ", tables=" + tables + ", others=" + others + "]";
    }
}
