package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.StepContext;

/** Connects actions with the passage of a row. Used by one thread. */
public interface ActionContext {

    /** A new row for a table of the version that the running step leads to. */
    Row row(String table);

    /** Takes another row of the running statement through the remaining steps. */
    void save(Row row);

    /** Queues a row that belongs to no statement. */
    void create(Row row);

    /** The context of the application's own code. */
    StepContext ofCode();

    /** The rows that a join of the running step finds. */
    JoinedRows joined(JoinAction action);

    /** The keys that a lookup of the running step finds. */
    NaturalKeys keys(LookupAction action);

    /** Makes the row wait if rows of the table that it joins may still come. */
    void requireComplete(JoinAction action);

    /** Makes the row wait if it is not yet certain which of the rows that it refers to stay. */
    void requireComplete(KeyChange change);

    /** Refuses to leave out a row if rows that refer to it may have passed. */
    void requireInTime(DistinctAction action);

    /** Makes the row wait if rows of the table that it refers to may still come. */
    void requireComplete(OrphanAction action);

    /** Notes something about the row until it is behind all steps. */
    void note(Object about, Object value);

    /** What was noted about the row; null if nothing was. */
    Object noted(Object about);

    /** Lets the row wait for rows of this table. */
    RuntimeException waitsFor(String table);

    /** Makes the row wait if rows of the table that it refers to may still come. */
    void requireComplete(LookupAction action);
}
