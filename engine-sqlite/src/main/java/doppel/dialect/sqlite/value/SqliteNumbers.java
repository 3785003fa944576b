package doppel.dialect.sqlite.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a database file, the most significant byte first. */
public final class SqliteNumbers {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private SqliteNumbers() {}

    /** An unsigned number of two bytes. */
    public static int int2(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xffff;
    }

    /** A number of four bytes. */
    public static int int4(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** A signed number of 1, 2, 3, 4, 6 or 8 bytes. */
    public static long signed(byte[] bytes, int at, int size) {
        return switch (size) {
            case 1 -> bytes[at];
            case 2 -> (short) SHORT.get(bytes, at);
            case 3 -> (long) bytes[at] << 16 | int2(bytes, at + 1);
            case 4 -> (int) INT.get(bytes, at);
            case 6 -> (long) (short) SHORT.get(bytes, at) << 32 | int4(bytes, at + 2) & 0xffff_ffffL;
            default -> (long) LONG.get(bytes, at);
        };
    }

    /** A number of one to nine bytes; smaller numbers are shorter. */
    public static long variable(byte[] bytes, int at) {
        byte first = bytes[at];
        if (first >= 0) {
            return first;
        }
        long number = first & 0x7f;
        for (int i = 1; i < 8; i++) {
            byte next = bytes[at + i];
            number = number << 7 | next & 0x7f;
            if (next >= 0) {
                return number;
            }
        }
        return number << 8 | bytes[at + 8] & 0xff;
    }

    /** How many bytes {@link #variable} reads. */
    public static int variableSize(byte[] bytes, int at) {
        int size = 1;
        while (size < 9 && bytes[at + size - 1] < 0) {
            size++;
        }
        return size;
    }
}
