package doppel.migration.action;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** References to rows of a table follow where the keys of that table have changed. Not thread-safe. */
public final class FollowAction extends Action {

    private final KeyChange change;
    private final List<Reference> references = new ArrayList<>();

    /**
     * Columns that refer.
     *
     * @param number the number of the columns referred to
     * @param columns the columns that refer, in the same order
     */
    private record Reference(int number, List<String> columns) {}

    /** Without references. */
    public FollowAction(KeyChange change) {
        super(change.place());
        this.change = change;
    }

    /**
     * Adds columns that refer, unless they are known.
     *
     * @param number the number of the columns referred to
     * @param columns the columns that refer, in the same order
     */
    public void add(int number, List<String> columns) {
        Reference reference =
                new Reference(number, columns.stream().map(String::intern).toList());
        if (!references.contains(reference)) {
            references.add(reference);
        }
    }

    /** The columns whose values change. */
    public Set<String> columns() {
        return references.stream()
                .flatMap(reference -> reference.columns().stream())
                .collect(Collectors.toSet());
    }

    /** What it follows. */
    public KeyChange change() {
        return change;
    }

    @Override
    public String words() {
        return "follow " + change.words();
    }

    @Override
    public void outline(TableOutline table) {
        // the columns stay as they are
    }

    /** All references are read before one is set, since they may share a column. */
    @Override
    public boolean apply(Row row, ActionContext context) {
        Row before = row.copy();
        for (Reference reference : references) {
            if (reference.columns().stream().allMatch(before::has)) {
                follow(reference, before, row, context);
            }
        }
        return true;
    }

    private void follow(Reference reference, Row before, Row row, ActionContext context) {
        List<String> columns = reference.columns();
        Object wanted = Keys.of(before, columns);
        if (wanted == null) {
            return;
        }
        List<Object> replacement = change.replacement(reference.number(), wanted);
        if (replacement == null) {
            context.requireComplete(change);
            if (change.replacesAll()) {
                throw new IllegalStateException("no row of " + change.tableBefore() + " had the key " + wanted
                        + ", to which it refers by " + String.join(", ", columns));
            }
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            row.set(columns.get(i), replacement.get(i));
        }
    }
}
