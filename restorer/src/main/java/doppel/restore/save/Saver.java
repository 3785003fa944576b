package doppel.restore.save;

import doppel.DoppelException;
import doppel.FixtureException;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import doppel.migration.passage.StepFailure;
import doppel.migration.passage.WaitsForRows;
import doppel.restore.code.FixtureCompiler;
import doppel.restore.statement.Statement;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Saves the rows of statements, many at a time. A batch that the database refuses is rolled back and split until the
 * statements that it refuses stand alone; those, and statements that throw, are deferred and run again later. A full
 * batch is inserted while the next one fills, and that one right after it; code that looks at the target waits for
 * both. Used by one thread; after it is closed, nothing uses the target.
 */
public final class Saver implements AutoCloseable {

    private static final int FEWEST_STATEMENTS = 250;
    private static final int PIECES = 10;
    private static final long MOST_BYTES = 4 << 20;

    private final Target target;
    private final TargetFit fit;
    private final RequiredColumns required;
    private final Refusals refusals;
    private final ColumnRules rules;
    private final Deferral deferral = new Deferral();
    private final Insertion insertion;
    private final UnaryOperator<Row> ids;
    private final Map<String, List<ForeignKey>> references = new HashMap<>();
    private Batch pending;
    private int mostStatements;
    private Statement current;
    private Set<WaitKey> missed = Set.of();
    private long finishedStatements;
    private boolean given;

    /**
     * @param asDumped whether the rows of a table come as they were dumped; asked only if rows do not fit
     * @param refusals rows that must not be saved
     * @param ids gives rows the keys that they have in the target; it may throw to defer a row
     */
    public Saver(
            Schema source,
            Target target,
            Predicate<Table> asDumped,
            Refusals refusals,
            ColumnRules rules,
            UnaryOperator<Row> ids) {
        this.target = target;
        this.fit = new TargetFit(source, target.schema(), asDumped);
        this.required = new RequiredColumns(target.schema());
        this.refusals = refusals;
        this.rules = rules;
        this.ids = ids;
        this.insertion = new Insertion(target);
        this.pending = new Batch(target);
        this.mostStatements = target.rowsAtOnce();
        target.schema().tables().forEach(table -> references.put(table.name(), table.foreignKeys()));
    }

    TargetFit fit() {
        return fit;
    }

    /** The target, with nothing under way in it. */
    public Target target() {
        settle();
        return target;
    }

    public Refusals refusals() {
        return refusals;
    }

    /** Whether the statement that ran last has given all of its rows. */
    public boolean hasGiven() {
        return given;
    }

    /** Whether a statement is running. */
    public boolean running() {
        return current != null;
    }

    /** The statement that is running. */
    public Statement current() {
        return current;
    }

    /** Runs a statement, and saves its rows now or later. */
    public void run(Statement statement) {
        take(statement, give(statement));
        statement.fixture().saveCreated();
    }

    private void take(Statement statement, Optional<Refusal> failure) {
        if (failure.isPresent()) {
            deferral.add(statement, missed);
        } else if (statement.isEmpty()) {
            statement.account().countSkipped();
            finishedStatements++;
        } else {
            if (statement.weight() >= MOST_BYTES) {
                settle(); // so that only few huge values are in memory together
            }
            pending.add(statement);
            if (pending.size() >= mostStatements || pending.weight() >= MOST_BYTES) {
                insertion.begin(takePending());
                settle(1);
            }
        }
    }

    /** Runs a statement to get its rows; returns why that failed, if it did. */
    Optional<Refusal> give(Statement statement) {
        current = statement;
        missed = Set.of();
        given = false;
        try {
            statement.run();
            given = true;
            if (rules.isEmpty() && refusals.isEmpty()) {
                return Optional.empty();
            }
            return rules.refusal(statement.rows()).or(() -> refusals.of(statement.rows()));
        } catch (FixtureException e) {
            throw placed(e, statement);
        } catch (DoppelException | VirtualMachineError e) {
            if (e instanceof StackOverflowError) {
                return Optional.of(new Refusal("StackOverflowError"));
            }
            throw e;
        } catch (StepFailure | WaitsForRows e) {
            return Optional.of(new Refusal(e.getMessage()));
        } catch (NoSuchElementException e) {
            return Optional.of(new Refusal(missed.isEmpty() ? e.toString() : named(e).getMessage()));
        } catch (ClassCastException e) {
            return Optional.of(new Refusal(WrongKind.reason(e, statement)));
        } catch (Throwable e) {
            String message = e.getMessage() == null ? "" : ": " + e.getMessage();
            return Optional.of(new Refusal(e.getClass().getSimpleName() + message));
        } finally {
            current = null;
        }
    }

    /** The same with the place of a statement that was compiled, since only such ones are written by hand. */
    private static FixtureException placed(FixtureException e, Statement statement) {
        boolean known = e.location().isPresent()
                || statement.origin().readable()
                || statement.origin().line() < 1;
        return known
                ? e
                : new FixtureException(
                        e.code(),
                        e.getMessage(),
                        e.nextStep(),
                        FixtureCompiler.location(
                                statement.fixture().directory(),
                                statement.fixture().file(statement.origin().file()),
                                statement.origin().line(),
                                0),
                        e);
    }

    /** Takes a row of the running statement as it is now; later changes to it do not matter. */
    public void add(Row row) {
        if (fit.fit(row)) {
            current.add(ids.apply(rules.taken(row.copy())));
        }
    }

