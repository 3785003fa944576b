package doppel.restore;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Puts batches of statements into a target, all of a batch or nothing: at once, or one after the other in a thread of its own while
 * its owner goes on. The target belongs to that thread until the owner has asked for every outcome. Used by one thread.
 */
final class Insertion implements AutoCloseable {

    private final Target target;
    private final Set<String> prepared = new HashSet<>();
    private ExecutorService writer;
    private Thread thread; // the writer's
    private final Deque<UnderWay> underWay = new ArrayDeque<>(); // the oldest first
    private boolean stopped; // the writer's own as long as something is under way

    /** Statements whose rows are ready to be inserted. */
    record Batch(List<Unit> units, List<Row> rows, Target.Ready ready) {}

    /**
     * What became of a batch.
     *
     * @param units its statements
     * @param refusal why it was refused; null if it was not
     * @param untried the batches behind a refused one: none of them has been tried
     */
    record Outcome(List<Unit> units, String refusal, List<Batch> untried) {}

    private record UnderWay(Batch batch, Future<String> refusal) {}

    Insertion(Target target) {
        this.target = target;
    }

    /** Makes a batch ready, while the one before may still be under way. */
    Batch ready(List<Unit> units) {
        List<Row> rows = new ArrayList<>(units.size());
        for (Unit unit : units) {
            Row only = unit.onlyRow();
            if (only != null) {
                rows.add(only);
            } else {
                rows.addAll(unit.rows());
            }
        }
        return new Batch(units, rows, target.ready(rows));
    }

    /** Begins to insert a batch, right behind those that are under way. */
    void begin(Batch batch) {
        if (writer == null) {
            writer = Executors.newSingleThreadExecutor(task -> {
                thread = new Thread(task, "doppel-writer");
                thread.setDaemon(true);
                return thread;
            });
        }
        underWay.add(new UnderWay(batch, writer.submit(() -> insertBehind(batch))));
    }

    /** Inserts a batch unless one before it was refused, or the target failed. */
    private String insertBehind(Batch batch) {
        if (stopped) {
            return "untried";
        }
        stopped = true;
        String refusal = insert(batch);
        stopped = refusal != null;
        return refusal;
    }

    /** How many batches there are whose outcome has not been asked for. */
    int underWay() {
        return underWay.size();
    }

    /**
     * Waits until the oldest batch is in the target, or refused.
     *
     * @throws doppel.DatabaseException if the target failed
     */
    Outcome outcome() {
        Batch oldest = underWay.element().batch();
        String refusal = refusalOfNext();
        if (refusal == null) {
            return new Outcome(oldest.units(), null, List.of());
        }
        List<Batch> untried = new ArrayList<>();
        while (!underWay.isEmpty()) {
            untried.add(underWay.element().batch());
            refusalOfNext();
        }
        stopped = false;
        return new Outcome(oldest.units(), refusal, untried);
    }

    private String refusalOfNext() {
        Future<String> awaited = underWay.remove().refusal();
        return Waiting.uninterrupted(() -> {
            try {
                return awaited.get();
            } catch (ExecutionException e) {
                underWay.clear();
                throw Waiting.rethrown(e.getCause());
            }
        });
    }

    /** Inserts statements' rows at once; says why they were refused, or null. */
    String insert(List<Unit> statements) {
        return insert(ready(statements));
    }

    private String insert(Batch batch) {
        String table = null;
        for (Row row : batch.rows()) {
            table = prepare(row, table);
        }
        target.savepoint();
        try {
            batch.ready().insert();
        } catch (RefusedException e) {
            target.rollbackToSavepoint();
            return e.getMessage();
        }
        target.releaseSavepoint();
        return null;
    }

    @SuppressWarnings("ReferenceEquality") // rows of a shape share its name; another one costs a look-up
    private String prepare(Row row, String before) {
        String table = row.table();
        if (table != before && prepared.add(table)) {
            target.prepare(table);
        }
        return table;
    }

    /** Waits for what is under way, whatever comes of it: nobody uses the target any more after this. */
    @Override
    public void close() {
        if (writer != null) {
            writer.shutdown();
            Waiting.uninterrupted(() -> {
                thread.join();
                return null;
            });
        }
    }
}
