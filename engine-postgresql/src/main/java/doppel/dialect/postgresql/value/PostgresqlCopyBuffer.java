package doppel.dialect.postgresql.value;

import doppel.literal.LargeValue;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in the text format or the binary format of {@code COPY}, in one array that is used again and again. Not
 * thread-safe.
 */
public final class PostgresqlCopyBuffer {

    /** How many bytes a value may have: a row with it has to fit into what the server allocates at once, 1 GB. */
    public static final int LONGEST = (1 << 30) - 1_024;

    private static final int FIRST_SIZE = 1 << 17;
    private static final int LARGE = 32 * FIRST_SIZE;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private final List<Large> large = new ArrayList<>();
    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    /** A value that stands at a place, and stays in its file. */
    private record Large(int at, LargeValue value) {}

    /** Takes pieces of what the buffer holds. */
    public interface Sink {
        /** Takes these bytes, which belong to the caller. */
        void take(byte[] piece, int from, int length) throws SQLException;
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
    }

    /**
     * Gives everything between two places in pieces, with the values that are still in their files.
     *
     * @param longest the maximum length of a piece
     */
    public void send(int from, int to, int longest, Sink sink) throws SQLException {
        int at = from;
        for (Large value : large) {
            if (value.at() > from && value.at() <= to) {
                sendBytes(at, value.at(), longest, sink);
                send(value.value(), longest, sink);
                at = value.at();
            }
        }
        sendBytes(at, to, longest, sink);
    }

    private void sendBytes(int from, int to, int longest, Sink sink) throws SQLException {
        for (int at = from; at < to; at += longest) {
            sink.take(bytes, at, Math.min(longest, to - at));
        }
    }

    /** Gives a value that is in its file in pieces. */
    private static void send(LargeValue value, int longest, Sink sink) throws SQLException {
        byte[] piece = new byte[longest];
        try (InputStream in = value.open()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                sink.take(piece, 0, read);
            }
        } catch (IOException e) {
            throw value.failure(e);
        }
    }

    public int length() {
        return length;
    }

    public void clear() {
        if (bytes.length > LARGE && length < bytes.length / 8) {
            bytes = new byte[FIRST_SIZE]; // a huge value has gone
        }
        length = 0;
        large.clear();
    }

    /** Takes back what was put after the buffer had this length. */
    public void truncate(int earlier) {
        length = earlier;
        large.removeIf(value -> value.at() > earlier);
    }

    public void endField(boolean last) {
        room(1);
        bytes[length++] = (byte) (last ? '\n' : '\t');
    }

    public void putNull() {
        room(2);
        bytes[length++] = '\\';
        bytes[length++] = 'N';
    }

    public void putText(String text) {
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

    public void putBytes(byte[] text) {
        putBytes(text, 0, text.length);
    }

    public void putBytes(byte[] text, int from, int to) {
        room(2 * (to - from));
        for (int i = from; i < to; i++) {
            put(text[i]);
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

    void putByte(int number) {
        room(Byte.BYTES);
        bytes[length++] = (byte) number;
    }

    public void putShort(int number) {
        room(Short.BYTES);
        SHORT.set(bytes, length, (short) number);
        length += Short.BYTES;
    }

    public void putInt(int number) {
        room(Integer.BYTES);
        INT.set(bytes, length, number);
        length += Integer.BYTES;
    }

    void putLong(long number) {
        room(Long.BYTES);
        LONG.set(bytes, length, number);
        length += Long.BYTES;
    }

    /** A long after its size; true. */
    boolean putSizedLong(long number) {
        putInt(Long.BYTES);
        putLong(number);
        return true;
    }

    /** Bytes after their number. */
    void putSized(byte[] value) {
        putInt(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** A value that stays in its file, after its size; false, and nothing is put, if the server has no room for it. */
    boolean putSized(LargeValue value) {
        if (value.length() > LONGEST) {
            return false;
        }
        putInt((int) value.length());
        large.add(new Large(length, value));
        return true;
    }

    /** The same after a byte. */
    boolean putSized(int first, LargeValue value) {
        if (value.length() >= LONGEST) {
            return false;
        }
        putInt((int) value.length() + 1);
        putByte(first);
        large.add(new Large(length, value));
        return true;
    }

    /**
     * A text in UTF-8 after its size; false where the server's texts cannot hold it, and something was put all the
     * same.
     */
    boolean putSizedText(String text) {
        int start = length;
        putInt(0);
        return putUnicode(text) && size(start);
    }

    /** The same after a byte. */
    boolean putSizedText(int first, String text) {
        int start = length;
        putInt(0);
        putByte(first);
        return putUnicode(text) && size(start);
    }

    private boolean size(int start) {
        INT.set(bytes, start, length - start - Integer.BYTES);
        return true;
    }

    private boolean putUnicode(String text) {
        int characters = text.length();
        room(Math.multiplyExact(3, characters));
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < characters; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c == 0) {
                    return false;
                }
                to[at++] = (byte) c;
            } else if (c < 0x800) {
                to[at++] = (byte) (0xc0 | c >> 6);
                to[at++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                to[at++] = (byte) (0xe0 | c >> 12);
                to[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                to[at++] = (byte) (0x80 | c & 0x3f);
            } else {
                int point = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(point)) {
                    return false;
                }
                to[at++] = (byte) (0xf0 | point >> 18);
                to[at++] = (byte) (0x80 | point >> 12 & 0x3f);
                to[at++] = (byte) (0x80 | point >> 6 & 0x3f);
                to[at++] = (byte) (0x80 | point & 0x3f);
                i++;
            }
        }
        length = at;
        return true;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }
}
