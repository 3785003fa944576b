package doppel.schema;

import java.util.List;
import java.util.Objects;

/**
 * An index of plain columns, which any engine can have. Other features of indexes are only in the engine's own DDL.
 *
 * @param name as the engine has it; empty if the engine made it up
 * @param columns the columns, in order
 * @param unique whether no two rows may have equal values in all of them, unless one is NULL
 */
public record Index(String name, List<String> columns, boolean unique) {

    public Index {
        Objects.requireNonNull(name);
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("the index " + name + " has no columns");
        }
    }
}
