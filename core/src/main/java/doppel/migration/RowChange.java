package doppel.migration;

import doppel.fixture.Row;

/** Code for each row of a table. */
@FunctionalInterface
public interface RowChange {

    /**
     * Changes the row, skips it, or saves other rows with it. An exception defers the row, and is the reason given if
     * the row can never be saved.
     */
    void apply(Row row, StepContext context);
}
