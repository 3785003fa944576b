package doppel.dialect.mysql.rows;

import doppel.literal.LargeValue;
import java.io.IOException;
import java.io.InputStream;

/** A value that is in a file, as a field of {@link MysqlRowFile}, piece by piece. Not thread-safe. */
final class MysqlEscapedStream extends InputStream {

    private static final int PIECE = 1 << 16;

    private final LargeValue value;
    private final InputStream in;
    private final byte[] read = new byte[PIECE];
    private final byte[] escaped = new byte[2 * PIECE];
    private int at;
    private int end;

    MysqlEscapedStream(LargeValue value) {
        this.value = value;
        in = value.open();
    }

    @Override
    public int read() {
        return fill() ? escaped[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (!fill()) {
            return -1;
        }
        int piece = Math.min(length, end - at);
        System.arraycopy(escaped, at, into, from, piece);
        at += piece;
        return piece;
    }

    /** Whether there are more bytes. */
    private boolean fill() {
        if (at < end) {
            return true;
        }
        try {
            int size = in.readNBytes(read, 0, PIECE);
            at = 0;
            end = MysqlRowFile.escape(read, size, escaped);
            return size > 0;
        } catch (IOException e) {
            throw value.failure(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw value.failure(e);
        }
    }
}
