package doppel.shell.work;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The work of a person, in steps, such as the snippets in the shell. Used by one thread, except for {@link #inDatabase}
 * and {@link #cancel}.
 */
public interface Work {

    /**
     * Connects again if the connection was lost, before a step begins.
     *
     * @return what was lost, a sentence or two; empty if nothing was
     * @throws doppel.DatabaseException if the database does not answer
     */
    Optional<String> reconnect();

    /** Begins a step; gives its number, from 1. */
    int beginStep();

    /**
     * Ends the step, which has succeeded. What is being read is closed.
     *
     * @throws doppel.DatabaseException if a statement in it has failed so that the database takes the step back
     */
    void endStep();

    /** Ends the step, which has failed: what it did is taken back. */
    void failStep();

    /**
     * Takes back the newest step that has changed something.
     *
     * @return how many rows it had changed; empty if there is none
     */
    Optional<Long> undo();

    /** Takes everything back. */
    void rollback();

    /** When something was changed for the first time that is not committed; empty if nothing is. */
    Optional<Instant> changedSince();

    /** How many rows have been changed and not committed. */
    long changedRows();

    /** The numbers of the steps that were undone or rolled back. */
    Set<Integer> takenBack();

    /** Whether a statement is running: its thread must not be stopped. May be asked by any thread. */
    boolean inDatabase();

    /** Cancels the statement that runs, if one does. May be called by any thread. */
    void cancel();
}
