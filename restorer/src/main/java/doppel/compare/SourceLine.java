package doppel.compare;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A line of a file. It keeps only the beginning of a long line, and the SHA-256 of the whole; lines are equal if all
 * their bytes are, and the line feed at their end. Not thread-safe.
 */
final class SourceLine {

    /** How many bytes of a line are kept. */
    static final int KEPT = 4_096;

    private final String file;
    private final int number;
    private final byte[] kept;
    private final byte[] sha256;
    private final long length;
    private final boolean ended;
    private long hash;

    /**
     * @param file the name of its file
     * @param number its number in the file, from 1
     * @param kept its first bytes, without the line feed
     * @param sha256 the hash of all its bytes, or null if all are kept
     * @param length how many bytes it has
     * @param ended whether a line feed follows
     */
    SourceLine(String file, int number, byte[] kept, byte[] sha256, long length, boolean ended) {
        this.file = file;
        this.number = number;
        this.kept = kept;
        this.sha256 = sha256;
        this.length = length;
        this.ended = ended;
    }

    /** A line that represents something else. */
    static SourceLine of(String file, int number, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SourceLine(file, number, bytes, null, bytes.length, true);
    }

    /** The place: the file's name and the line number. */
    String place() {
        return file + ":" + number;
    }

    byte[] kept() {
        return kept;
    }

    boolean ended() {
        return ended;
    }

    /** 64 well mixed bits of the line, the same on every machine. */
    long hash() {
        if (hash == 0) {
            long mixed = length;
            for (byte each : sha256 == null ? kept : sha256) {
                mixed = (mixed ^ each) * 0x100000001b3L;
            }
            // the finalizer of MurmurHash3 (Appleby, 2011)
            mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
            hash = mixed ^ mixed >>> 33;
        }
        return hash;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SourceLine other
                && length == other.length
                && ended == other.ended
                && Arrays.equals(kept, other.kept)
                && Arrays.equals(sha256, other.sha256);
    }

    /** The text to show. */
    @Override
    public String toString() {
        int shown = kept.length;
        if (sha256 == null) {
            return decode(shown);
        }
        while (shown > KEPT - 4 && (kept[shown - 1] & 0xc0) == 0x80) {
            shown--; // never splits a character
        }
        return decode(shown - 1) + "... [" + length + " bytes, SHA-256 "
                + HexFormat.of().formatHex(sha256).substring(0, 12) + "]";
    }

    private String decode(int bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(kept, 0, bytes);
        StringBuilder text = new StringBuilder(bytes);
        CharBuffer out = CharBuffer.allocate(bytes);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append('<')
                        .append(HexFormat.of().withUpperCase().toHexDigits(in.get()))
                        .append('>');
            }
            decoder.reset();
        }
    }
}
