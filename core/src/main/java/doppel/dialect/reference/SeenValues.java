package doppel.dialect.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A set of whole numbers and texts that may forget some values to stay small: what it contains was added, but not
 * everything added is contained. Numbers are kept as bits of an array that begins near the first number. Not
 * thread-safe.
 */
final class SeenValues {

    /** As many numbers fit into eight megabytes. */
    private static final long MOST_NUMBERS = 1L << 26;

    private static final int MOST_TEXTS = 50_000;
    private static final int LONGEST_TEXT = 100;
    private static final int FIRST_WORDS = 64;

    private long[] bits = {};
    private long first;
    private final Set<String> texts = new HashSet<>();

    /** Adds a number, if there is room. */
    void add(long number) {
        if (bits.length == 0) {
            bits = new long[FIRST_WORDS];
            first = number & -Long.SIZE; // so that each word begins at a multiple
        }
        long offset = number - first;
        if (offset < 0 || offset >= MOST_NUMBERS || number < first) {
            return;
        }
        int word = (int) (offset / Long.SIZE);
        if (word >= bits.length) {
            bits = Arrays.copyOf(bits, Math.max(word + 1, (int) Math.min(2L * bits.length, MOST_NUMBERS / Long.SIZE)));
        }
        bits[word] |= 1L << number;
    }

    /** Whether the number was added and is still known. */
    boolean contains(long number) {
        long offset = number - first;
        return offset >= 0
                && number >= first
                && offset / Long.SIZE < bits.length
                && (bits[(int) (offset / Long.SIZE)] & 1L << number) != 0;
    }

    /** Adds a text, if there is room. */
    void add(byte[] utf8, int from, int to) {
        if (texts.size() < MOST_TEXTS && to - from <= LONGEST_TEXT) {
            texts.add(text(utf8, from, to));
        }
    }

    /** Whether the text was added and is still known. */
    boolean contains(byte[] utf8, int from, int to) {
        return to - from <= LONGEST_TEXT && texts.contains(text(utf8, from, to));
    }

    /** One character for each byte, since only the equality of bytes matters here. */
    private static String text(byte[] utf8, int from, int to) {
        return new String(utf8, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
