package doppel.csv.record;

import doppel.literal.SourceBuffer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;

/**
 * Writes records in UTF-8 as RFC 4180 has them: CR LF after each, quotes where a field needs them. A field that holds
 * anything that some other file may have between its fields is quoted too, so that readers find out what this one has.
 * Memory does not depend on the size of fields that come in pieces. Used by one thread.
 */
public final class RecordWriter implements Closeable {

    /** Of {@link #scan}: the text needs quotes. */
    public static final int QUOTES = 1;
    /** Of {@link #scan}: the text holds NUL. */
    public static final int NUL = 2;
    /** Of {@link #scan}: the text holds more than ASCII. */
    public static final int HIGH = 4;

    /** How many bytes {@link #byteOrderMark} has. */
    public static final int BYTE_ORDER_MARK_SIZE = 3;

    private static final int FULL = 1 << 16;
    private static final int PIECE = 1 << 14;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] kinds = new byte[256];
    private final OutputStream out;
    private final char separator;
    private final SourceBuffer buffer = new SourceBuffer();
    private boolean first = true;

    /** Writes to this stream, which is closed with it. */
    public RecordWriter(OutputStream out, char separator) {
        this.out = out;
        this.separator = separator;
        for (char c : "\"\r\n,;\t|".toCharArray()) {
            kinds[c] = QUOTES;
        }
        kinds[separator] = QUOTES;
        kinds[0] = NUL;
        for (int b = 0x80; b < 0x100; b++) {
            kinds[b] = HIGH;
        }
    }

    /** Writes the mark that tells some programs that this is UTF-8: the very first thing in a file. */
    public void byteOrderMark() {
        buffer.put(BYTE_ORDER_MARK);
    }

    /** What there is in a piece of text: {@link #QUOTES}, {@link #NUL}, {@link #HIGH}. */
    public int scan(byte[] utf8, int from, int to) {
        int found = 0;
        for (int i = from; i < to; i++) {
            found |= kinds[utf8[i] & 0xff];
        }
        return found;
    }

    private void separate() {
        if (!first) {
            buffer.put(separator);
        }
        first = false;
    }

    /** A field with nothing in it. */
    public void empty() {
        separate();
    }

    /** Begins a field that needs no quotes, and returns where to write it. */
    public SourceBuffer plain() {
        separate();
        return buffer;
    }

    /** A field of text. */
    public void text(byte[] utf8, int from, int to) {
        text("", utf8, from, to, scan(utf8, from, to));
    }

    /**
     * A field of text behind a prefix that needs no quotes.
     *
     * @param found what {@link #scan} has found in it
     */
    public void text(String prefix, byte[] utf8, int from, int to, int found) {
        separate();
        boolean fragile =
                prefix.isEmpty() && (from == to || utf8[from] == ' ' || utf8[to - 1] == ' ' || isMark(utf8, from, to));
        if (!fragile && (found & QUOTES) == 0) {
            buffer.put(prefix);
            buffer.put(utf8, from, to);
            return;
        }
        buffer.put('"');
        buffer.put(prefix);
        doubled(utf8, from, to);
        buffer.put('"');
    }

    private static boolean isMark(byte[] utf8, int from, int to) {
        return to - from >= 3 && utf8[from] == BYTE_ORDER_MARK[0] && utf8[from + 1] == BYTE_ORDER_MARK[1];
    }

    private void doubled(byte[] utf8, int from, int to) {
        int written = from;
        for (int i = from; i < to; i++) {
            if (utf8[i] == '"') {
                buffer.put(utf8, written, i + 1);
                written = i;
            }
        }
        buffer.put(utf8, written, to);
    }

    /** A field of text that does not fit into memory, always in quotes: a prefix, its beginning and its rest. */
    public void text(String prefix, byte[] beginning, InputStream rest) throws IOException {
        separate();
        buffer.put('"');
        buffer.put(prefix);
        doubled(beginning, 0, beginning.length);
        byte[] piece = new byte[PIECE];
        for (int read = rest.read(piece); read > 0; read = rest.read(piece)) {
            doubled(piece, 0, read);
            flushIfFull();
        }
        buffer.put('"');
    }

    /** Gives bytes to a stream. */
    public interface Giver {
        /** Writes all bytes. */
        void writeTo(OutputStream sink) throws IOException;
    }

    /** A field of bytes in hexadecimal digits behind a prefix. */
    public void hexadecimal(String prefix, Giver giver) throws IOException {
        separate();
        buffer.put(prefix);
        giver.writeTo(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                for (int i = from; i < from + length; i += PIECE) {
                    buffer.put(HEX.formatHex(bytes, i, Math.min(i + PIECE, from + length)));
                    flushIfFull();
                }
            }
        });
    }

    /** A field of bytes in hexadecimal digits behind a prefix. */
    public void hexadecimal(String prefix, byte[] bytes) {
        separate();
        buffer.put(prefix);
        buffer.put(HEX.formatHex(bytes));
    }

    /** Ends the record. */
    public void end() throws IOException {
        buffer.put('\r');
        buffer.put('\n');
        first = true;
        flushIfFull();
    }

    /** Writes text between records, as it is. */
    public void verbatim(String text) {
        buffer.put(text);
    }

    private void flushIfFull() throws IOException {
        if (buffer.length() > FULL) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.writeTo(out);
        buffer.truncate(0);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}
