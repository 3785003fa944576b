package doppel.dialect.mysql.rows;

import doppel.literal.LargeValue;
import doppel.literal.TemporalText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

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

    private static final byte[] LETTERS = {'\\', 'n', 't', '0'};

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;
    private boolean rowBegun;
    private final List<Large> large = new ArrayList<>();
    private long inFiles;

    /** A value that stands at a place, and stays in its file. */
    private record Large(int at, LargeValue value) {}

    /** Adds a field: a String, a byte array, a value in a file, or null. */
    void field(Object wire) {
        begin();
        if (wire == null) {
            put((byte) '\\');
            put((byte) 'N');
        } else if (wire instanceof LargeValue value) {
            large.add(new Large(length, value));
            inFiles += value.length();
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
        large.clear();
        inFiles = 0;
    }

    /** How many bytes have been written, with the values that are in files. */
    long length() {
        return length + inFiles;
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

    /** Escapes bytes into an array that is twice as long; returns how many there are then. */
    static int escape(byte[] field, int size, byte[] into) {
        int length = 0;
        for (int i = 0; i < size; i++) {
            byte b = field[i];
            int special = b == '\\' ? 0 : b == '\n' ? 1 : b == '\t' ? 2 : b == 0 ? 3 : -1;
            if (special >= 0) {
                into[length++] = '\\';
            }
            into[length++] = special < 0 ? b : LETTERS[special];
        }
        return length;
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
    @SuppressWarnings("JdkObsolete") // the stream wants its parts like this
    InputStream take() {
        List<Supplier<InputStream>> parts = new ArrayList<>();
        int at = 0;
        for (Large value : large) {
            int from = at;
            parts.add(() -> new ByteArrayInputStream(bytes, from, value.at() - from));
            parts.add(() -> new MysqlEscapedStream(value.value()));
            at = value.at();
        }
        int from = at;
        int to = length;
        parts.add(() -> new ByteArrayInputStream(bytes, from, to - from));
        length = 0;
        large.clear();
        inFiles = 0;
        Iterator<Supplier<InputStream>> next = parts.iterator();
        return new SequenceInputStream(
                new Enumeration<>() { // which opens one after the other
                    @Override
                    public boolean hasMoreElements() {
                        return next.hasNext();
                    }

                    @Override
                    public InputStream nextElement() {
                        return next.next().get();
                    }
                });
    }
}
