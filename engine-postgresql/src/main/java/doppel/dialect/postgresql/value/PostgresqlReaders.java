package doppel.dialect.postgresql.value;

import doppel.literal.ValueTaker;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.UUID;

/** Reads values from the text that the server writes under the settings of {@code PostgresqlConnector}. */
public final class PostgresqlReaders {

    private static final int DATE = "2010-01-12".length();
    private static final int TIME = "10:00:00".length();

    /** The most digits that are taken as bytes. */
    private static final int LONG_DECIMAL = 1_000;

    private PostgresqlReaders() {}

    public static void integer(byte[] bytes, int from, int to, ValueTaker into) {
        boolean negative = bytes[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            number = number * 10 - (bytes[i] - '0'); // negative, since the least number has no positive one
        }
        into.whole(negative ? number : -number);
    }

    static void real(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(Float.parseFloat(ascii(bytes, from, to)));
    }

    static void doublePrecision(byte[] bytes, int from, int to, ValueTaker into) {
        into.doublePrecision(Double.parseDouble(ascii(bytes, from, to)));
    }

    static void truth(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(bytes[from] == 't');
    }

    /** A decimal number; NaN and the infinities as their text. */
    static void numeric(byte[] bytes, int from, int to, ValueTaker into) {
        if (bytes[to - 1] > '9') {
            into.take(ascii(bytes, from, to));
        } else if (to - from <= LONG_DECIMAL) {
            into.decimal(bytes, from, to);
        } else {
            into.take(new BigDecimal(ascii(bytes, from, to)));
        }
    }

    /** A day of the years 1 to 9999; others as their text. */
    static void date(byte[] bytes, int from, int to, ValueTaker into) {
        if (isDate(bytes, from, to) && to == from + DATE) {
            into.date(bytes, from, to);
        } else {
            into.take(ascii(bytes, from, to));
        }
    }

    /** A time of day; the end of a day as its text. */
    static void time(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(number(bytes, from, 2) < 24 ? timeOfDay(bytes, from, to) : ascii(bytes, from, to));
    }

    static void timestamp(byte[] bytes, int from, int to, ValueTaker into) {
        if (isTimestamp(bytes, from, to)) {
            into.timestamp(bytes, from, to);
        } else {
            into.take(ascii(bytes, from, to));
        }
    }

    /** A moment, which the server writes in UTC. */
    static void instant(byte[] bytes, int from, int to, ValueTaker into) {
        int end = to - "+00".length();
        if (end > from && bytes[end] == '+' && isTimestamp(bytes, from, end)) {
            into.instant(bytes, from, end);
        } else {
            into.take(ascii(bytes, from, to));
        }
    }

    static void uuid(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(UUID.fromString(ascii(bytes, from, to)));
    }

    /** Bytes from {@code \x} and hexadecimal digits. */
    static void bytes(byte[] bytes, int from, int to, ValueTaker into) {
        byte[] read = new byte[(to - from) / 2 - 1];
        for (int i = 0, at = from + 2; i < read.length; i++, at += 2) {
            read[i] = (byte) (HexFormat.fromHexDigit(bytes[at]) << 4 | HexFormat.fromHexDigit(bytes[at + 1]));
        }
        into.take(read);
    }

    /** Text; a database of the encoding SQL_ASCII does not look whether it is valid. */
    static void text(byte[] bytes, int from, int to, ValueTaker into) {
        into.text(bytes, from, to);
    }

    private static boolean isDate(byte[] bytes, int from, int to) {
        return to - from >= DATE && bytes[from + 4] == '-' && bytes[from + 7] == '-';
    }

    /** Whether the text is a time of four digits of a year, without an era. */
    private static boolean isTimestamp(byte[] bytes, int from, int to) {
        return to - from >= DATE + 1 + TIME
                && isDate(bytes, from, to)
                && bytes[from + DATE] == ' '
                && bytes[to - 1] <= '9';
    }

    private static LocalTime timeOfDay(byte[] bytes, int from, int to) {
        int nanos = 0;
        int unit = 100_000_000;
        for (int i = from + TIME + 1; i < to; i++) {
            nanos += (bytes[i] - '0') * unit;
            unit /= 10;
        }
        return LocalTime.of(number(bytes, from, 2), number(bytes, from + 3, 2), number(bytes, from + 6, 2), nanos);
    }

    private static int number(byte[] bytes, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    private static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
