package doppel.restore.existing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Counts that go back with a savepoint. Not thread-safe. */
final class Tally<K> {

    private final Deque<Map<K, Long>> levels = new ArrayDeque<>(); // since each savepoint, the newest first

    Tally() {
        levels.push(new HashMap<>());
    }

    void add(K key, long count) {
        levels.element().merge(key, count, Long::sum);
    }

    /** How often something was counted, and not taken back. */
    long count(K key) {
        return levels.stream().mapToLong(level -> level.getOrDefault(key, 0L)).sum();
    }

    void savepoint() {
        levels.push(new HashMap<>());
    }

    void rolledBack() {
        levels.pop();
    }

    void released() {
        levels.pop().forEach((key, count) -> levels.element().merge(key, count, Long::sum));
    }
}
