package doppel.dialect.postgresql.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in the byte order of the network, in which the server sends them. Stateless. */
public final class BigEndian {

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private BigEndian() {}

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

    /** Makes sure that a value has so many bytes. */
    static void requireSize(int size, int from, int to) {
        if (to - from != size) {
            throw new IllegalStateException("a value has " + (to - from) + " bytes instead of " + size);
        }
    }
}
