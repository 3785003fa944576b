package doppel.dialect;

import doppel.schema.Column;
import java.util.List;
import java.util.Map;

/** Translates schemas from one engine to another, and back. Stateless and thread-safe. */
public interface Portability {

    /** What a column of this engine holds. */
    PortableColumn portable(Column column);

    /**
     * The script that creates tables of another engine in this one: each column gets the narrowest type that holds
     * every value of its own exactly. What is left out is named.
     *
     * @param tableOptions what {@link #adapted} takes
     * @throws doppel.DatabaseException if names are not possible here; one message lists all of them
     * @throws doppel.UsageException if an option is not known
     */
    Ddl translate(List<PortableTable> tables, Map<String, String> tableOptions);

    /**
     * A script of this engine with other options for its tables.
     *
     * @param script creates the tables
     * @param tables their names
     * @throws doppel.UsageException if an option is not known
     */
    String adapted(String script, List<String> tables, Map<String, String> tableOptions);
}
