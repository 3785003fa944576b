package doppel.restore;

import doppel.DoppelException;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import doppel.migration.StepFailure;
import doppel.migration.WaitsForRows;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Saves what statements give, many at a time. A batch that the database refuses is rolled back and split until the statements
 * that it refuses stand alone; those, and statements that throw, are deferred and run again later. A full batch is inserted while
 * the next one fills, and that one right behind it: whatever looks at the target waits for both. Used by one thread; when it is closed, nothing uses the target.
 */
final class Saver implements AutoCloseable {

    private static final int FEWEST_UNITS = 250;
    private static final int PIECES = 10;
    private static final long MOST_BYTES = 4 << 20;

    private final Target target;
    private final TargetFit fit;
    private final Refusals refusals;
    private final UntypedColumns untyped;
    private final Deferral deferral = new Deferral();
    private final Insertion insertion;
    private final Map<String, List<ForeignKey>> references = new HashMap<>();
    private Batch pending;
    private int mostUnits;
    private Unit current;
    private Set<WaitKey> missed = Set.of();
    private long savedUnits;
    private boolean given;

    Saver(Target target, Refusals refusals, UntypedColumns untyped) {
        this.target = target;
        this.fit = new TargetFit(target.schema());
        this.refusals = refusals;
        this.untyped = untyped;
        this.insertion = new Insertion(target);
        this.pending = new Batch(target);
        this.mostUnits = target.rowsAtOnce();
        target.schema().tables().forEach(table -> references.put(table.name(), table.foreignKeys()));
    }

    TargetFit fit() {
        return fit;
    }

    /** The target, with nothing under way in it. */
    Target target() {
        settle();
        return target;
    }

    Refusals refusals() {
        return refusals;
    }

    /** Whether the statement that was run at last has given all of its rows. */
    boolean hasGiven() {
        return given;
    }

    /** Whether a statement is running. */
    boolean running() {
        return current != null;
    }

    /** The statement that is running. */
    Unit current() {
        return current;
    }

    /** Runs a statement, and saves its rows sooner or later. */
    void run(Unit unit) {
        take(unit, give(unit));
        unit.fixture().saveCreated();
    }

    private void take(Unit unit, String failure) {
        if (failure != null) {
            deferral.add(unit, missed);
        } else if (unit.isEmpty()) {
            unit.account().countSkipped();
        } else {
            if (unit.weight() >= MOST_BYTES) {
                settle(); // so that few huge values are in memory together
            }
            pending.add(unit);
            if (pending.size() >= mostUnits || pending.weight() >= MOST_BYTES) {
                insertion.begin(takePending());
                settle(1);
            }
        }
    }

    /** Runs a statement so that it gives its rows; says why it cannot, or null. */
    String give(Unit unit) {
        current = unit;
        missed = Set.of();
        given = false;
        try {
            unit.run();
            given = true;
            if (untyped.isEmpty() && refusals.isEmpty()) {
                return null;
            }
            String reason = untyped.problem(unit.rows());
            return reason == null ? refusals.reason(unit.rows()) : reason;
        } catch (DoppelException | VirtualMachineError e) {
            if (e instanceof StackOverflowError) {
                return "StackOverflowError";
            }
            throw e;
        } catch (StepFailure | WaitsForRows e) {
            return e.getMessage();
        } catch (Throwable e) {
            return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        } finally {
            current = null;
        }
    }

    /** Takes a row of the running statement as it is now, whatever is done to it later. */
    void add(Row row) {
        if (fit.fit(row, current.fixture().schema())) {
            current.add(row.copy());
        }
    }

    /** Looks for a row among those of the running statement, then in the database with everything saved so far. */
    Optional<Row> find(String table, String[] columns, Object[] values) {
        Table known = fit.table(table);
        for (String column : columns) {
            fit.column(known, column);
        }
        List<String> names = List.of(columns);
        WaitKey key = WaitKey.of(table, names, Arrays.asList(values));
        if (current != null) {
            for (Row row : current.rows()) {
                if (row.table().equals(table) && key.values().equals(WaitKey.valuesOf(row, names))) {
                    return Optional.of(row);
                }
            }
        }
        settle();
        if (pending.tables().contains(table)) {
            Unit running = current;
            Set<WaitKey> missedSoFar = missed;
            flush();
            current = running;
            missed = missedSoFar;
        }
        Optional<Row> found = target.find(table, columns, values);
        if (found.isEmpty()) {
            missed = missed.isEmpty() ? new LinkedHashSet<>() : missed;
            missed.add(key);
        }
        return found;
    }

    /** Runs a statement for the last time; says why it cannot be saved, or null if it has been. */
    String runAlone(Unit unit) {
        String reason = give(unit);
        unit.fixture().saveCreated();
        reason = reason == null ? refusal(unit) : reason;
        if (reason != null) {
            return reason;
        }
        if (unit.isEmpty()) {
            unit.account().countSkipped();
            return null;
        }
        reason = insert(List.of(unit));
        if (reason == null) {
            unit.account().countSaved(1);
        }
        return reason;
    }

