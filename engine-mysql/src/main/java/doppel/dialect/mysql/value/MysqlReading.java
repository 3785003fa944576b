package doppel.dialect.mysql.value;

import doppel.literal.RawText;
import doppel.literal.ValueTaker;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** Reads the values of the text protocol: from bytes, between a start position and an end position (exclusive). */
public final class MysqlReading {

    private static final int SAFE_DIGITS = 18;
    private static final int DATE_LENGTH = 10;

    /** The days that each month has in every year. */
    private static final byte[] DAYS = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private MysqlReading() {}

    /** A whole number. */
    static void integer(byte[] bytes, int from, int to, ValueTaker into) {
        int start = bytes[from] == '-' ? from + 1 : from;
        if (to - start > SAFE_DIGITS) {
            whole(new BigInteger(ascii(bytes, from, to)), into);
            return;
        }
        long number = number(bytes, start, to);
        into.whole(start == from ? number : -number);
    }

    private static void whole(BigInteger number, ValueTaker into) {
        if (number.bitLength() < Long.SIZE) {
            into.whole(number.longValue());
        } else {
            into.take(new BigDecimal(number));
        }
    }

    /** Bits, the highest first. */
    static void bits(byte[] bytes, int from, int to, ValueTaker into) {
        whole(new BigInteger(1, bytes, from, to - from), into);
    }

    /** A number of single precision, written with as many digits as one of double precision. */
    static void singlePrecision(byte[] bytes, int from, int to, ValueTaker into) {
        into.take((float) Double.parseDouble(ascii(bytes, from, to)));
    }

    /** A number of double precision. */
    static void doublePrecision(byte[] bytes, int from, int to, ValueTaker into) {
        into.doublePrecision(Double.parseDouble(ascii(bytes, from, to)));
    }

    /** A decimal number; a column can be declared to show leading zeros. */
    static void decimal(byte[] bytes, int from, int to, ValueTaker into) {
        int start = bytes[from] == '-' ? from + 1 : from;
        if (bytes[start] == '0' && to - start > 1 && bytes[start + 1] != '.') {
            into.take(new BigDecimal(ascii(bytes, from, to)));
        } else {
            into.decimal(bytes, from, to);
        }
    }

    /** A day; its text if the calendar does not have it. */
    static void date(byte[] bytes, int from, int to, ValueTaker into) {
        if (isUsualDay(bytes, from)) {
            into.date(bytes, from, to);
            return;
        }
        try {
            into.take(day(bytes, from));
        } catch (DateTimeException e) {
            into.take(ascii(bytes, from, to));
        }
    }

    /** A day and time; its text if the calendar does not have it. */
    static void dateTime(byte[] bytes, int from, int to, ValueTaker into) {
        if (isUsualDay(bytes, from)) {
            into.timestamp(bytes, from, to);
            return;
        }
        try {
            into.take(moment(bytes, from, to));
        } catch (DateTimeException e) {
            into.take(ascii(bytes, from, to));
        }
    }

    /** A moment; its text if the calendar does not have it. */
    static void instant(byte[] bytes, int from, int to, ValueTaker into) {
        if (isUsualDay(bytes, from)) {
            into.instant(bytes, from, to);
            return;
        }
        try {
            into.take(moment(bytes, from, to).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            into.take(ascii(bytes, from, to));
        }
    }

    /** Whether the day certainly exists, without consulting a calendar, in a year other than 0. */
    private static boolean isUsualDay(byte[] bytes, int from) {
        int month = (int) number(bytes, from + 5, from + 7);
        long day = number(bytes, from + 8, from + DATE_LENGTH);
        return month < DAYS.length && day > 0 && day <= DAYS[month] && number(bytes, from, from + 4) > 0;
    }

    /** A length of time; trailing zeros of its seconds do not matter, as with any other time. */
    static void time(byte[] bytes, int from, int to, ValueTaker into) {
        int end = to;
        boolean fraction = false;
        for (int i = from; i < to; i++) {
            fraction |= bytes[i] == '.';
        }
        if (fraction) {
            while (bytes[end - 1] == '0') {
                end--;
            }
            end -= bytes[end - 1] == '.' ? 1 : 0;
        }
        into.text(bytes, from, end);
    }

    private static LocalDate day(byte[] bytes, int from) {
        return LocalDate.of((int) number(bytes, from, from + 4), (int) number(bytes, from + 5, from + 7), (int)
                number(bytes, from + 8, from + DATE_LENGTH));
    }

    private static LocalDateTime moment(byte[] bytes, int from, int to) {
        int nanoseconds = 0;
        if (to - from > 20) {
            nanoseconds = (int) number(bytes, from + 20, to);
            for (int digits = to - from - 20; digits < 9; digits++) {
                nanoseconds *= 10;
            }
        }
        return day(bytes, from)
                .atTime(
                        (int) number(bytes, from + 11, from + 13),
                        (int) number(bytes, from + 14, from + 16),
                        (int) number(bytes, from + 17, from + 19),
                        nanoseconds);
    }

    /** A whole number of no more than 18 digits, without a sign. */
    public static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    /** Text in UTF-8; RawText if it is invalid. */
    static void text(byte[] bytes, int from, int to, ValueTaker into) {
        into.text(bytes, from, to);
    }

    /** Text after a t, or after an r the hexadecimal digits of text that Unicode does not have. */
    static void marked(byte[] bytes, int from, int to, ValueTaker into) {
        if (bytes[from] == 't') {
            into.text(bytes, from + 1, to);
        } else {
            into.take(new RawText(HexFormat.of().parseHex(ascii(bytes, from + 1, to))));
        }
    }

    /** A label; the number 0 for the error value, which is shown as empty text. */
    static void label(byte[] bytes, int from, int to, ValueTaker into) {
        if (from == to) {
            into.whole(0);
        } else {
            into.text(bytes, from, to);
        }
    }

    /** The label after its number; only the number 0 for the error value. */
    static void numberedLabel(byte[] bytes, int from, int to, ValueTaker into) {
        int colon = from;
        while (bytes[colon] != ':') {
            colon++;
        }
        if (colon == from + 1 && bytes[from] == '0') {
            into.whole(0);
        } else {
            into.text(bytes, colon + 1, to);
        }
    }

    /** Bytes. */
    static void bytes(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(Arrays.copyOfRange(bytes, from, to));
    }

    /** A UUID. */
    static void uuid(byte[] bytes, int from, int to, ValueTaker into) {
        into.take(UUID.fromString(ascii(bytes, from, to)));
    }

    private static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
