package doppel.migration.passage;

import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.migration.StepContext;
import doppel.migration.action.ActionContext;
import doppel.migration.action.DistinctAction;
import doppel.migration.action.JoinAction;
import doppel.migration.action.JoinedRows;
import doppel.migration.action.KeyChange;
import doppel.migration.action.LookupAction;
import doppel.migration.action.NaturalKeys;
import doppel.migration.action.OrphanAction;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** What actions and code of steps can ask for while a row passes them. Used by one thread. */
final class RowContext implements ActionContext, StepContext {

    private final Routes routes;
    private final RowOrder order;
    private final List<Outline> outlines;
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Queue<Passage.Created> created = new ArrayDeque<>();
    private int leg;
    private Crossing crossing;
    private Crossing.Walk walk;

    /**
     * Where a row is.
     *
     * @param leg the step
     * @param crossing the rows of its statement
     * @param walk its own way
     */
    record Place(int leg, Crossing crossing, Crossing.Walk walk) {}

    /** @param outlines before the first step, before the second, ... after the last */
    RowContext(Routes routes, RowOrder order, List<Outline> outlines) {
        this.routes = routes;
        this.order = order;
        this.outlines = outlines;
    }

    Place place() {
        return new Place(leg, crossing, walk);
    }

    void goBackTo(Place before) {
        at(before.leg(), before.crossing(), before.walk());
    }

    /** An action of this step follows for this row. */
    void at(int step, Crossing rows, Crossing.Walk itsWalk) {
        leg = step;
        crossing = rows;
        walk = itsWalk;
    }

    /** The next row that a step has created; null if there is none. */
    Passage.Created nextCreated() {
        return created.poll();
    }

    /** The context of code of a step that no row is given to. */
    StepContext alone(int step) {
        return new StepContext() {
            @Override
            public Row row(String table) {
                return RowContext.this.row(table);
            }

            @Override
            public void save(Row row) {
                created.add(new Passage.Created(row.copy(), step));
            }
        };
    }

    @Override
    public Row row(String table) {
        return new Row(shapes.computeIfAbsent(table, Shape::empty));
    }

    @Override
    public void save(Row row) {
        Route route = routes.ofNew(leg, row.table());
        crossing.save(new Crossing.Walk(route, row.copy().made()));
    }

    @Override
    public void create(Row row) {
        created.add(new Passage.Created(row, leg));
    }

    @Override
    public StepContext ofCode() {
        return this;
    }

    @Override
    public JoinedRows joined(JoinAction action) {
        return routes.joined(action);
    }

    @Override
    public NaturalKeys keys(LookupAction action) {
        return routes.keys(action);
    }

    @Override
    public void note(Object about, Object value) {
        walk.note(about, value);
    }

    @Override
    public Object noted(Object about) {
        return walk.notes().get(about);
    }

    @Override
    public RuntimeException waitsFor(String table) {
        return new WaitsForRows(table);
    }

    @Override
    public void requireComplete(JoinAction action) {
        String table = action.join().table();
        order.requireComplete(table, outlines.get(leg).table(table));
    }

    @Override
    public void requireComplete(KeyChange change) {
        order.requireComplete(change.table(), outlines.get(leg).table(change.tableBefore()));
    }

    @Override
    public void requireComplete(OrphanAction action) {
        order.requireComplete(action.parent(), outlines.get(0).table(action.parent()));
    }

    @Override
    public void requireComplete(LookupAction action) {
        String table = action.lookup().table();
        order.requireComplete(table, outlines.get(leg + 1).table(table));
    }

    @Override
    public void requireInTime(DistinctAction action) {
        if (order.isReliedOn(outlines.get(leg).table(action.tableBefore()))) {
            throw new IllegalStateException("it is equal to another in " + String.join(", ", action.columns())
                    + ", but comes after rows that may refer to it: say distinct before lookUp, join and code");
        }
    }
}
