package doppel.dialect.mysql;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows in the form that {@code LOAD DATA} reads as it does where nothing else is said: fields end with a tab, rows with a line
 * feed, a backslash escapes, and {@code \N} is NULL. Not thread-safe.
 */
final class MysqlRowFile {

    private byte[] bytes = new byte[1 << 16];
    private int length;
    private boolean rowBegun;

    /** Adds a field: a String, a byte array, or null. */
    void field(Object wire) {
        if (rowBegun) {
            put((byte) '\t');
        }
        rowBegun = true;
        if (wire == null) {
            put((byte) '\\');
            put((byte) 'N');
        } else if (wire instanceof byte[] field) {
            escaped(field);
        } else {
            text((String) wire);
        }
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

    /** The rows so far. Afterwards this holds none, and must not be written to until they are read. */
    InputStream take() {
        InputStream rows = new ByteArrayInputStream(bytes, 0, length);
        length = 0;
        return rows;
    }
}
