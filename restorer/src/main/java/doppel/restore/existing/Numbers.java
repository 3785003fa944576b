package doppel.restore.existing;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of numbers. It takes little memory where numbers lie close together, as keys do. Not thread-safe. */
final class Numbers {

    private static final int BITS = 16;

    private final Map<Long, BitSet> pages = new HashMap<>();
    private long least = Long.MAX_VALUE;

    void add(long number) {
        pages.computeIfAbsent(number >> BITS, unknown -> new BitSet()).set((int) (number & ((1 << BITS) - 1)));
        least = Math.min(least, number);
    }

    boolean contains(long number) {
        BitSet page = pages.get(number >> BITS);
        return page != null && page.get((int) (number & ((1 << BITS) - 1)));
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }

    /** The least of them. */
    long least() {
        return least;
    }
}
