package doppel.restore.statement;

import doppel.StorageException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Reads statements in a separate thread, ahead of the thread that takes them, as far as a bounded queue allows.
 * Statements come in their order, followed by any exception of the reading, unchanged.
 */
public final class ReadAhead implements AutoCloseable {

    private static final int BATCH = 500;
    private static final long BATCH_WEIGHT = 1 << 19;
    private static final int MOST_BATCHES = 6;
    private static final long MOST_WEIGHT = 4 << 20;

    /** Gives all statements, one after the other. */
    public interface Reading {

        /** Reads until the end, or until the taker throws. */
        void into(Consumer<Statement> taker);
    }

    private final Thread thread;
    private final Path what;
    private final Deque<Batch> queue = new ArrayDeque<>(); // this and what follows: guarded by this
    private long queued;
    private boolean ended;
    private boolean abandoned;
    private Throwable thrown;
    private List<Statement> filling = new ArrayList<>(BATCH); // this and what follows: the thread's own
    private long weight;

    /**
     * What is passed between the threads.
     *
     * @param statements statements
     * @param weight about how much memory they take, in bytes
     */
    private record Batch(List<Statement> statements, long weight) {}

    /** @param what what is read, for messages */
    public ReadAhead(Path what, Reading reading) {
        this.what = what;
        thread = new Thread(() -> read(reading), "doppel-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(Reading reading) {
        Throwable failure = null;
        try {
            reading.into(this::put);
        } catch (Throwable e) {
            failure = e;
        }
        try {
            pass();
        } catch (CancellationException e) {
            return; // nothing is taken any more
        }
        synchronized (this) {
            thrown = failure;
            ended = true;
            notifyAll();
        }
    }

    private void put(Statement statement) {
        filling.add(statement);
        weight += statement.weight();
        if (filling.size() == BATCH || weight >= BATCH_WEIGHT) {
            pass();
        }
    }

    private void pass() {
        synchronized (this) {
            while (!abandoned && !queue.isEmpty() && (queue.size() == MOST_BATCHES || queued + weight > MOST_WEIGHT)) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody knows this thread", e);
                }
            }
            if (abandoned) {
                throw new CancellationException();
            }
            queue.add(new Batch(filling, weight));
            queued += weight;
            notifyAll();
        }
        filling = new ArrayList<>(BATCH);
        weight = 0;
    }

    /** Passes on all statements; throws what the reading throws. */
    public void forEach(Consumer<Statement> taker) {
        for (Batch batch = next(); batch != null; batch = next()) {
            batch.statements().forEach(taker);
        }
    }

    private synchronized Batch next() {
        try {
            while (queue.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.of("Reading " + what, new InterruptedIOException());
        }
        Batch batch = queue.poll();
        if (batch == null && thrown != null) {
            throw Waiting.rethrown(thrown);
        }
        if (batch != null) {
            queued -= batch.weight();
            notifyAll();
        }
        return batch;
    }

    /** Ends the reading, wherever it is. */
    @Override
    public void close() {
        synchronized (this) {
            abandoned = true;
            notifyAll();
        }
        Waiting.uninterrupted(() -> {
            thread.join();
            return null;
        });
    }
}
