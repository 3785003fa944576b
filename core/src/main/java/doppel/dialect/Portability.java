package doppel.dialect;

import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableSchema;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.List;
import java.util.Map;

/**
 * Writes schemas of an engine as data, and data as scripts of an engine. Nothing that a schema says in SQL comes into
 * such a script: types and defaults are read, and written anew. Stateless and thread-safe.
 */
public interface Portability {

    /**
     * Whether the rows of a table also go through another engine and back. Those that an engine counts or derives for
     * itself do not: it makes them anew.
     */
    default boolean travels(Table table) {
        return true;
    }

    /** Whether nothing is lost without the rows of a table, since the engine counts or derives them from others. */
    default boolean derives(Table table) {
        return false;
    }

    /** Whether a column holds values of its type only, whoever wrote them. */
    default boolean enforcesTypes() {
        return true;
    }

    /** What a column of this engine holds. */
    PortableColumn portable(Column column);

    /** The default of a column of this engine, whether or not its type would be one of another engine. */
    PortableDefault defaultValue(Column column);

    /**
     * The script that creates tables in this engine. A column of another engine gets the narrowest type that holds
     * every value of its own exactly, a column of this engine its own type. What is left out is named.
     *
     * @param tableOptions what {@link #adapted} takes
     * @throws doppel.DatabaseException if names are not possible here; one message lists all of them
     * @throws doppel.UsageException if an option is not known
     */
    Ddl translate(PortableSchema schema, Map<String, String> tableOptions);

    /**
     * A script of this engine with other options for its tables.
     *
     * @param script creates the tables
     * @param tables their names
     * @throws doppel.UsageException if an option is not known
     */
    String adapted(String script, List<String> tables, Map<String, String> tableOptions);
}
