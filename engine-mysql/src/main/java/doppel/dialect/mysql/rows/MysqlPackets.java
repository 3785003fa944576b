package doppel.dialect.mysql.rows;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The packets of the protocol of MySQL and MariaDB, read in large pieces into one buffer. Content that is longer than a
 * packet comes in several packets, which are joined here. Not thread-safe.
 */
final class MysqlPackets {

    private static final int HEADER = 4;
    private static final int LONGEST = 0xffffff;
    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final boolean ahead;
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private int position;
    private int end;
    private int left; // of a packet that is taken in pieces
    private boolean more; // packets belong to it

    /**
     * @param in the source of the packets
     * @param ahead whether to read more than the requested packets: then, until the last packet has been read here, the
     *     server must not send anything meant for another reader, and the stream has to return what it has when it is
     *     asked for more
     */
    MysqlPackets(InputStream in, boolean ahead) {
        this.in = in;
        this.ahead = ahead;
    }

    /** The bytes that hold the packet, until the next is read. */
    byte[] bytes() {
        return buffer;
    }

    /** Where the packet begins. */
    int from() {
        return from;
    }

    /** Where the packet ends. */
    int to() {
        return to;
    }

    /** Reads the next packet. */
    void next() throws IOException {
        from = position;
        next(header());
    }

    /**
     * Reads the next packet, unless it has so many bytes: then it has only begun, and has to be taken in pieces.
     *
     * @return whether it has only begun
     */
    boolean begin(int fewest) throws IOException {
        from = position;
        int length = header();
        if (length < fewest) {
            next(length);
            return false;
        }
        left = length;
        more = length == LONGEST;
        return true;
    }

    /** Takes at least one and at most so many bytes of a packet that has begun; they end at {@link #position}. */
    int piece(long most) throws IOException {
        if (!hasMore()) {
            throw new EOFException("a row is shorter than it says");
        }
        if (position == end) {
            position = 0;
            end = 0;
            fill(1, left);
        }
        int piece = (int) Math.min(most, Math.min(left, end - position));
        position += piece;
        left -= piece;
        return piece;
    }

    /** Whether a packet that has begun has more bytes. */
    boolean hasMore() throws IOException {
        while (left == 0 && more) {
            from = position;
            left = header();
            more = left == LONGEST;
        }
        return left > 0;
    }

    /** Where the bytes that were taken last end. */
    int position() {
        return position;
    }

    private void next(int first) throws IOException {
        int length = first;
        from = position;
        require(length);
        position += length;
        to = position;
        while (length == LONGEST) {
            length = header();
            require(length);
            System.arraycopy(buffer, position, buffer, to, length);
            position += length;
            to += length;
        }
    }

    /** Reads the length of the packet; the fourth byte is its sequence number. */
    private int header() throws IOException {
        require(HEADER);
        int length = buffer[position] & 0xff | (buffer[position + 1] & 0xff) << 8 | (buffer[position + 2] & 0xff) << 16;
        position += HEADER;
        return length;
    }

    /** Makes sure that this many bytes follow the position, and keeps the part of the packet read so far. */
    private void require(int bytes) throws IOException {
        if (end - position >= bytes) {
            return;
        }
        if (buffer.length - position < bytes) {
            makeRoom(bytes);
        }
        fill(bytes, bytes);
    }

    /** Reads until at least this many bytes follow the position; if the stream may wait, no more than so many. */
    private void fill(int fewest, int most) throws IOException {
        while (end - position < fewest) {
            int room = ahead ? buffer.length : Math.min(buffer.length, position + most);
            int read = in.read(buffer, end, room - end);
            if (read < 0) {
                throw new EOFException("the server has closed the connection");
            }
            end += read;
        }
    }

    private void makeRoom(int bytes) {
        int needed = Math.addExact(position - from, bytes);
        byte[] room = needed <= buffer.length ? buffer : new byte[Math.addExact(needed, needed / 4 + BUFFER)];
        System.arraycopy(buffer, from, room, 0, end - from);
        buffer = room;
        end -= from;
        position -= from;
        to -= from;
        from = 0;
    }

    /** A copy of the packet. */
    byte[] copy() {
        return Arrays.copyOfRange(buffer, from, to);
    }
}
