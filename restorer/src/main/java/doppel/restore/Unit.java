package doppel.restore;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * What one statement of a fixture saves: all of its rows are saved, or none. It can be run again.
 */
final class Unit {

    private final LoadedFixture fixture;
    private final CreateMethod method;
    private final Object[] values;
    private final Origin origin;
    private final List<Row> rows = new ArrayList<>(1);

    /**
     * @param fixture the fixture that it is part of
     * @param method the create method that it calls
     * @param values with these values
     * @param origin where it stands
     */
    Unit(LoadedFixture fixture, CreateMethod method, Object[] values, Origin origin) {
        this.fixture = fixture;
        this.method = method;
        this.values = values;
        this.origin = origin;
    }

    LoadedFixture fixture() {
        return fixture;
    }

    CreateMethod method() {
        return method;
    }

    Object[] values() {
        return values;
    }

    Origin origin() {
        return origin;
    }

    Account account() {
        return method.account();
    }

    /** The rows that it has given so far. */
    List<Row> rows() {
        return rows;
    }

    /** Counts it as saved, or as skipped if it gave no rows. */
    void countDone() {
        if (rows.isEmpty()) {
            account().countSkipped();
        } else {
            account().countSaved();
        }
    }

    /** Runs it from the beginning. */
    void run() throws Throwable {
        rows.clear();
        method.call(values);
    }
}
