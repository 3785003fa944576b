package doppel.restore.save;

import doppel.restore.statement.DeferredStatement;
import doppel.restore.statement.Origin;
import doppel.restore.statement.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The statements that could not be saved yet. If it is known which rows a statement waits for, it becomes ready as soon
 * as one of them is saved; so a chain of rows, in any order, is saved in time proportional to its length. Statements
 * that wait for unknown reasons are tried again in rounds. A statement that was read keeps only its place. Not
 * thread-safe.
 */
public final class Deferral {

    /** Above this number, statements are only tried in rounds, so that memory stays bounded. */
    private static final int MOST_WAITS = 500_000;

    /** A statement that waits. */
    private static final class Waiting {
        private final DeferredStatement statement;
        private boolean taken;

        Waiting(Statement deferred) {
            statement = DeferredStatement.of(deferred);
        }

        Origin origin() {
            return statement.origin();
        }

        Statement take() {
            taken = true;
            return statement.again();
        }
    }

    private final WaitIndex<Waiting> waits = new WaitIndex<>();
    private final Deque<Waiting> ready = new ArrayDeque<>();
    private List<Waiting> waiting = new ArrayList<>();
    private int count;
    private boolean backwards;

    /** Defers a statement until one of these rows is saved, or the next round. */
    public void add(Statement statement, Collection<WaitKey> waitsFor) {
        Waiting deferred = new Waiting(statement);
        waiting.add(deferred);
        count++;
        for (WaitKey key : waitsFor) {
            if (waits.size() == MOST_WAITS) {
                return;
            }
            waits.add(key, deferred);
        }
    }

    /** Marks statements as ready that wait for the rows of these statements, which are saved now. */
    void saved(List<Statement> statements) {
        if (waits.size() > 0) {
            statements.forEach(statement -> statement.rows().forEach(row -> ready.addAll(waits.take(row))));
        }
    }

    /** The next statement that is ready; null if there is none. */
    Statement nextReady() {
        while (!ready.isEmpty()) {
            Waiting next = ready.poll();
            if (!next.taken) {
                count--;
                return next.take();
            }
        }
        return null;
    }

    /** Whether nothing is ready. */
    boolean isIdle() {
        return ready.isEmpty();
    }

    /** How many statements wait. */
    public int size() {
        return count;
    }

    /**
     * Tries all waiting statements, once each. Each round goes in the opposite direction, so that statements that wait
     * for later ones come after them.
     */
    void round(Consumer<Statement> attempt) {
        List<Waiting> round = waiting;
        waiting = new ArrayList<>();
        if (backwards) {
            Collections.reverse(round);
        } else {
            round.sort(Comparator.comparingInt(
                            (Waiting deferred) -> deferred.origin().file())
                    .thenComparingLong(deferred -> deferred.origin().ordinal()));
        }
        backwards = !backwards;
        run(round, attempt);
    }

    /** Gives up all waiting statements, in the order of the files. */
    public void giveUp(Consumer<Statement> taker) {
        backwards = false;
        round(taker);
    }

    private void run(List<Waiting> round, Consumer<Statement> attempt) {
        for (Waiting deferred : round) {
            if (!deferred.taken) {
                count--;
                attempt.accept(deferred.take());
            }
        }
    }
}
