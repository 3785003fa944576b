package doppel.restore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The statements that could not be saved yet. Where it is known which rows a statement waits for, it becomes ready as soon
 * as one of them is saved; so a chain of rows, in whatever order it comes, is saved in time proportional to its length. What
 * waits for reasons nobody can see is tried again in rounds. A statement that was read keeps only its place. Not thread-safe.
 */
final class Deferral {

    /** Above this, statements are tried in rounds only, so that memory stays bounded. */
    private static final int MOST_WAITS = 500_000;

    /** A statement that waits. */
    private static final class Waiting {
        private final Statement statement;
        private boolean taken;

        Waiting(Unit deferred) {
            statement = Statement.of(deferred);
        }

        Origin origin() {
            return statement.origin();
        }

        Unit take() {
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
    void add(Unit unit, Collection<WaitKey> waitsFor) {
        Waiting deferred = new Waiting(unit);
        waiting.add(deferred);
        count++;
        for (WaitKey key : waitsFor) {
            if (waits.size() == MOST_WAITS) {
                return;
            }
            waits.add(key, deferred);
        }
    }

    /** Makes ready what waits for the rows of these statements, now that they are saved. */
    void saved(List<Unit> units) {
        if (waits.size() > 0) {
            units.forEach(unit -> unit.rows().forEach(row -> ready.addAll(waits.take(row))));
        }
    }

    /** The next statement that is ready; null if there is none. */
    Unit nextReady() {
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
    int size() {
        return count;
    }

    /** Tries all that wait, once each. Each round goes the other way: what waits for something behind it comes after it then. */
    void round(Consumer<Unit> attempt) {
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

    /** Gives up all that wait, in the order of the files. */
    void giveUp(Consumer<Unit> taker) {
        backwards = false;
        round(taker);
    }

    private void run(List<Waiting> round, Consumer<Unit> attempt) {
        for (Waiting deferred : round) {
            if (!deferred.taken) {
                count--;
                attempt.accept(deferred.take());
            }
        }
    }
}
