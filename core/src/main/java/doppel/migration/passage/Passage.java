package doppel.migration.passage;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.fixture.Row;
import doppel.migration.Changes;
import doppel.migration.StepContext;
import doppel.migration.action.Action;
import doppel.migration.action.NumberedAction;
import doppel.migration.action.OrphanAction;
import doppel.migration.action.TableOutline;
import doppel.schema.Identity;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The passage of rows through the steps of one restore. Rows that steps create on their own wait in a queue, to be
 * saved as rows that belong to no statement. Used by one thread.
 */
public final class Passage {

    private final List<Leg> legs;
    private final List<Outline> outlines =
            new ArrayList<>(); // before the first step, before the second, ... after the last
    private final Following following;
    private final Routes routes;
    private final Spelling spelling;
    private final RowOrder order;
    private final Set<String> certain =
            new HashSet<>(); // the fixture's tables whose rows have exactly the known columns
    private final RowContext context;
    private Map<String, List<String>> superfluous = Map.of();

    /**
     * A row that a step has created on its own.
     *
     * @param row the row, of the version that the step leads to
     * @param leg the step
     */
    public record Created(Row row, int leg) {}

    Passage(List<Leg> legs, Schema source, Predicate<Table> sure, Spelling spelling) {
        this.legs = List.copyOf(legs);
        this.spelling = spelling;
        Schema spelled = spelling.of(source);
        source.tables().stream().filter(sure).forEach(table -> certain.add(spelling.of(table.name())));
        outlines.add(Outline.of(spelled, table -> certain.contains(table.name())));
        for (Leg each : legs) {
            outlines.add(outlines.get(outlines.size() - 1).after(each));
        }
        following = new Following(this.legs, outlines, source, spelling);
        routes = new Routes(legs, following, new Orphans(this.legs, outlines, source, spelling, following));
        order = new RowOrder(spelled);
        context = new RowContext(routes, order, outlines);
    }

    /**
     * Checks that rows fit a schema after all steps.
     *
     * @throws doppel.MigrationException if they do not fit, and no step says what happens to them
     */
    public void requireFit(Schema source, Schema target) {
        spelling.towards(target);
        superfluous = new FitCheck(outlines.get(legs.size()), spelling.of(source), spelling.of(target), spelling).run();
    }

    /**
     * Takes a row through all steps.
     *
     * @param taker receives the resulting rows: one, none or several
     * @throws StepFailure if a step refuses it
     * @throws WaitsForRows if other rows have to come before it
     */
    public void pass(Row row, Consumer<Row> taker) {
        Crossing alone = new Crossing();
        enter(alone, row);
        cross(alone, passed -> {}, taker);
    }

    /** Takes a row that a step has created through the remaining steps; throws as {@link #pass(Row, Consumer)} does. */
    public void pass(Created row, Consumer<Row> taker) {
        Crossing alone = new Crossing();
        enter(alone, row);
        cross(alone, passed -> {}, taker);
    }

    /** Lets a row set out, as it is now, with the others of its statement. */
    public void enter(Crossing rows, Row row) {
        Row spelled = spelling.in(row.copy());
        order.comes(spelled.table());
        // code that misspells a column gets an error instead of NULL
        rows.save(new Crossing.Walk(
                routes.ofFixture(spelled.table()), spelled.strict(certain.contains(spelled.table()))));
    }

    /** The same for a row that a step has created. */
    public void enter(Crossing rows, Created row) {
        rows.save(new Crossing.Walk(
                routes.ofNew(row.leg(), row.row().table()), row.row().copy()));
    }

    /**
     * Takes the rows of a statement through all steps, from where they are; does nothing if that is under way.
     *
     * @param behind the hooks behind the steps, for each resulting row; they may let other rows enter
     * @param taker receives the resulting rows: one, none or several
     * @throws StepFailure if a step refuses a row
     * @throws WaitsForRows if other rows have to come before one
     */
    public void cross(Crossing rows, Consumer<Row> behind, Consumer<Row> taker) {
        RowContext.Place outer = context.place();
        try {
            rows.go(new Crossing.Guide() {
                @Override
                public Crossing.Ending walk(Crossing.Walk walk) {
                    return run(walk, rows);
                }

                @Override
                public void behind(Row row) {
                    behind.accept(row);
                }

                @Override
                public void take(Row row) {
                    taker.accept(row);
                }
            });
        } finally {
            context.goBackTo(outer);
        }
    }

