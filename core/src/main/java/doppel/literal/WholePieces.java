package doppel.literal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A large value that its database gave whole, so that no other copy of it is made.
 *
 * @param bytes the bytes, which belong to the caller again afterwards
 * @param isText whether they should be text in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record WholePieces(byte[] bytes, boolean isText) implements ValuePieces {

    private static final int PIECE = 1 << 16;

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (int from = 0; from < bytes.length; from += PIECE) {
            out.write(bytes, from, Math.min(PIECE, bytes.length - from));
        }
    }
}
