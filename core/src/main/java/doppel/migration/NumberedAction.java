package doppel.migration;

import doppel.fixture.Row;
import java.util.Objects;

/** A column's numbers are those of a sequence: it goes on beyond the greatest of them. Not thread-safe. */
final class NumberedAction extends Action {

    private final String column;
    private final String sequence;
    private long greatest;

    NumberedAction(String column, String sequence) {
        this.column = column.intern();
        this.sequence = Objects.requireNonNull(sequence);
    }

    String sequence() {
        return sequence;
    }

    /** The greatest number that came; 0 if none did. */
    long greatest() {
        return greatest;
    }

    @Override
    String words() {
        return "number " + column + " by " + sequence;
    }

    @Override
    void outline(TableOutline outline) {
        outline.require(column);
        outline.numbered(column, this);
    }

    @Override
    boolean apply(Row row, Passage passage) {
        if (row.get(column) instanceof Long number) {
            greatest = Math.max(greatest, number);
        }
        return true;
    }
}
