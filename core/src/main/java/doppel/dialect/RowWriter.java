package doppel.dialect;

import doppel.fixture.Row;

/**
 * Writes single rows exactly, where they are. Used by the thread of its connection. Each word throws
 * {@link RefusedException} if the database refuses the row for what it holds.
 */
public interface RowWriter {

    /** Inserts a row, with the values that it has. */
    void insert(Row row) throws RefusedException;

    /**
     * Changes columns of rows.
     *
     * @param where the clause that chooses them; empty for all rows
     * @return how many rows there were
     */
    long update(Row changes, String where) throws RefusedException;

    /** Changes columns of one row that has exactly these values; returns whether there was one. */
    boolean updateOne(Row key, Row changes) throws RefusedException;

    /** Deletes one row that has exactly these values; returns whether there was one. */
    boolean deleteOne(Row key) throws RefusedException;
}
