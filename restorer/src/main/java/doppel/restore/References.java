package doppel.restore;

import doppel.dialect.DanglingReference;
import doppel.dialect.DanglingReferences;
import doppel.dialect.Target;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The references of a target that lead nowhere: those that were there before its rows came are nothing that could be
 * refused. Not thread-safe.
 */
final class References {

    private final Target target;
    private final Map<WaitKey, Long> before = new HashMap<>();

    /** @param filled whether the target may hold rows already */
    References(Target target, boolean filled) {
        this.target = target;
        if (filled) {
            target.danglingReferences(reference -> before.put(key(reference), reference.rows()));
        }
    }

    /** Those that have come. */
    List<DanglingReference> added() {
        List<DanglingReference> added = new ArrayList<>();
        target.danglingReferences(reference -> {
            if (reference.rows() > before.getOrDefault(key(reference), 0L)) {
                added.add(reference);
            }
        });
        return added;
    }

    /**
     * Those of foreign keys that more rows break now than broke them when they were dumped: somebody has edited what they refer
     * to, or them.
     */
    List<DanglingReference> beyond(Schema source) {
        DanglingReferences now = new DanglingReferences();
        target.danglingReferences(now::add);
        List<DanglingReference> beyond = new ArrayList<>();
        target.danglingReferences(reference -> {
            if (now.rows(reference.table(), reference.key()) > known(reference, source)) {
                beyond.add(reference);
            }
        });
        return beyond;
    }

    /** How many rows broke the key in the source; any number where the source says nothing of it. */
    private static long known(DanglingReference reference, Schema source) {
        boolean dumped = source.table(reference.key().table()).isPresent();
        return source.table(reference.table()).stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> key.toString().equals(reference.key().toString()))
                .filter(key -> dumped || key.dangling() > 0)
                .mapToLong(ForeignKey::dangling)
                .max()
                .orElse(Long.MAX_VALUE);
    }

    /** All of them, as sentences. */
    List<String> faults() {
        DanglingReferences faults = new DanglingReferences();
        target.danglingReferences(faults::add);
        return faults.sentences();
    }

    /**
     * Refuses these rows, those that refer to them, and so on. The target is of no use afterwards.
     *
     * @param first the rows
     * @param next finds more, now that others are gone
     */
    void refuse(List<DanglingReference> first, Supplier<List<DanglingReference>> next, Refusals refusals) {
        for (List<DanglingReference> found = first; !found.isEmpty(); found = next.get()) {
            for (DanglingReference reference : found) {
                refusals.add(reference);
                target.delete(reference);
            }
        }
    }

    private static WaitKey key(DanglingReference reference) {
        return WaitKey.of(reference.table(), reference.key().columns(), reference.values());
    }
}
