package doppel.literal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing piece of source text in UTF-8. Not thread-safe. */
public final class SourceBuffer {

    private byte[] bytes = new byte[8_192];
    private int length;

    /** How many bytes it holds. */
    public int length() {
        return length;
    }

    /** Cuts the buffer to this length. */
    public void truncate(int newLength) {
        length = Math.min(length, newLength);
    }

    /** Appends a character below U+0080. */
    public void put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    /** Appends text, as it is. */
    public void put(String text) {
        int size = text.length();
        reserve(3 * size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                put(text.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[length++] = (byte) c;
        }
    }

    /** Appends bytes, as they are. */
    public void put(byte[] utf8) {
        put(utf8, 0, utf8.length);
    }

    /** Appends a piece of an array, as it is. */
    public void put(byte[] utf8, int from, int to) {
        reserve(to - from);
        System.arraycopy(utf8, from, bytes, length, to - from);
        length += to - from;
    }

    /** A copy of the bytes from this place on. */
    public byte[] from(int start) {
        return Arrays.copyOfRange(bytes, start, length);
    }

    /** Appends what another buffer holds. */
    public void put(SourceBuffer other) {
        reserve(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
    }

    /** Appends a number. */
    public void put(long number) {
        if (number == Long.MIN_VALUE) {
            put("-9223372036854775808");
            return;
        }
        reserve(20);
        long rest = number;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long limit = 10; digits < 19 && rest >= limit; digits++) {
            limit *= 10;
        }
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Writes everything to a stream. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The text. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Makes room for this many more bytes, and returns the array, for writers that fill it themselves. */
    byte[] reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
        return bytes;
    }

    /** Sets the position up to which the array is filled. */
    void filledTo(int end) {
        length = end;
    }
}
