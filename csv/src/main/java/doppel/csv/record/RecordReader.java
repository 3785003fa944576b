package doppel.csv.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the records of a file in UTF-8, one after the other. A record ends with CR LF, LF or CR outside of quotes.
 * Other than most readers, it tells a bare field from a quoted one, knows where each record begins, and repairs
 * nothing: what RFC 4180 does not allow is the record's {@link #fault}. Memory holds one record. Used by one thread.
 */
public final class RecordReader implements Closeable {

    private static final int FIRST_SIZE = 1 << 16;
    private static final int LARGEST =
            (int) Math.min(1 << 30, Math.max(1 << 24, Runtime.getRuntime().maxMemory() / 4));

    private final FileChannel channel;
    private final Path name;
    private final byte separator;
    private final boolean[] special = new boolean[256];
    private final long end;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int limit;
    private int start; // of the record in the buffer
    private int at;
    private long offset; // of the buffer's first byte
    private long line; // that comes next

    private int[] from = new int[16]; // offsets from the start of the record
    private int[] to = new int[16];
    private boolean[] quoted = new boolean[16];
    private boolean[] doubled = new boolean[16];
    private int count;
    private int size;
    private long firstLine;
    private int bits;
    private String fault;

    private byte[] value;
    private int valueFrom;
    private int valueTo;

    /**
     * Reads a part of a file.
     *
     * @param text the file in UTF-8
     * @param name what places call it
     * @param separator what stands between fields
     * @param offset where the first record begins
     * @param line the line that it begins in
     * @param end where to stop
     */
    public RecordReader(Path text, Path name, char separator, long offset, long line, long end) throws IOException {
        this.channel = FileChannel.open(text, StandardOpenOption.READ);
        this.name = name;
        this.separator = (byte) separator;
        this.end = end;
        special[separator] = true;
        special['"'] = true;
        special['\r'] = true;
        special['\n'] = true;
        special[0] = true;
        seek(offset, line);
    }

    /** Goes on with the record that begins here. */
    public void seek(long newOffset, long newLine) throws IOException {
        channel.position(newOffset);
        offset = newOffset;
        line = newLine;
        start = 0;
        at = 0;
        limit = 0;
        size = 0;
    }

    /** Finds the next record; returns false at the end. */
    public boolean next() throws IOException {
        start = at;
        count = 0;
        bits = 0;
        fault = null;
        firstLine = line;
        if (peek() < 0) {
            return false;
        }
        boolean more = true;
        while (more) {
            begin();
            more = peek() == '"' ? quoted() : bare(false);
        }
        if (bits < 0 && fault == null) {
            fault = Utf8.fault(buffer, start, start + size, offset);
        }
        return true;
    }

    private void begin() {
        if (count == from.length) {
            int more = 2 * count;
            from = Arrays.copyOf(from, more);
            to = Arrays.copyOf(to, more);
            quoted = Arrays.copyOf(quoted, more);
            doubled = Arrays.copyOf(doubled, more);
        }
        from[count] = at - start;
        quoted[count] = false;
        doubled[count] = false;
        count++;
    }

    /** Reads to the end of a field without quotes, or of the rest after them; returns whether another one follows. */
    private boolean bare(boolean afterQuotes) throws IOException {
        while (true) {
            while (at < limit && !special[buffer[at] & 0xff]) {
                bits |= buffer[at++];
            }
            int b = peek();
            if (b == separator || b == '\r' || b == '\n' || b < 0) {
                if (!afterQuotes) {
                    to[count - 1] = at - start;
                }
                return ended(b);
            } else if (b == 0) {
                nul();
                at++;
            } else if (b == '"') {
                fault("has a quote inside a field that does not begin with one", count);
                at++;
            }
        }
    }

