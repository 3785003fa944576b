package doppel.dialect.postgresql.value;

import doppel.literal.JavaType;
import doppel.literal.LargeValue;
import doppel.literal.ValueTaker;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Bytes: {@code bytea}, and {@code uuid}, which is sixteen of them. */
final class PostgresqlBytes {

    static final List<PostgresqlType> TYPES = List.of(
            PostgresqlType.of(
                    "uuid",
                    JavaType.UUID,
                    PostgresqlBytes::readUuid,
                    PostgresqlBytes::uuidText,
                    PostgresqlBytes::putUuid,
                    PostgresqlBytes::readBinaryUuid),
            PostgresqlType.of(
                    "bytea",
                    JavaType.BYTES,
                    PostgresqlBytes::read,
                    PostgresqlBytes::text,
                    PostgresqlBytes::put,
                    PostgresqlPlainBytes.BYTES));

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private PostgresqlBytes() {}

    static void readUuid(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(UUID.fromString(PostgresqlType.ascii(bytes, from, to)));
    }

    static String uuidText(Object value, List<Integer> modifiers) {
        if (value instanceof byte[] bytes && bytes.length == 16) {
            return HexFormat.of().formatHex(bytes);
        }
        boolean fits = value instanceof UUID
                || value instanceof String text && UUID_TEXT.matcher(text).matches();
        return fits ? value.toString() : null;
    }

    static boolean putUuid(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof UUID uuid) {
            to.putInt(2 * Long.BYTES);
            to.putLong(uuid.getMostSignificantBits());
            to.putLong(uuid.getLeastSignificantBits());
            return true;
        }
        return false;
    }

    static void readBinaryUuid(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into) {
        BigEndian.requireSize(2 * Long.BYTES, from, to);
        into.take(new UUID(BigEndian.longAt(bytes, from), BigEndian.longAt(bytes, from + Long.BYTES)));
    }

    /** Bytes from {@code \x} and hexadecimal digits. */
    static void read(byte[] bytes, int from, int to, ValueTaker into) {
        byte[] read = new byte[(to - from) / 2 - 1];
        for (int i = 0, at = from + 2; i < read.length; i++, at += 2) {
            read[i] = (byte) (HexFormat.fromHexDigit(bytes[at]) << 4 | HexFormat.fromHexDigit(bytes[at + 1]));
        }
        into.take(read);
    }

    static String text(Object value, List<Integer> modifiers) {
        return value instanceof byte[] bytes ? "\\x" + HexFormat.of().formatHex(bytes) : null;
    }

    static boolean put(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to) {
        if (value instanceof byte[] bytes) {
            to.putSized(bytes);
            return true;
        }
        return value instanceof LargeValue large && large.kind() == LargeValue.Kind.BYTES && to.putSized(large);
    }
}
