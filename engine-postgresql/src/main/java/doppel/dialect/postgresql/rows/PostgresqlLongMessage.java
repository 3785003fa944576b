package doppel.dialect.postgresql.rows;

import doppel.DatabaseException;
import doppel.dialect.postgresql.value.BigEndian;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/** A message of {@code COPY} of which only pieces are in memory. Not thread-safe. */
final class PostgresqlLongMessage {

    private static final int PIECE = 1 << 16;

    private final PostgresqlStream stream;
    private final Function<IOException, DatabaseException> failure;
    private final byte[] piece = new byte[PIECE];
    private int left;

    /**
     * @param length how many bytes it has, all of which come next in the stream
     * @param failure what to throw where the stream does not give them
     */
    PostgresqlLongMessage(PostgresqlStream stream, int length, Function<IOException, DatabaseException> failure) {
        this.stream = stream;
        this.failure = failure;
        left = length;
    }

    /** How many bytes have not been taken. */
    int left() {
        return left;
    }

    int takeShort() {
        take(piece, Short.BYTES);
        return BigEndian.shortAt(piece, 0);
    }

    int takeInt() {
        take(piece, Integer.BYTES);
        return BigEndian.intAt(piece, 0);
    }

    byte[] take(int length) {
        byte[] taken = new byte[Math.min(length, left)];
        take(taken, length);
        return taken;
    }

    private void take(byte[] into, int length) {
        if (length < 0 || length > left) {
            throw new IllegalStateException("a message of COPY is shorter than it says");
        }
        try {
            stream.read(into, length);
        } catch (IOException e) {
            left = 0; // nothing else comes
            throw failure.apply(e);
        }
        left -= length;
    }

    /**
     * Writes the next bytes, piece by piece.
     *
     * @throws IOException if the stream that is written to does not take them
     */
    void write(int length, OutputStream out) throws IOException {
        for (int rest = length; rest > 0; rest -= PIECE) {
            int size = Math.min(PIECE, rest);
            take(piece, size);
            out.write(piece, 0, size);
        }
    }

    /** Skips the next bytes. */
    void skip(int length) {
        for (int rest = length; rest > 0; rest -= PIECE) {
            take(piece, Math.min(PIECE, rest));
        }
    }
}
