package doppel.dialect;

/** The rows of a table, one after the other. Used by one thread. */
public interface RowCursor extends AutoCloseable {

    /**
     * Reads the next row.
     *
     * @param into takes the values of the table's insertable columns, in their order
     * @return whether there was one
     * @throws doppel.DatabaseException if the database cannot give it
     */
    boolean next(Object[] into);

    @Override
    void close();
}
