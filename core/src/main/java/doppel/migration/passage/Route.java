package doppel.migration.passage;

import doppel.migration.action.Action;
import java.util.ArrayList;
import java.util.List;

/** The actions of all remaining steps on the rows of a table, in one sequence. Filled once. */
final class Route {

    private final List<Action> actions = new ArrayList<>();
    private final List<Integer> legs = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private Action[] line = new Action[0];

    /** Adds an action of a step, for the table's name before the step. */
    void add(int leg, String table, Action action) {
        actions.add(action);
        legs.add(leg);
        tables.add(table);
        line = actions.toArray(Action[]::new);
    }

    int length() {
        return line.length;
    }

    Action action(int at) {
        return line[at];
    }

    /** The step that the action is part of. */
    int leg(int at) {
        return legs.get(at);
    }

    String table(int at) {
        return tables.get(at);
    }
}