    private boolean quoted() throws IOException {
        quoted[count - 1] = true;
        at++;
        from[count - 1]++;
        while (true) {
            while (at < limit && !special[buffer[at] & 0xff]) {
                bits |= buffer[at++];
            }
            int b = peek();
            if (b < 0) {
                to[count - 1] = at - start;
                fault = "has a quote that is not closed before the end of the file"; // whatever else there is
                return ended(b);
            }
            at++;
            if (b == '"') {
                int after = peek();
                if (after != '"') {
                    to[count - 1] = at - 1 - start;
                    if (after != separator && after != '\r' && after != '\n' && after >= 0) {
                        fault("has something between a closing quote and the end of the field", count);
                        return bare(true);
                    }
                    return ended(after);
                }
                doubled[count - 1] = true;
                at++;
            } else if (b == '\n') {
                line++;
            } else if (b == '\r') {
                line += peek() == '\n' ? 0 : 1;
            } else if (b == 0) {
                nul();
            }
        }
    }

    private void nul() {
        fault("holds the character NUL", count);
    }

    private void fault(String what, int field) {
        fault = fault == null ? what + ", in field " + field : fault;
    }

    /** Passes what ends a field; returns whether another one follows. */
    private boolean ended(int b) throws IOException {
        size = at - start;
        if (b < 0) {
            return false;
        }
        at++;
        if (b == separator) {
            return true;
        }
        line++;
        if (b == '\r' && peek() == '\n') {
            at++;
        }
        return false;
    }

    /** The next byte, which stays; -1 at the end. */
    private int peek() throws IOException {
        return at < limit || fill() ? buffer[at] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            offset += start;
            at -= start;
            limit -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            if (limit == LARGEST) {
                throw new RecordTooLargeException(place(limit));
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(LARGEST, 2L * limit));
        }
        int most = (int) Math.min(buffer.length - limit, end - offset - limit);
        int read = most <= 0 ? -1 : channel.read(ByteBuffer.wrap(buffer, limit, most));
        limit += Math.max(0, read);
        return read > 0;
    }

    /** What is wrong with the record, as the end of a sentence; nothing if it is one. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether the last field's quote is not closed. */
    public boolean isUnclosed() {
        return fault != null && fault.startsWith("has a quote that is not closed");
    }

    /** How many fields it has. */
    public int count() {
        return count;
    }

    /** Whether it is a blank line. */
    public boolean isBlank() {
        return size == 0;
    }

    /** Whether a field has nothing in it, not even quotes. */
    public boolean isBareEmpty(int field) {
        return to[field] == from[field] && !quoted[field];
    }

    /** Where it is. */
    public Place place() {
        return place(size);
    }

    private Place place(int bytes) {
        return new Place(name, firstLine, offset + start, bytes);
    }

    /** Where the next record begins. */
    public long nextOffset() {
        return offset + at;
    }

    /** The line in which the next record begins. */
    public long nextLine() {
        return line;
    }

    /** Makes the value of a field, without quotes, what {@link #bytes}, {@link #from} and {@link #to} say. */
    public void load(int field) {
        value = buffer;
        valueFrom = start + from[field];
        valueTo = start + to[field];
        if (doubled[field]) {
            byte[] single = new byte[valueTo - valueFrom];
            int length = 0;
            for (int i = valueFrom; i < valueTo; i++) {
                single[length++] = buffer[i];
                i += buffer[i] == '"' ? 1 : 0;
            }
            value = single;
            valueFrom = 0;
            valueTo = length;
        }
    }

    /** The array that holds the loaded value, until the next one. */
    public byte[] bytes() {
        return value;
    }

    /** Where the loaded value begins. */
    public int from() {
        return valueFrom;
    }

    /** Where the loaded value ends. */
    public int to() {
        return valueTo;
    }

    /** The text of a field. */
    public String text(int field) {
        load(field);
        return new String(value, valueFrom, valueTo - valueFrom, StandardCharsets.UTF_8);
    }

    /** The record as it stands in the file. */
    public byte[] whole() {
        return Arrays.copyOfRange(buffer, start, start + size);
    }

    /** The record as it stands in the file, up to the separator before a field. */
    public byte[] before(int field) {
        int length = field == 0 ? 0 : from[field] - (quoted[field] ? 1 : 0) - 1;
        return Arrays.copyOfRange(buffer, start, start + length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
