package doppel.migration.action;

import doppel.fixture.Row;
import java.util.Objects;

/** A column gets its numbers from a sequence, which continues beyond the greatest of them. Not thread-safe. */
public final class NumberedAction extends Action {

    private final String column;
    private final String sequence;
    private long greatest;

    NumberedAction(String place, String column, String sequence) {
        super(place);
        this.column = column.intern();
        this.sequence = Objects.requireNonNull(sequence);
    }

    public String sequence() {
        return sequence;
    }

    /** The greatest number seen; 0 if there was none. */
    public long greatest() {
        return greatest;
    }

    @Override
    public String words() {
        return "number " + column + " by " + sequence;
    }

    @Override
    public void outline(TableOutline outline) {
        outline.require(column);
        outline.numbered(column, this);
    }

    @Override
    public boolean apply(Row row, ActionContext context) {
        if (row.get(column) instanceof Long number) {
            greatest = Math.max(greatest, number);
        }
        return true;
    }
}
