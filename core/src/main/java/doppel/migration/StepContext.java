package doppel.migration;

import doppel.fixture.Row;

/** Gives code in a step access to new rows. Used by one thread. */
public interface StepContext {

    /** A new row for a table of the version that the step leads to. */
    Row row(String table);

    /**
     * Saves a row of the version that the step leads to; later steps see it. In code that was given a row, it belongs
     * to that row: both are saved, or neither.
     */
    void save(Row row);
}
