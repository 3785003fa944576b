package doppel.restore;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Puts batches of statements into a target, all of a batch or nothing: at once, or in a thread of its own while its owner goes
 * on. There is one batch at a time, and the target belongs to it until its owner has asked for the outcome. Used by one
 * thread.
 */
final class Insertion implements AutoCloseable {

    private final Target target;
    private final Set<String> prepared = new HashSet<>();
    private ExecutorService writer;
    private Thread thread; // the writer's
    private Future<String> outcome;
    private List<Unit> units = List.of();

    /** Statements whose rows are ready to be inserted. */
    record Batch(List<Unit> units, List<Row> rows, Target.Ready ready) {}

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

    /** Begins to insert a batch, when the outcome of the one before has been asked for. */
    void begin(Batch batch) {
        if (writer == null) {
            writer = Executors.newSingleThreadExecutor(task -> {
                thread = new Thread(task, "doppel-writer");
                thread.setDaemon(true);
                return thread;
            });
        }
        units = batch.units();
        outcome = writer.submit(() -> insert(batch));
    }

    /** Whether there is a batch whose outcome has not been asked for. */
    boolean isRunning() {
        return outcome != null;
    }

    /** The statements of the batch that was begun last. */
    List<Unit> units() {
        return units;
    }

    /**
     * Waits until the batch is in the target, or refused.
     *
     * @return why it was refused; null if it was not
     * @throws doppel.DatabaseException if the target failed
     */
    String outcome() {
        Future<String> awaited = outcome;
        outcome = null;
        return Waiting.uninterrupted(() -> {
            try {
                return awaited.get();
            } catch (ExecutionException e) {
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
