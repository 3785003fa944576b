package doppel.migration.action;

import doppel.fixture.Row;
import java.util.List;

/** References to rows that have gone, because others are equal to them, lead to those. */
public final class FollowAction extends Action {

    private final DistinctAction distinct;
    private final int number;
    private final List<String> columns;

    /**
     * @param number the number of the columns referred to
     * @param columns the columns that refer, in the same order
     */
    public FollowAction(DistinctAction distinct, int number, List<String> columns) {
        super(distinct.place());
        this.distinct = distinct;
        this.number = number;
        this.columns = columns.stream().map(String::intern).toList();
    }

    @Override
    public String words() {
        return "follow " + distinct.words();
    }

    @Override
    public void outline(TableOutline table) {
        // the columns stay as they are
    }

    @Override
    public boolean apply(Row row, ActionContext context) {
        if (!columns.stream().allMatch(row::has)) {
            return true;
        }
        Object reference = Keys.of(row, columns);
        Object[] replacement = reference == null ? null : distinct.replacement(number, reference);
        if (replacement != null) {
            for (int i = 0; i < replacement.length; i++) {
                row.set(columns.get(i), replacement[i]);
            }
        } else if (reference != null) {
            context.requireComplete(distinct);
        }
        return true;
    }
}
