package doppel.dialect.portable;

import doppel.schema.PortableType;
import java.util.Objects;

/**
 * What a column of one engine holds, described so that another engine can create a column for it.
 *
 * @param name the column's name
 * @param type what it holds
 * @param nullable whether it may hold NULL
 * @param defaultValue its value in rows that do not set it
 */
public record PortableColumn(String name, PortableType type, boolean nullable, PortableDefault defaultValue) {

    public PortableColumn {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(defaultValue);
    }

    /** The same column with another default. */
    public PortableColumn withDefault(PortableDefault other) {
        return new PortableColumn(name, type, nullable, other);
    }

    /** The same column with another type; a default that this type does not accept becomes an expression. */
    public PortableColumn withType(PortableType other) {
        return new PortableColumn(name, other, nullable, PortableDefaults.fitted(defaultValue, other));
    }
}
