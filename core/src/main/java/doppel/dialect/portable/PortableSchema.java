package doppel.dialect.portable;

import java.util.List;

/**
 * Tables that are to be created in an engine.
 *
 * @param tables the tables
 * @param others what else the schema defines, as {@link doppel.schema.Schema#others} has it
 */
public record PortableSchema(List<PortableTable> tables, List<String> others) {

    /** Before the name of a table whose numbers are never used again, even when their rows are gone. */
    public static final String NEVER_REUSED = "autoincrement of ";

    /** Before the collation of text that has no other, which an engine has in any case. */
    public static final String DEFAULT_COLLATION = "default collation ";

    /** Before the name of a table whose values are always of their declared types, where that is not usual. */
    public static final String STRICT = "strict types of ";

    public PortableSchema {
        tables = List.copyOf(tables);
        others = List.copyOf(others);
    }
}
