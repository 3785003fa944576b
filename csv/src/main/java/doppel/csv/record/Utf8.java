package doppel.csv.record;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds bytes that are not UTF-8. Stateless. */
final class Utf8 {

    private Utf8() {}

    /**
     * What is not UTF-8 in a piece of an array, as the end of a sentence; null if everything is.
     *
     * @param offset where the array's first byte is in the file
     */
    static String fault(byte[] bytes, int from, int to, long offset) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer out = CharBuffer.allocate(1 << 12);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return result.isError()
                ? String.format(
                        Locale.ROOT,
                        "holds the byte 0x%02X, the %,d. of the file, which is not UTF-8",
                        bytes[in.position()] & 0xff,
                        offset + in.position() + 1)
                : null;
    }
}
