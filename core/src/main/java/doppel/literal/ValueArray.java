package doppel.literal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
    public void pieces(ValuePieces value) {
        byte[] bytes = whole(value);
        values[size++] = value.isText() ? RawText.decode(bytes, 0, bytes.length) : bytes;
    }

    private static byte[] whole(ValuePieces value) {
        byte[] bytes = new byte[Math.toIntExact(value.length())];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            value.writeTo(new OutputStream() {
                @Override
                public void write(int b) {
                    buffer.put((byte) b);
                }

                @Override
                public void write(byte[] piece, int from, int length) {
                    buffer.put(piece, from, length);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory takes everything
        }
        return bytes;
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
