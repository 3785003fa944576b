package doppel.dialect.postgresql.value;

import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.math.BigDecimal;
import java.util.List;

/** Floating-point numbers: {@code real} and {@code double precision}. */
final class PostgresqlFloats {

    static final List<PostgresqlType> TYPES = List.of(
            new PostgresqlType(
                    "real",
                    true,
                    JavaType.FLOAT,
                    JavaType.NULLABLE_FLOAT,
                    PostgresqlFloats::readReal,
                    PostgresqlFloats::realText,
                    PostgresqlFloats::putReal,
                    PostgresqlFloats::readBinaryReal),
            new PostgresqlType(
                    "double precision",
                    true,
                    JavaType.DOUBLE,
                    JavaType.NULLABLE_DOUBLE,
                    PostgresqlFloats::readDouble,
                    PostgresqlFloats::doubleText,
                    PostgresqlFloats::putDouble,
                    PostgresqlFloats::readBinaryDouble));

    private PostgresqlFloats() {}

    static void readReal(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(Float.parseFloat(PostgresqlType.ascii(bytes, from, to)));
    }

    static String realText(Object value, List<Integer> modifiers) {
        String special = PostgresqlNumber.special(value);
        if (special != null) {
            return special;
        }
        if (value instanceof Float) {
            return value.toString();
        }
        if (value instanceof Double number) {
            float single = number.floatValue();
            return single == number ? Float.toString(single) : null;
        }
        BigDecimal exact = PostgresqlNumber.decimal(value);
        if (exact == null) {
            return null;
        }
        String text = Float.toString(exact.floatValue());
        return PostgresqlNumber.SPECIAL.matcher(text).matches() || new BigDecimal(text).compareTo(exact) != 0
                ? null
                : text;
    }

    static boolean putReal(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof Float number) {
            to.putInt(Float.BYTES);
            to.putInt(Float.floatToIntBits(number));
            return true;
        }
        return false;
    }

    static void readBinaryReal(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(Float.BYTES, from, to);
        float number = Float.intBitsToFloat(BigEndian.intAt(bytes, from));
        into.take(Float.isNaN(number) ? Float.NaN : number); // of which there are many, and the text knows one
    }

    static void readDouble(byte[] bytes, int from, int to, ValueTaker into) {
        into.doublePrecision(Double.parseDouble(PostgresqlType.ascii(bytes, from, to)));
    }

    static String doubleText(Object value, List<Integer> modifiers) {
        String special = PostgresqlNumber.special(value);
        if (special != null) {
            return special;
        }
        if (value instanceof Double || value instanceof Float) {
            return Double.toString(((Number) value).doubleValue());
        }
        BigDecimal exact = PostgresqlNumber.decimal(value);
        if (exact == null) {
            return null;
        }
        String text = Double.toString(exact.doubleValue());
        return PostgresqlNumber.SPECIAL.matcher(text).matches() || new BigDecimal(text).compareTo(exact) != 0
                ? null
                : text;
    }

    static boolean putDouble(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        return value instanceof Double number && to.putSizedLong(Double.doubleToLongBits(number));
    }

    static void readBinaryDouble(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(Double.BYTES, from, to);
        double number = Double.longBitsToDouble(BigEndian.longAt(bytes, from));
        into.doublePrecision(Double.isNaN(number) ? Double.NaN : number);
    }
}