    /** Why a statement cannot be saved, as far as that can be known without the database; null if it may. */
    private String refusal(Unit unit) {
        try {
            for (Row row : unit.rows()) {
                target.check(row);
            }
            return null;
        } catch (RefusedException e) {
            return e.getMessage();
        }
    }

    /** Puts everything that waits in memory into the database. */
    void flush() {
        settle();
        if (pending.size() > 0) {
            save(takePending(), false);
        }
    }

    /** Waits for everything that is under way. */
    private void settle() {
        settle(0);
    }

    /** Waits until no more batches than these are under way, and deals with what became of the others. */
    private void settle(int most) {
        while (insertion.underWay() > most) {
            Insertion.Outcome outcome = insertion.outcome();
            save(outcome.batch(), outcome.refusal(), false);
            outcome.untried().forEach(insertion::begin);
        }
    }

    private Batch takePending() {
        Batch batch = pending;
        pending = new Batch(target);
        return batch;
    }

    private Batch batch(List<Unit> units) {
        Batch batch = new Batch(target);
        units.forEach(batch::add);
        return batch;
    }

    private void save(Batch batch, boolean checked) {
        save(batch, insertion.insert(batch), checked);
    }

    /** Deals with statements that have been inserted, or refused. */
    private void save(Batch batch, String refusal, boolean checked) {
        List<Unit> units = batch.units();
        if (refusal == null) {
            mostUnits = Math.min(target.rowsAtOnce(), 2 * mostUnits);
            batch.countSaved();
            deferral.saved(units);
            savedUnits += units.size();
            return;
        }
        mostUnits = Math.max(FEWEST_UNITS, mostUnits / 2); // where one is refused, more are
        if (units.size() == 1) {
            deferral.add(units.get(0), missingReferences(units.get(0)));
        } else if (!checked) {
            saveThePossible(units);
        } else {
            int pieces = units.size() > PIECES * FEWEST_UNITS ? PIECES : 2;
            for (int i = 0; i < pieces; i++) {
                save(batch(units.subList(i * units.size() / pieces, (i + 1) * units.size() / pieces)), true);
            }
        }
    }

    /** What is known to be refused costs no rollback each. */
    private void saveThePossible(List<Unit> units) {
        List<Unit> possible = new ArrayList<>();
        for (Unit unit : units) {
            if (refusal(unit) == null) {
                possible.add(unit);
            } else {
                deferral.add(unit, List.of());
            }
        }
        if (!possible.isEmpty()) {
            save(batch(possible), true);
        }
    }

    /** Inserts all rows of these statements, or none; says why not, or null. */
    String insert(List<Unit> units) {
        settle();
        return insertion.insert(batch(units));
    }

    /** The rows that a statement refers to and that are not there, where that may be why it was refused. */
    List<WaitKey> missingReferences(Unit unit) {
        List<WaitKey> missing = new ArrayList<>();
        if (target.checksReferencesAtOnce()) {
            for (Row row : unit.rows()) {
                for (ForeignKey key : references.get(row.table())) {
                    missingReference(row, key).ifPresent(missing::add);
                }
            }
        }
        return missing;
    }

    /** The row that a foreign key of this row refers to, if it is not there. */
    Optional<WaitKey> missingReference(Row row, ForeignKey key) {
        String[] columns = key.referencedColumns().toArray(String[]::new);
        return reference(row, key)
                .filter(referenced ->
                        target.find(key.table(), columns, valuesOf(row, key)).isEmpty());
    }

    /** The row that a foreign key of this row refers to, be it there or not. */
    Optional<WaitKey> reference(Row row, ForeignKey key) {
        Object[] values = valuesOf(row, key);
        boolean checked = target.schema().table(key.table()).isPresent()
                && Arrays.stream(values).noneMatch(value -> value == null);
        return checked
                ? Optional.of(WaitKey.of(key.table(), key.referencedColumns(), Arrays.asList(values)))
                : Optional.empty();
    }

    private static Object[] valuesOf(Row row, ForeignKey key) {
        return key.columns().stream().map(row::get).toArray();
    }

    /** The foreign keys of a table of the target. */
    List<ForeignKey> references(String table) {
        return references.get(table);
    }

    /** Runs what has become ready now that all rows of a table have come. */
    void tableEnds() {
        if (deferral.size() > 0 || target.checksReferencesAtOnce()) {
            runReady(); // else nothing waits for what is pending, and it can wait for more
        }
    }

    /** Runs what has become ready, until nothing is. */
    void runReady() {
        flush();
        for (Unit unit = deferral.nextReady(); unit != null; unit = deferral.nextReady()) {
            run(unit);
            if (pending.size() > 0 && deferral.isIdle()) {
                flush();
            }
        }
    }

    /** Runs what was deferred, round after round, until a whole round saves nothing. */
    void runDeferred() {
        flush();
        long before = -1;
        while (deferral.size() > 0 && savedUnits != before) {
            before = savedUnits;
            deferral.round(unit -> {
                run(unit);
                if (!deferral.isIdle()) {
                    runReady();
                }
            });
            runReady();
        }
    }

    Deferral deferral() {
        return deferral;
    }

    @Override
    public void close() {
        insertion.close();
    }
}