    private Crossing.Ending run(Crossing.Walk walk, Crossing crossing) {
        Route route = walk.route();
        while (walk.at() < route.length()) {
            Action action = route.action(walk.at());
            context.at(route.leg(walk.at()), crossing, walk);
            Row before = action.runsCode() && crossing.keeps() ? walk.row().copy() : null;
            boolean goesOn;
            try {
                goesOn = action.apply(walk.row(), context);
            } catch (DoppelException | WaitsForRows e) {
                throw e;
            } catch (RuntimeException e) {
                if (before != null) {
                    walk.takeBack(before);
                }
                throw failure(route, walk.at(), walk.row(), e);
            }
            if (action.runsCode()) {
                crossing.seen();
            }
            walk.advance();
            if (!goesOn) {
                OrphanAction.left(walk.notes());
                return Crossing.Ending.LEFT;
            }
            if (crossing.hasSaved()) {
                return Crossing.Ending.PAUSED;
            }
        }
        if (!superfluous.isEmpty()) {
            superfluous.getOrDefault(walk.row().table(), List.of()).forEach(walk.row()::remove);
        }
        spelling.out(walk.row()).strict(false);
        return Crossing.Ending.ARRIVED;
    }

    private StepFailure failure(Route route, int at, Row row, RuntimeException e) {
        Leg failed = legs.get(route.leg(at));
        Action action = route.action(at);
        return new StepFailure(
                "step " + failed.words() + ", " + route.table(at) + ", " + action.words() + " (" + action.place()
                        + "): " + StepFailure.reason(e, row),
                e);
    }

    /** The next row that a step has created; null if there is none. */
    public Created nextCreated() {
        return context.nextCreated();
    }

    /** Sets whether the rows are read for the first time, one table after the other. */
    public void reading(boolean first) {
        order.reading(first);
    }

    /** Announces that all rows have come at least once. */
    public void complete() {
        order.complete();
    }

    /** Runs the steps' code before the first row. */
    public void beforeLoad() {
        for (int i = 0; i < legs.size(); i++) {
            run(i, legs.get(i).changes().beforeLoad());
        }
    }

    /** Runs the steps' code after the last row. */
    public void afterLoad() {
        for (int i = 0; i < legs.size(); i++) {
            run(i, legs.get(i).changes().afterLoad());
        }
    }

    /** The SQL of all steps that runs before the first row. */
    public List<Changes.Sql> sqlBefore() {
        return legs.stream().flatMap(leg -> leg.changes().sqlBefore().stream()).toList();
    }

    /** The SQL of all steps that runs after the last row. */
    public List<Changes.Sql> sqlAfter() {
        return legs.stream().flatMap(leg -> leg.changes().sqlAfter().stream()).toList();
    }

    private void run(int of, List<Consumer<StepContext>> code) {
        StepContext alone = context.alone(of);
        try {
            code.forEach(each -> each.accept(alone));
        } catch (DoppelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new MigrationException(
                    ErrorCode.STEP_THREW,
                    "beforeLoad or afterLoad of step " + legs.get(of).words() + " ("
                            + legs.get(of).place() + ") threw " + e + ".",
                    "Correct it; --stacktrace shows where it was thrown. Nothing was changed.",
                    e);
        }
    }

    /**
     * Where the numbering of the target's tables continues: for tables that come from the source, where it stood there.
     */
    public Map<String, Identity> numbering(Schema source, Schema target) {
        return Numbering.of(spelling.of(source), target, outlines.get(legs.size()), spelling);
    }

    /** The fixture's column that a column of the target comes from; empty if its table is made of several, or new. */
    public Optional<Origin> origin(Schema source, String table, String column) {
        return outlines.get(legs.size())
                .table(spelling.of(table))
                .flatMap(rows -> Origin.of(rows, spelling.of(column), source, spelling));
    }

    /** Whether steps consider both names the same. */
    public boolean same(String one, String other) {
        return spelling.same(one, other);
    }

    /** The tables of the target whose own rows are replaced by restored ones. */
    public List<String> replaced(Schema target) {
        Outline last = outlines.get(legs.size());
        return target.tables().stream()
                .map(Table::name)
                .filter(name -> last.table(spelling.of(name))
                        .filter(TableOutline::replacesRows)
                        .isPresent())
                .toList();
    }

    /** The greatest number of each sequence of the target that steps name, after all rows have come. */
    public Map<String, Long> sequences(Schema target) {
        Map<String, Long> greatest = new TreeMap<>();
        List<String> sequences = Spelling.sequences(target);
        for (TableOutline table : outlines.get(legs.size()).tables().values()) {
            for (NumberedAction numbers : table.numbered()) {
                sequences.stream()
                        .filter(name -> spelling.same(name, numbers.sequence()))
                        .forEach(name -> greatest.merge(name, numbers.greatest(), Math::max));
            }
        }
        return greatest;
    }

    /** Whether rows look up, join or equal others, so that later rows need earlier ones. */
    public boolean rowsNeedOthers() {
        return routes.rowsNeedOthers();
    }

    /** What the user should know about rows that were lost, a sentence each. */
    public List<String> notices() {
        return routes.lost();
    }
}
