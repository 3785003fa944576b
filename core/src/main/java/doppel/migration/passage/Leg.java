package doppel.migration.passage;

import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.migration.Changes;
import doppel.migration.TableChanges;
import doppel.migration.action.Action;
import doppel.migration.action.Actions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A step in the direction in which a restore takes it.
 *
 * @param from the version before; empty if the step belongs to no version
 * @param to the version after
 * @param sentence what the step does
 * @param place the line of the application's source that defines it
 * @param changes the changes to the rows
 * @param actions the actions that make them, by table
 */
record Leg(String from, String to, String sentence, String place, Changes changes, Map<String, List<Action>> actions) {

    Leg(String from, String to, String sentence, String place, Changes changes) {
        this(from, to, sentence, place, changes, actions(changes));
    }

    private static Map<String, List<Action>> actions(Changes changes) {
        Map<String, List<Action>> actions = new HashMap<>();
        changes.tables()
                .forEach((table, of) ->
                        actions.put(table, of.said().stream().map(Actions::of).toList()));
        return actions;
    }

    /** The step's actions on the rows of a table. */
    List<Action> actions(TableChanges of) {
        return actions.get(of.name());
    }

    /** The step in words, such as {@code 1 → 2}. */
    String words() {
        return from.isEmpty() ? "always" : from + " → " + to;
    }

    /** For the log. */
    String log() {
        return words() + ": " + sentence;
    }

    /**
     * Makes the exception for a step that does not fit.
     *
     * @param table the table that it is about
     * @param action what it does there, or nothing
     * @param message what is wrong, as a sentence
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
