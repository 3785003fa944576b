package doppel.dialect.postgresql.value;

import doppel.literal.ValueTaker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/**
 * Reads values from what the server's {@code …send} functions write, and gives just what {@link PostgresqlReaders} gives for
 * the text of the same values. Days and times are in {@link PostgresqlBinaryTimes}.
 */
public final class PostgresqlBinaryReaders {

    /** As many bytes as a reader may use for the text of a value. */
    public static final int SCRATCH = 64;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private static final int NUMERIC_HEADER = 4 * Short.BYTES;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xc000;
    private static final int INFINITY = 0xd000;
    private static final int NEGATIVE_INFINITY = 0xf000;
    private static final int JSONB_VERSION = 1;

    private PostgresqlBinaryReaders() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
    }

    public static short shortAt(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at);
    }

    public static int intAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void requireSize(int size, int from, int to) {
        if (to - from != size) {
            throw new IllegalStateException("a value has " + (to - from) + " bytes instead of " + size);
        }
    }

    static void smallint(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        requireSize(Short.BYTES, from, to);
        into.whole(shortAt(bytes, from));
    }

    static void integer(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        requireSize(Integer.BYTES, from, to);
        into.whole(intAt(bytes, from));
    }

    static void bigint(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        requireSize(Long.BYTES, from, to);
        into.whole(longAt(bytes, from));
    }

    static void oid(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        requireSize(Integer.BYTES, from, to);
        into.whole(Integer.toUnsignedLong(intAt(bytes, from)));
    }

    static void real(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        requireSize(Float.BYTES, from, to);
        float number = Float.intBitsToFloat(intAt(bytes, from));
        into.take(Float.isNaN(number) ? Float.NaN : number); // of which there are many, and the text knows one
    }

    static void doublePrecision(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        requireSize(Double.BYTES, from, to);
        double number = Double.longBitsToDouble(longAt(bytes, from));
        into.doublePrecision(Double.isNaN(number) ? Double.NaN : number);
    }

    static void truth(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        requireSize(1, from, to);
        into.take(bytes[from] != 0);
    }

    /** Groups of four digits, after how many there are, the power of 10,000 of the first, the sign, and how many digits to show. */
    static void numeric(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        int groups = shortAt(bytes, from) & 0xffff;
        int weight = shortAt(bytes, from + Short.BYTES);
        int sign = shortAt(bytes, from + 2 * Short.BYTES) & 0xffff;
        int scale = shortAt(bytes, from + 3 * Short.BYTES);
        requireSize(NUMERIC_HEADER + groups * Short.BYTES, from, to);
        switch (sign) {
            case NAN -> into.take("NaN");
            case INFINITY -> into.take("Infinity");
            case NEGATIVE_INFINITY -> into.take("-Infinity");
            default -> {
                int digits = 4 * (Math.max(0, weight) + 1);
                byte[] text = digits + scale + 6 <= SCRATCH ? scratch : new byte[digits + scale + 6];
                int at = 0;
                if (sign == NEGATIVE) {
                    text[at++] = '-';
                }
                int first = at;
                for (int power = Math.max(0, weight); power >= 0; power--) {
                    at = group(bytes, from, groups, weight - power, text, at);
                }
                int zeros = 0;
                while (first + zeros < at - 1 && text[first + zeros] == '0') {
                    zeros++;
                }
                System.arraycopy(text, first + zeros, text, first, at - first - zeros);
                at -= zeros;
                if (scale > 0) {
                    text[at++] = '.';
                    int end = at + scale;
                    for (int i = weight + 1; at < end; i++) {
                        at = group(bytes, from, groups, i, text, at);
                    }
                    at = end;
                }
                PostgresqlReaders.numeric(text, 0, at, into);
            }
        }
    }

    /** Writes the four digits of a group, of which those before the first and behind the last are zero. */
    private static int group(byte[] bytes, int from, int groups, int index, byte[] text, int at) {
        int group = index < 0 || index >= groups ? 0 : shortAt(bytes, from + NUMERIC_HEADER + index * Short.BYTES);
        PostgresqlBinaryTimes.two(group / 100, text, at);
        PostgresqlBinaryTimes.two(group % 100, text, at + 2);
        return at + 4;
    }

    static void uuid(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        requireSize(2 * Long.BYTES, from, to);
        into.take(new UUID(longAt(bytes, from), longAt(bytes, from + Long.BYTES)));
    }

    static void bytes(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        into.take(Arrays.copyOfRange(bytes, from, to));
    }

    static void text(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        into.text(bytes, from, to);
    }

    /** The text after a byte that says which form it has. */
    static void jsonb(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        if (from == to || bytes[from] != JSONB_VERSION) {
            throw new IllegalStateException("a value of jsonb has another form");
        }
        into.text(bytes, from + 1, to);
    }
}
