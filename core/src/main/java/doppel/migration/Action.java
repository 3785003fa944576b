package doppel.migration;

import doppel.fixture.Row;

/** One thing that a step does to the rows of a table: what becomes of the table's columns, and how. */
abstract class Action {

    private final String place = Place.ofCaller();

    /** The line of the application's source that says it. */
    final String place() {
        return place;
    }

    /** In a few words, such as {@code rename e_mail}. */
    abstract String words();

    /**
     * Does to the outline of the table what it will do to its rows.
     *
     * @throws Misfit if the table has no such column
     */
    abstract void outline(TableOutline table);

    /** Does it to a row; says whether the row goes on. */
    abstract boolean apply(Row row, Passage passage);
}
