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
 * The references of a target that lead nowhere. Those that existed before its rows came cannot be refused. Not
 * thread-safe.
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

    /** Looks for new ones. */
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
     * Looks for those of foreign keys that more rows violate now than when they were dumped, because these rows or the
     * ones they refer to were edited.
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

    /** How many rows violated the key in the source; unlimited if the source does not say. */
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

    /** All that the last search found, as sentences. */
    public List<String> faults() {
        return found.sentences();
    }

    /**
     * Refuses these rows, those that refer to them, and so on. The target cannot be used afterwards.
     *
     * @param first the rows
     * @param next finds more after others are gone
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
