package doppel.migration.action;

import doppel.fixture.Row;

/** One change that a step makes to the rows of a table, and to its columns. */
public abstract class Action {

    private final String place;

    /** @param place the line of the application's source that defines it */
    Action(String place) {
        this.place = place;
    }

    /** The line of the application's source that defines it. */
    public final String place() {
        return place;
    }

    /** In a few words, such as {@code rename e_mail}. */
    public abstract String words();

    /**
     * Applies to the outline of the table the change that it will make to its rows.
     *
     * @throws Misfit if the table has no such column
     */
    public abstract void outline(TableOutline table);

    /** Whether it runs code of the application, which may remember a row and must not see it twice. */
    public boolean runsCode() {
        return false;
    }

    /** Changes a row, and returns whether the row goes on. */
    public abstract boolean apply(Row row, ActionContext context);
}
