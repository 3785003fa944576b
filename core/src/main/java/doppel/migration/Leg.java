package doppel.migration;

import doppel.ErrorCode;
import doppel.MigrationException;

/**
 * A step in the direction in which a restore takes it.
 *
 * @param from the version before; empty where the step belongs to no version
 * @param to the version after
 * @param sentence what the step does
 * @param place where the application says it
 * @param changes what becomes of the rows
 */
record Leg(String from, String to, String sentence, String place, Changes changes) {

    /** The step in words, such as {@code 1 → 2}. */
    String words() {
        return from.isEmpty() ? "always" : from + " → " + to;
    }

    /** For the log. */
    String log() {
        return words() + ": " + sentence;
    }

    /**
     * The step does not fit.
     *
     * @param table the table that it is about
     * @param action what it does there, or nothing
     * @param message what is wrong, to the end of the sentence
     */
    MigrationException misfit(String where, String table, String action, String message) {
        return new MigrationException(
                ErrorCode.STEP_UNFIT,
                (where.isEmpty() ? "" : where + ": ") + "step " + words() + ", table " + table
                        + (action.isEmpty() ? "" : ", " + action) + ": " + message,
                "Correct the step. No row has moved.",
                null);
    }
}