    /** Finds a row among those of the running statement, or else in the database with everything saved so far. */
    public Optional<Row> find(String table, String[] columns, Object[] wanted) {
        Object[] values = rules.taken(table, columns, wanted);
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
            Statement running = current;
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

    /** The same exception, which says what was looked for last in vain. */
    public NoSuchElementException named(NoSuchElementException e) {
        if (missed.isEmpty()) {
            return e;
        }
        List<WaitKey> looked = List.copyOf(missed);
        NoSuchElementException named = new NoSuchElementException(
                "there is no " + looked.get(looked.size() - 1).words());
        named.initCause(e);
        named.setStackTrace(e.getStackTrace());
        return named;
    }

    /** Runs a statement for the last time; returns why it could not be saved, if it could not. */
    public Optional<Refusal> runAlone(Statement statement) {
        Optional<Refusal> failure = give(statement);
        statement.fixture().saveCreated();
        Optional<Refusal> refusal = failure.or(() -> refusal(statement));
        if (refusal.isEmpty() && !statement.isEmpty()) {
            refusal = insert(List.of(statement));
        }
        if (refusal.isEmpty()) {
            statement.countDone();
        }
        return refusal;
    }

    /** Why a statement cannot be saved, if that can be told without the database. */
    private Optional<Refusal> refusal(Statement statement) {
        try {
            Optional<Refusal> refusal = Optional.empty();
            for (Row row : statement.rows()) {
                target.check(row);
                refusal = refusal.or(() -> required.refusal(row));
            }
            return refusal;
        } catch (RefusedException e) {
            return Optional.of(new Refusal(e.getMessage()));
        }
    }

    /** Inserts everything that waits in memory. */
    public void flush() {
        settle();
        if (pending.size() > 0) {
            save(takePending(), false);
        }
    }

    /** Waits for everything that is under way. */
    private void settle() {
        settle(0);
    }

    /** Waits until at most this many batches are under way, and handles the outcomes of the others. */
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

    private Batch batch(List<Statement> statements) {
        Batch batch = new Batch(target);
        statements.forEach(batch::add);
        return batch;
    }

    private void save(Batch batch, boolean checked) {
        save(batch, insertion.insert(batch), checked);
    }

    /** Handles statements that were inserted or refused. */
    private void save(Batch batch, Optional<Refusal> refusal, boolean checked) {
        List<Statement> statements = batch.statements();
        if (refusal.isEmpty()) {
            mostStatements = Math.min(target.rowsAtOnce(), 2 * mostStatements);
            batch.countSaved();
            rules.saved(statements);
            deferral.saved(statements);
            finishedStatements += statements.size();
            return;
        }
        mostStatements = Math.max(FEWEST_STATEMENTS, mostStatements / 2); // a refused statement is rarely alone
        if (statements.size() == 1) {
            deferral.add(statements.get(0), missingReferences(statements.get(0)));
        } else if (!checked) {
            saveThePossible(statements);
        } else {
            int pieces = statements.size() > PIECES * FEWEST_STATEMENTS ? PIECES : 2;
            for (int i = 0; i < pieces; i++) {
                save(
                        batch(statements.subList(i * statements.size() / pieces, (i + 1) * statements.size() / pieces)),
                        true);
            }
        }
    }

    /** A refusal that is known beforehand costs no rollback. */
    private void saveThePossible(List<Statement> statements) {
        List<Statement> possible = new ArrayList<>();
        for (Statement statement : statements) {
            if (refusal(statement).isEmpty()) {
                possible.add(statement);
            } else {
                deferral.add(statement, List.of());
            }
        }
        if (!possible.isEmpty()) {
            save(batch(possible), true);
        }
    }

    /** Inserts all rows of these statements, or none; returns why it could not. */
    Optional<Refusal> insert(List<Statement> statements) {
        settle();
        Optional<Refusal> refusal = insertion.insert(batch(statements));
        if (refusal.isEmpty()) {
            rules.saved(statements);
        }
        return refusal;
    }

    /** The missing rows that a statement refers to, if that may be why it was refused. */
    List<WaitKey> missingReferences(Statement statement) {
        List<WaitKey> missing = new ArrayList<>();
        if (target.checksReferencesAtOnce()) {
            for (Row row : statement.rows()) {
                for (ForeignKey key : references.get(row.table())) {
                    missingReference(row, key).ifPresent(missing::add);
                }
            }
        }
        return missing;
    }

    /** The row that a foreign key of this row refers to, if it is missing. */
    Optional<WaitKey> missingReference(Row row, ForeignKey key) {
        String[] columns = key.referencedColumns().toArray(String[]::new);
        return reference(row, key)
                .filter(referenced ->
                        target.find(key.table(), columns, valuesOf(row, key)).isEmpty());
    }

    /** The row that a foreign key of this row refers to, whether it exists or not. */
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
    public void tableEnds() {
        if (deferral.size() > 0 || target.checksReferencesAtOnce()) {
            runReady(); // otherwise nothing waits for the pending rows, and they can wait for more
        }
    }

    /** Runs statements that are ready, until none is. */
    public void runReady() {
        flush();
        for (Statement statement = deferral.nextReady(); statement != null; statement = deferral.nextReady()) {
            run(statement);
            if (pending.size() > 0 && deferral.isIdle()) {
                flush();
            }
        }
    }

    /** Runs deferred statements, round after round, until a whole round saves and skips nothing. */
    public void runDeferred() {
        flush();
        long before = -1;
        while (deferral.size() > 0 && finishedStatements != before) {
            before = finishedStatements;
            deferral.round(statement -> {
                run(statement);
                if (!deferral.isIdle()) {
                    runReady();
                }
            });
            runReady();
        }
    }

    public Deferral deferral() {
        return deferral;
    }

    @Override
    public void close() {
        insertion.close();
    }
}
