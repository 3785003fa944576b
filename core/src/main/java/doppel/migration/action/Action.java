package doppel.migration.action;

import doppel.fixture.Row;

/** One thing that a step does to the rows of a table: what becomes of the table's columns, and how. */
public abstract class Action {

    private final String place;

    /** @param place the line of the application's source that says it */
    Action(String place) {
        this.place = place;
    }

    /** The line of the application's source that says it. */
    public final String place() {
        return place;
    }

    /** In a few words, such as {@code rename e_mail}. */
    public abstract String words();

    /**
     * Does to the outline of the table what it will do to its rows.
     *
     * @throws Misfit if the table has no such column
     */
    public abstract void outline(TableOutline table);

    /** Does it to a row; says whether the row goes on. */
    public abstract boolean apply(Row row, ActionContext context);
}
