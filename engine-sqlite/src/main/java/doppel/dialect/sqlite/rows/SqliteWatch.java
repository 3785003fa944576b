package doppel.dialect.sqlite.rows;

import doppel.dialect.sqlite.value.SqliteAffinity;
import doppel.literal.ValueArray;
import doppel.literal.ValuePieces;
import doppel.literal.ValueTaker;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** Passes on the values of rows, and notices those that would change if they were inserted again. Not thread-safe. */
public final class SqliteWatch implements ValueTaker {

    private final SqliteAffinity[] affinities;
    private final IntConsumer unstable;
    private ValueTaker into;
    private int column;

    /**
     * @param affinities the affinities of the columns
     * @param unstable receives the column of each such value
     */
    public SqliteWatch(SqliteAffinity[] affinities, IntConsumer unstable) {
        this.affinities = affinities;
        this.unstable = unstable;
    }

    /** Begins a row for this taker. */
    public SqliteWatch over(ValueTaker taker) {
        into = taker;
        column = 0;
        return this;
    }

    private void next(boolean stable) {
        if (!stable) {
            unstable.accept(column);
        }
        column++;
    }

    @Override
    public void whole(long number) {
        next(affinities[column].keepsWhole());
        into.whole(number);
    }

    @Override
    public void doublePrecision(double number) {
        next(affinities[column].keeps(number));
        into.doublePrecision(number);
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        next(affinities[column].keeps(bytes, from, to));
        into.text(bytes, from, to);
    }

    @Override
    public void pieces(ValuePieces value) {
        if (value.isText() && !affinities[column].keepsText()) { // even a huge text may be a number
            Object[] whole = new Object[1];
            new ValueArray(whole).pieces(value);
            take(whole[0]);
            return;
        }
        next(true);
        into.pieces(value);
    }

    @Override
    public void take(Object value) {
        byte[] text = value instanceof String string ? string.getBytes(StandardCharsets.UTF_8) : null;
        next(text == null || affinities[column].keeps(text, 0, text.length));
        into.take(value);
    }

    @Override
    public void date(byte[] ascii, int from, int to) {
        throw new UnsupportedOperationException("SQLite has no dates");
    }

    @Override
    public void timestamp(byte[] ascii, int from, int to) {
        throw new UnsupportedOperationException("SQLite has no timestamps");
    }

    @Override
    public void instant(byte[] ascii, int from, int to) {
        throw new UnsupportedOperationException("SQLite has no moments");
    }

    @Override
    public void decimal(byte[] ascii, int from, int to) {
        throw new UnsupportedOperationException("SQLite has no decimals");
    }
}
