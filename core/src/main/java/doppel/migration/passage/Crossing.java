package doppel.migration.passage;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one statement on their way through the steps. When it is taken up again, each row goes on where it
 * stopped, so that code of a step that has returned does not see the row a second time. Not thread-safe.
 */
public final class Crossing {

    /** A row between two actions of its route. */
    static final class Walk {
        private final Route route;
        private Row row;
        private int at;
        private Map<Object, Object> notes = Map.of();

        Walk(Route route, Row row) {
            this.route = route;
            this.row = row;
        }

        Route route() {
            return route;
        }

        Row row() {
            return row;
        }

        int at() {
            return at;
        }

        /** What was noted about the row. */
        Map<Object, Object> notes() {
            return notes;
        }

        void note(Object about, Object value) {
            notes = notes.isEmpty() ? new HashMap<>() : notes;
            notes.put(about, value);
        }

        void advance() {
            at++;
        }

        /** Takes back what an action has done to the row. */
        void takeBack(Row before) {
            row = before;
        }
    }

    /** A row behind the steps, and what hooks have made of it if they must not run again. */
    private static final class Arrival {
        private final Row row;
        private Row result;

        Arrival(Row row) {
            this.row = row;
        }
    }

    private final List<Walk> open = new ArrayList<>(1); // the last one is the next
    private final List<Walk> saved = new ArrayList<>(1); // by the code that is running
    private final List<Arrival> arrivals = new ArrayList<>(1);
    private int place; // where the next arrival comes
    private int given; // how many arrivals were given away
    private boolean seen;
    private boolean underWay;

    /** No rows yet. */
    public Crossing() {}

    /** Whether code of a step has seen its rows, so that they must not begin again. */
    public boolean keeps() {
        return seen;
    }

    /** Gives all its rows again. */
    public void again() {
        given = 0;
    }

    /** A row sets out, once the code that saves it has returned. */
    void save(Walk walk) {
        saved.add(walk);
    }

    /** Whether the code that has just run has saved rows. */
    boolean hasSaved() {
        return !saved.isEmpty();
    }

    /** The rows that were saved set out, in their order, before all others. */
    private boolean accept() {
        boolean some = !saved.isEmpty();
        for (int i = saved.size() - 1; i >= 0; i--) {
            open.add(saved.get(i));
        }
        saved.clear();
        return some;
    }

    /** Code of a step has seen a row. */
    void seen() {
        seen = true;
    }

    /** The way of rows through the steps, and what comes after it. */
    interface Guide {

        /** Takes a row to the end of its route, or to the next action that saves others. */
        Ending walk(Walk walk);

        /** Runs the hooks behind the steps. */
        void behind(Row row);

        /** Takes a row for good. */
        void take(Row row);
    }

    /** How a walk has ended. */
    enum Ending {
        /** The row is behind the steps. */
        ARRIVED,
        /** A step has left it out. */
        LEFT,
        /** Rows that it has saved come first. */
        PAUSED
    }

    /** Takes all rows as far as they come. An exception stops it; rows that were saved by code that threw are gone. */
    void go(Guide guide) {
        if (underWay) {
            return;
        }
        underWay = true;
        try {
            accept();
            while (!open.isEmpty() || given < arrivals.size()) {
                if (open.isEmpty()) {
                    give(arrivals.get(given), guide);
                } else {
                    walk(open.get(open.size() - 1), guide);
                }
            }
        } finally {
            saved.clear();
            underWay = false;
        }
    }

    private void walk(Walk walk, Guide guide) {
        Ending ending = guide.walk(walk);
        if (ending != Ending.PAUSED) {
            open.remove(open.size() - 1);
        }
        if (ending == Ending.ARRIVED) {
            arrivals.add(place++, new Arrival(walk.row()));
        }
        accept();
    }

    /** Rows that a hook saves come before its own row; the hook does not run again then: it would save them twice. */
    private void give(Arrival arrival, Guide guide) {
        if (arrival.result == null) {
            Row row = arrival.row.copy();
            guide.behind(row);
            if (accept()) {
                arrival.result = row;
                place = given;
                return;
            }
            take(row, guide);
        } else {
            take(arrival.result.copy(), guide);
        }
    }

    private void take(Row row, Guide guide) {
        if (!row.isSkipped()) {
            guide.take(row);
        }
        given++;
        place = arrivals.size();
    }
}
