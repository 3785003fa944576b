package doppel.dialect;

import doppel.literal.ValueArray;
import doppel.literal.ValueTaker;

/** The rows of a table, one after the other. Used by one thread. */
public interface RowCursor extends AutoCloseable {

    /**
     * Reads the next row.
     *
     * @param into takes the values of the table's insertable columns, in their order; nothing if there is no row
     * @return whether there was one
     * @throws doppel.DatabaseException if the database cannot give it
     */
    boolean next(ValueTaker into);

    /** Reads the next row as {@link #next(ValueTaker)} does, into an array. */
    default boolean next(Object[] into) {
        return next(new ValueArray(into));
    }

    @Override
    void close();
}
