package doppel.schema;

import java.util.Objects;

/**
 * A column that the engine numbers in rows that do not set it.
 *
 * @param column the column
 * @param next the number that the next row gets
 */
public record Identity(String column, long next) {

    public Identity {
        Objects.requireNonNull(column);
    }
}
