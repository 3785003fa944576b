package doppel.dialect.mysql.rows;

import doppel.literal.TemporalText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Rows in the default format of {@code LOAD DATA}: fields end with a tab, rows with a line feed, a backslash escapes,
 * and {@code \N} is NULL. Not thread-safe.
 */
final class MysqlRowFile {

    /** The smallest number has twenty characters. */
    private static final int LONGEST_NUMBER = 20;

    private static final int FIRST_SIZE = 1 << 16;

    /** More than the usual batch. */
    private static final int LARGE = 1 << 24;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;
    private boolean rowBegun;

    /** Adds a field: a String, a byte array, or null. */
    void field(Object wire) {
        begin();
        if (wire == null) {
            put((byte) '\\');
            put((byte) 'N');
        } else if (wire instanceof byte[] field) {
            escaped(field);
        } else {
            text((String) wire);
        }
    }

    /** Adds a field: a whole number. */
    void number(long number) {
        begin();
        ensure(LONGEST_NUMBER);
        if (number == Long.MIN_VALUE) {
            text(Long.toString(number));
            return;
        }
        long rest = number;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long limit = 10; digits < 19 && rest >= limit; limit *= 10) {
            digits++;
        }
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Adds a field: a day of the years 0 to 9999. */
    void day(LocalDate day) {
        begin();
        ensure(LONGEST_NUMBER);
        length = TemporalText.write(day, bytes, length);
    }

    private void begin() {
        if (rowBegun) {
            put((byte) '\t');
        }
        rowBegun = true;
    }

    /** Discards what has been written. */
    void clear() {
        if (bytes.length > LARGE) {
            bytes = new byte[FIRST_SIZE]; // a huge value is gone
        }
        length = 0;
        rowBegun = false;
    }

    /** How many bytes have been written. */
    int length() {
        return length;
    }

    /** Ends a row. */
    void endRow() {
        put((byte) '\n');
        rowBegun = false;
    }

    private void text(String text) {
        int characters = text.length();
        ensure(2 * characters);
        for (int i = 0; i < characters; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                escaped(text.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            escape((byte) c);
        }
    }

    private void escaped(byte[] field) {
        ensure(2 * field.length);
        for (byte b : field) {
            escape(b);
        }
    }

    private void escape(byte b) {
        if (b > '\n' && b != '\\' || b < 0) {
            bytes[length++] = b;
            return;
        }
        switch (b) {
            case '\\' -> pair('\\');
            case '\n' -> pair('n');
            case '\t' -> pair('t');
            case '\0' -> pair('0');
            default -> bytes[length++] = b;
        }
    }

    private void pair(char letter) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) letter;
    }

    private void put(byte b) {
        ensure(1);
        bytes[length++] = b;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
        }
    }

    /** Returns the rows so far. Afterwards this is empty, and must not be written to until they have been read. */
    InputStream take() {
        InputStream rows = new ByteArrayInputStream(bytes, 0, length);
        length = 0;
        return rows;
    }
}
