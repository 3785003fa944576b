package doppel.literal;

import java.time.ZoneOffset;

/** Takes the values of a row into an array, as objects. Used by one thread. */
public final class ValueArray implements ValueTaker {

    private final Object[] values;
    private int size;

    /** Fills this array from its beginning. */
    public ValueArray(Object[] values) {
        this.values = values;
    }

    @Override
    public void take(Object value) {
        values[size++] = value;
    }

    @Override
    public void whole(long number) {
        values[size++] = number;
    }

    @Override
    public void doublePrecision(double number) {
        values[size++] = number;
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        values[size++] = RawText.decode(bytes, from, to);
    }

    @Override
    public void date(byte[] ascii, int from, int to) {
        values[size++] = TemporalText.date(ascii, from, to);
    }

    @Override
    public void timestamp(byte[] ascii, int from, int to) {
        values[size++] = TemporalText.timestamp(ascii, from, to);
    }

    @Override
    public void instant(byte[] ascii, int from, int to) {
        values[size++] = TemporalText.timestamp(ascii, from, to).toInstant(ZoneOffset.UTC);
    }

    @Override
    public void decimal(byte[] ascii, int from, int to) {
        values[size++] = DecimalText.read(ascii, from, to);
    }
}
