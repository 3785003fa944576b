package doppel.dialect.postgresql.value;

import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.util.List;

/** Truth values. */
final class PostgresqlBooleans {

    static final List<PostgresqlType> TYPES = List.of(new PostgresqlType(
            "boolean",
            true,
            JavaType.BOOLEAN,
            JavaType.NULLABLE_BOOLEAN,
            PostgresqlBooleans::read,
            PostgresqlBooleans::text,
            PostgresqlBooleans::put,
            PostgresqlBooleans::readBinary));

    private PostgresqlBooleans() {}

    static void read(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(bytes[from] == 't');
    }

    static String text(Object value, List<Integer> modifiers) {
        if (value instanceof Boolean flag) {
            return flag ? "t" : "f";
        }
        if (value instanceof String) {
            return null; // it would not come back as this text
        }
        String digit = PostgresqlIntegers.text(value, 0, 1);
        return digit == null ? null : digit.equals("1") ? "t" : "f";
    }

    static boolean put(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof Boolean flag) {
            to.putInt(1);
            to.putByte(flag ? 1 : 0);
            return true;
        }
        return false;
    }

    static void readBinary(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(1, from, to);
        into.take(bytes[from] != 0);
    }
}
