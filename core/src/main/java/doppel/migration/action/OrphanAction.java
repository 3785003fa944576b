package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows are left out whose reference leads to no row of the fixture, or to one that the step leaves out. It knows rows
 * by their keys in the fixture, and keeps these in memory. Not thread-safe.
 */
public final class OrphanAction extends Action {

    private static final int MOST_SHOWN = 5;

    private final Change.SkipOrphans said;
    private final Map<Object, Object> waiting = new HashMap<>(); // rows of the same table: to what they refer to
    private final Set<Object> coming = new HashSet<>();
    private final Set<Object> stayed = new HashSet<>();
    private final Map<Object, List<Object>> alike = new HashMap<>(); // keys that a column may take for equal
    private final Set<Object> shown = new HashSet<>();
    private List<String> columns = List.of();
    private List<String> key = List.of();
    private String parent = "";
    private String nullable = "";
    private long skipped;
    private boolean more; // values than are shown

    /** What is noted of a row on its way: the key under which others refer to it, or what it refers to. */
    private record Note(OrphanAction action, boolean ofParent) {}

    OrphanAction(String place, Change.SkipOrphans said) {
        super(place);
        this.said = said;
    }

    public Change.SkipOrphans said() {
        return said;
    }

    /**
     * Says what refers to what, by the names of the fixture.
     *
     * @param itsColumns the columns that refer
     * @param itsParent the table referred to
     * @param itsKey the columns referred to, in the same order
     * @param itsNullable the name of one of the columns where the step begins
     */
    public void refersBy(List<String> itsColumns, String itsParent, List<String> itsKey, String itsNullable) {
        columns = itsColumns.stream().map(String::intern).toList();
        parent = itsParent;
        key = itsKey.stream().map(String::intern).toList();
        nullable = itsNullable.intern();
    }

    /** The table referred to, by its name in the fixture. */
    public String parent() {
        return parent;
    }

    @Override
    public String words() {
        return "skip orphans by " + said.column();
    }

    @Override
    public void outline(TableOutline table) {
        table.require(said.column());
    }

    /** A row that others may refer to sets out. */
    public Action comes() {
        return new RowActions.Take(place(), (row, context) -> {
            Object its = keyOf(row, key);
            context.note(new Note(this, true), its);
            if (its != null) {
                coming.add(its);
                Object folded = Keys.alike(its);
                if (!folded.equals(its)) {
                    alike.computeIfAbsent(folded, none -> new ArrayList<>(1)).add(its);
                }
            }
        });
    }

    /** A row that may refer to another sets out. */
    public Action refers() {
        return new RowActions.Take(place(), (row, context) -> context.note(new Note(this, false), keyOf(row, columns)));
    }

    /** A row that others may refer to is behind the step. */
    public Action stays() {
        return new RowActions.Take(place(), (row, context) -> {
            Object its = context.noted(new Note(this, true));
            if (its != null) {
                stayed.add(its);
                leave(its);
            }
        });
    }

    /** Takes note that a step has left out a row about which this was noted. */
    public static void left(Map<Object, Object> notes) {
        notes.forEach((note, value) -> {
            if (note instanceof Note of && of.ofParent() && value != null) {
                of.action().leave(value);
            }
        });
    }

    private void leave(Object its) {
        coming.remove(its);
        waiting.remove(its);
    }

    private static Object keyOf(Row row, List<String> names) {
        for (String name : names) {
            if (!row.has(name)) {
                throw new IllegalStateException("the row has no column " + name);
            }
        }
        return Keys.of(row, names);
    }

    @Override
    public boolean apply(Row row, ActionContext context) {
        Object wanted = context.noted(new Note(this, false));
        if (wanted == null || stayed.contains(wanted) || row.has(nullable) && row.get(nullable) == null) {
            return true;
        }
        Object own = context.noted(new Note(this, true));
        if (own != null) {
            waiting.put(own, wanted);
        }
        Set<Object> seen = new HashSet<>();
        Object next = wanted;
        while (coming.contains(next)) {
            if (!seen.add(next)) {
                return true; // they refer to each other in a circle
            }
            next = waiting.get(next);
            if (next == null || stayed.contains(next)) {
                throw context.waitsFor(parent);
            }
        }
        context.requireComplete(this);
        if (!coming.contains(wanted) && isFoundByDatabase(wanted)) {
            return true;
        }
        skipped++;
        if (shown.size() < MOST_SHOWN) {
            shown.add(wanted);
        } else {
            more |= !shown.contains(wanted);
        }
        return false;
    }

    /** Whether a column that ignores case, for one, may find a row; if not, the database refuses what refers to it. */
    private boolean isFoundByDatabase(Object wanted) {
        Object folded = Keys.alike(wanted);
        return Stream.concat(Stream.of(folded), alike.getOrDefault(folded, List.of()).stream())
                .filter(other -> !other.equals(wanted))
                .anyMatch(other -> coming.contains(other) || stayed.contains(other));
    }

    /** How many rows it has left out, as a sentence. */
    public Optional<String> notice() {
        if (skipped == 0) {
            return Optional.empty();
        }
        List<String> examples = new ArrayList<>();
        shown.forEach(value -> examples.add(String.valueOf(value)));
        examples.sort(null);
        return Optional.of(String.format(
                Locale.ROOT,
                "Skipped %,d %s of %s, whose %s leads to no row of %s: %s%s",
                skipped,
                skipped == 1 ? "row" : "rows",
                said.table(),
                said.column(),
                parent,
                String.join(", ", examples),
                more ? ", ..." : "."));
    }
}
