package doppel.literal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Finds out whether bytes that come in pieces are UTF-8, as {@link RawText#decode} does. Not thread-safe. */
public final class Utf8Check {

    private static final int LONGEST_CHARACTER = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(1 << 13);
    private final ByteBuffer rest = ByteBuffer.allocate(2 * LONGEST_CHARACTER); // of a character between two pieces
    private boolean valid = true;

    /** Looks at the next piece. */
    public void add(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        while (valid && rest.position() > 0 && at < end) { // at most three times
            rest.put(bytes[at++]);
            rest.flip();
            decode(rest, false);
            rest.compact();
        }
        if (valid && at < end) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, end - at);
            decode(piece, false);
            if (valid) {
                rest.put(piece);
            }
        }
    }

    private void decode(ByteBuffer in, boolean last) {
        boolean more = true;
        while (more && valid) {
            decoded.clear();
            var result = decoder.decode(in, decoded, last);
            valid = !result.isError();
            more = result.isOverflow();
        }
    }

    /** Whether all pieces together are UTF-8; nothing may be added after this. */
    public boolean isValid() {
        rest.flip();
        decode(rest, true);
        return valid;
    }
}
