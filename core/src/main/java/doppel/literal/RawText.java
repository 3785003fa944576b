package doppel.literal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Text whose bytes are not valid in the encoding of its database, so that no {@link String} can hold it. Immutable;
 * equal if the bytes are equal.
 */
public final class RawText {

    private static final char REPLACEMENT = '\ufffd';

    private final byte[] bytes;

    /** Text of these bytes, in the database's encoding. */
    public RawText(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Decodes bytes as UTF-8: a String, or RawText if they are not valid. */
    public static Object decode(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // the decoder puts U+FFFD where bytes are not UTF-8; the text may also hold one of its own
        return text.indexOf(REPLACEMENT) < 0
                ? text
                : decode(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
    }

    /** Decodes bytes in an encoding: a String, or RawText if they are not valid. */
    public static Object decode(byte[] bytes, Charset encoding) {
        try {
            return encoding.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new RawText(bytes);
        }
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes there are. */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawText text && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The literal of this text. */
    @Override
    public String toString() {
        return "rawText(\"" + HexFormat.of().formatHex(bytes) + "\")";
    }
}
