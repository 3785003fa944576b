package doppel.dialect.mysql;

import doppel.literal.RawText;
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

/** Reads the values of the text protocol. */
final class MysqlReading {

    private static final int SAFE_DIGITS = 18;
    private static final int DATE_LENGTH = 10;

    private MysqlReading() {}

    /** A whole number. */
    static Object integer(byte[] bytes) {
        int start = bytes[0] == '-' ? 1 : 0;
        if (bytes.length - start > SAFE_DIGITS) {
            BigInteger large = new BigInteger(ascii(bytes));
            return large.bitLength() < Long.SIZE ? large.longValue() : (Object) new BigDecimal(large);
        }
        long number = 0;
        for (int i = start; i < bytes.length; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return start == 0 ? number : -number;
    }

    /** Bits, the highest first. */
    static Object bits(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        return number.bitLength() < Long.SIZE ? number.longValue() : (Object) new BigDecimal(number);
    }

    /** A number of single precision, written with as many digits as one of double precision. */
    static Object singlePrecision(byte[] bytes) {
        return (float) Double.parseDouble(ascii(bytes));
    }

    /** A number of double precision. */
    static Object doublePrecision(byte[] bytes) {
        return Double.parseDouble(ascii(bytes));
    }

    /** A decimal number. */
    static Object decimal(byte[] bytes) {
        return new BigDecimal(ascii(bytes));
    }

    /** A day; its text where the calendar does not have it. */
    static Object date(byte[] bytes) {
        try {
            return day(bytes);
        } catch (DateTimeException e) {
            return ascii(bytes);
        }
    }

    /** A day and time; its text where the calendar does not have it. */
    static Object dateTime(byte[] bytes) {
        try {
            return moment(bytes);
        } catch (DateTimeException e) {
            return ascii(bytes);
        }
    }

    /** A moment; its text where the calendar does not have it. */
    static Object instant(byte[] bytes) {
        try {
            return moment(bytes).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return ascii(bytes);
        }
    }

    /** A length of time; zeros at the end of its seconds say nothing of it, as with any other time. */
    static Object time(byte[] bytes) {
        String text = ascii(bytes);
        int end = text.length();
        if (text.indexOf('.') >= 0) {
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            end -= text.charAt(end - 1) == '.' ? 1 : 0;
        }
        return text.substring(0, end);
    }

    private static LocalDate day(byte[] bytes) {
        return LocalDate.of(number(bytes, 0, 4), number(bytes, 5, 7), number(bytes, 8, DATE_LENGTH));
    }

    private static LocalDateTime moment(byte[] bytes) {
        int nanoseconds = 0;
        if (bytes.length > 20) {
            nanoseconds = number(bytes, 20, bytes.length);
            for (int digits = bytes.length - 20; digits < 9; digits++) {
                nanoseconds *= 10;
            }
        }
        return LocalDateTime.of(
                number(bytes, 0, 4),
                number(bytes, 5, 7),
                number(bytes, 8, DATE_LENGTH),
                number(bytes, 11, 13),
                number(bytes, 14, 16),
                number(bytes, 17, 19),
                nanoseconds);
    }

    private static int number(byte[] bytes, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    /** Text in UTF-8; RawText where it is not. */
    static Object text(byte[] bytes) {
        return RawText.decode(bytes, 0, bytes.length);
    }

    /** Text behind a t, or behind an r the hexadecimal digits of text that Unicode does not have. */
    static Object marked(byte[] bytes) {
        byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
        return bytes[0] == 't' ? text(rest) : new RawText(HexFormat.of().parseHex(ascii(rest)));
    }

    /** The label behind its number; the number 0 alone for the error value. */
    static Object label(byte[] bytes) {
        int colon = 0;
        while (bytes[colon] != ':') {
            colon++;
        }
        return colon == 1 && bytes[0] == '0' ? (Object) 0L : text(Arrays.copyOfRange(bytes, colon + 1, bytes.length));
    }

    /** Bytes. */
    static Object bytes(byte[] bytes) {
        return bytes;
    }

    /** A UUID. */
    static Object uuid(byte[] bytes) {
        return UUID.fromString(ascii(bytes));
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
