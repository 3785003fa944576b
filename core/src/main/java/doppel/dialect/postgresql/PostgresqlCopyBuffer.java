package doppel.dialect.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows in the text format of {@code COPY}, in one array that is used again and again. Not thread-safe. */
final class PostgresqlCopyBuffer {

    private static final int FIRST_SIZE = 1 << 16;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        if (bytes.length > 64 * FIRST_SIZE && length < bytes.length / 8) {
            bytes = new byte[FIRST_SIZE]; // a huge value has gone
        }
        length = 0;
    }

    void endField(boolean last) {
        room(1);
        bytes[length++] = (byte) (last ? '\n' : '\t');
    }

    void putNull() {
        room(2);
        bytes[length++] = '\\';
        bytes[length++] = 'N';
    }

    void putText(String text) {
        room(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                putBytes(text.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            put((byte) c);
        }
    }

    void putBytes(byte[] text) {
        room(2 * text.length);
        for (byte b : text) {
            put(b);
        }
    }

    private void put(byte b) {
        switch (b) {
            case '\\' -> escape('\\');
            case '\t' -> escape('t');
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            default -> bytes[length++] = b;
        }
    }

    private void escape(char letter) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) letter;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }
}
