package doppel.dump.subset;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * References between rows in memory, for tables that refer to one another in a cycle: eight bytes each, and as many
 * again while they are collected. Not thread-safe.
 */
final class SubsetLinks {

    private static final int FIRST_SIZE = 1_024;

    private long[] links = new long[FIRST_SIZE];
    private int size;
    private boolean sorted;

    /** Adds a link from one row to another. */
    void add(int from, int to) {
        if (size == links.length) {
            links = Arrays.copyOf(links, Math.addExact(size, size >> 1));
        }
        links[size++] = (long) from << Integer.SIZE | to;
        sorted = false;
    }

    /** Returns the rows that this one links to. */
    void from(int row, IntConsumer taker) {
        if (!sorted) {
            Arrays.sort(links, 0, size);
            sorted = true;
        }
        int place = Arrays.binarySearch(links, 0, size, (long) row << Integer.SIZE);
        for (int i = place < 0 ? -place - 1 : place; i < size && links[i] >> Integer.SIZE == row; i++) {
            taker.accept((int) links[i]);
        }
    }
}
