package doppel.migration;

import doppel.fixture.Row;

/** Code for each row of a table. */
@FunctionalInterface
public interface RowChange {

    /**
     * Changes the row, skips it, or saves others beside it. What it throws defers the row, and is the reason if the row can
     * never be saved.
     */
    void apply(Row row, StepContext context);
}
