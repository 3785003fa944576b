package doppel.literal;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Text whose bytes are not valid in the encoding of its database, so that no {@link String} can hold it. Immutable; equal
 * to another of the same bytes.
 */
public final class RawText {

    private final byte[] bytes;

    /** Text of these bytes, in the database's encoding. */
    public RawText(byte[] bytes) {
        this.bytes = bytes.clone();
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
