package doppel.dialect.postgresql.value;

import doppel.literal.DecimalText;
import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.math.BigDecimal;
import java.util.List;

/** Whole numbers: {@code smallint}, {@code integer}, {@code bigint} and {@code oid}. */
public final class PostgresqlIntegers {

    static final List<PostgresqlType> TYPES = List.of(
            type(
                    "smallint",
                    Short.MIN_VALUE,
                    Short.MAX_VALUE,
                    PostgresqlIntegers::putSmallint,
                    PostgresqlIntegers::readSmallint),
            type(
                    "integer",
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE,
                    PostgresqlIntegers::putInteger,
                    PostgresqlIntegers::readInteger),
            type(
                    "bigint",
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    PostgresqlIntegers::putBigint,
                    PostgresqlIntegers::readBigint),
            type("oid", 0, 0xffff_ffffL, null, PostgresqlIntegers::readOid));

    private PostgresqlIntegers() {}

    private static PostgresqlType type(
            String name,
            long least,
            long greatest,
            PostgresqlType.BinaryWriter binary,
            PostgresqlType.BinaryReader binaryReader) {
        return new PostgresqlType(
                name,
                true,
                JavaType.LONG,
                JavaType.NULLABLE_LONG,
                PostgresqlIntegers::read,
                (value, modifiers) -> text(value, least, greatest),
                binary,
                binaryReader);
    }

    public static void read(byte[] bytes, int from, int to, ValueTaker into) {
        boolean negative = bytes[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            number = number * 10 - (bytes[i] - '0'); // negative, since the least number has no positive one
        }
        into.whole(negative ? number : -number);
    }

    /** The text of what means exactly a whole number within these bounds; else null. */
    static String text(Object value, long least, long greatest) {
        if (value instanceof Long number) {
            return number >= least && number <= greatest ? number.toString() : null;
        }
        BigDecimal exact = PostgresqlNumber.decimal(value);
        if (exact == null
                || !DecimalText.isWithinLimits(exact)
                || exact.stripTrailingZeros().scale() > 0) {
            return null;
        }
        boolean inRange =
                exact.compareTo(BigDecimal.valueOf(least)) >= 0 && exact.compareTo(BigDecimal.valueOf(greatest)) <= 0;
        return inRange ? exact.toBigInteger().toString() : null;
    }

    static boolean putSmallint(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof Long number && (short) number.longValue() == number) {
            to.putInt(Short.BYTES);
            to.putShort(number.intValue());
            return true;
        }
        return false;
    }

    static void readSmallint(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(Short.BYTES, from, to);
        into.whole(BigEndian.shortAt(bytes, from));
    }

    static boolean putInteger(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof Long number && (int) number.longValue() == number) {
            to.putInt(Integer.BYTES);
            to.putInt(number.intValue());
            return true;
        }
        return false;
    }

    static void readInteger(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(Integer.BYTES, from, to);
        into.whole(BigEndian.intAt(bytes, from));
    }

    static boolean putBigint(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof Long number && to.putSizedLong(number);
    }

    static void readBigint(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(Long.BYTES, from, to);
        into.whole(BigEndian.longAt(bytes, from));
    }

    static void readOid(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(Integer.BYTES, from, to);
        into.whole(Integer.toUnsignedLong(BigEndian.intAt(bytes, from)));
    }
}
