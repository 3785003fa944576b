package doppel.restore.save;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.restore.statement.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Inserts batches of statements into a target, all of a batch or nothing: immediately, or one after the other in a
 * separate thread while the owner continues. The target belongs to that thread until the owner has asked for every
 * outcome. Used by one thread.
 */
final class Insertion implements AutoCloseable {

    private final Target target;
    private final Set<String> prepared = new HashSet<>();
    private ExecutorService writer;
    private Thread thread; // the writer's
    private final Deque<UnderWay> underWay = new ArrayDeque<>(); // the oldest first
    private boolean stopped; // used only by the writer while something is under way

    /**
     * The outcome of a batch.
     *
     * @param batch the batch
     * @param refusal why it was refused, if it was
     * @param untried the batches after a refused one, which have not been tried
     */
    record Outcome(Batch batch, Optional<Refusal> refusal, List<Batch> untried) {}

    private record UnderWay(Batch batch, Future<Optional<Refusal>> refusal) {}

    Insertion(Target target) {
        this.target = target;
    }

    /** Begins to insert a batch, right after those that are under way. */
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
    private Optional<Refusal> insertBehind(Batch batch) {
        if (stopped) {
            return Optional.empty(); // not asked for: see outcome
        }
        stopped = true;
        Optional<Refusal> refusal = insert(batch);
        stopped = refusal.isPresent();
        return refusal;
    }

    /** The number of batches whose outcome has not been asked for. */
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
        Optional<Refusal> refusal = refusalOfNext();
        if (refusal.isEmpty()) {
            return new Outcome(oldest, refusal, List.of());
        }
        List<Batch> untried = new ArrayList<>();
        while (!underWay.isEmpty()) {
            untried.add(underWay.element().batch());
            refusalOfNext();
        }
        stopped = false;
        return new Outcome(oldest, refusal, untried);
    }

    private Optional<Refusal> refusalOfNext() {
        Future<Optional<Refusal>> awaited = underWay.remove().refusal();
        return Waiting.uninterrupted(() -> {
            try {
                return awaited.get();
            } catch (ExecutionException e) {
                underWay.clear();
                throw Waiting.rethrown(e.getCause());
            }
        });
    }

    /** Inserts a batch immediately; returns why it was refused, if it was. */
    Optional<Refusal> insert(Batch batch) {
        for (String table : batch.tables()) {
            if (prepared.add(table)) {
                target.prepare(table);
            }
        }
        target.savepoint();
        try {
            batch.insert();
        } catch (RefusedException e) {
            target.rollbackToSavepoint();
            return Optional.of(new Refusal(e.getMessage()));
        }
        target.releaseSavepoint();
        return Optional.empty();
    }

    /** Waits for everything under way, whatever its outcome; after this, the target is no longer used. */
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
