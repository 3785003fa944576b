package doppel.restore.save;

import doppel.dialect.DanglingReference;
import doppel.dialect.Target;
import doppel.dialect.reference.DanglingReferences;
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
public final class References {

    private final Target target;
    private final Map<WaitKey, Long> before = new HashMap<>();
    private DanglingReferences found = new DanglingReferences();

    /** @param filled whether the target may hold rows already */
    public References(Target target, boolean filled) {
        this.target = target;
        if (filled) {
            target.danglingReferences(reference -> before.put(key(reference), reference.rows()));
        }
    }

    /** Looks for those that have come. */
    public List<DanglingReference> added() {
        DanglingReferences all = new DanglingReferences();
        List<DanglingReference> added = new ArrayList<>();
        target.danglingReferences(reference -> {
            all.add(reference);
            if (reference.rows() > before.getOrDefault(key(reference), 0L)) {
                added.add(reference);
            }
        });
        found = all;
        return added;
    }

    /**
     * Looks for those of foreign keys that more rows break now than broke them when they were dumped: somebody has edited what
     * they refer to, or them.
     */
    public List<DanglingReference> beyond(Schema source) {
        DanglingReferences all = new DanglingReferences();
        target.danglingReferences(all::add);
        found = all;
        List<DanglingReference> beyond = new ArrayList<>();
        if (!all.isEmpty()) {
            target.danglingReferences(reference -> {
                if (all.rows(reference.table(), reference.key()) > known(reference, source)) {
                    beyond.add(reference);
                }
            });
        }
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

    /** All that were found by the newest look, as sentences. */
    public List<String> faults() {
        return found.sentences();
    }

    /**
     * Refuses these rows, those that refer to them, and so on. The target is of no use afterwards.
     *
     * @param first the rows
     * @param next finds more, now that others are gone
     */
    public void refuse(List<DanglingReference> first, Supplier<List<DanglingReference>> next, Refusals refusals) {
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
