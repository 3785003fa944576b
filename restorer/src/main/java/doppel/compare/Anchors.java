package doppel.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines that very probably correspond to each other in two long texts: lines that each text has once, in the same
 * order. They are found as in patience diff (Bram Cohen), by the longest increasing subsequence, but only among a
 * sample of the lines. Their hashes choose the sample, so that both texts choose the same lines and memory does not
 * grow with the texts: 65,536 lines at most. Not thread-safe.
 */
final class Anchors {

    private static final int SAMPLE = 1 << 16;

    private final long[] placesInA;
    private final long[] placesInB;
    private int next;

    private Anchors(long[] placesInA, long[] placesInB) {
        this.placesInA = placesInA;
        this.placesInB = placesInB;
    }

    /** Reads both texts. If neither has more lines than this, there are no anchors. */
    static Anchors find(LineReader a, LineReader b, int few) throws IOException {
        Sample sampleOfA = new Sample(a);
        Sample sampleOfB = new Sample(b);
        if (sampleOfA.lines <= few && sampleOfB.lines <= few) {
            return new Anchors(new long[0], new long[0]);
        }
        List<long[]> common = new ArrayList<>();
        sampleOfA.places.forEach((hash, placeInA) -> {
            long placeInB = sampleOfB.places.getOrDefault(hash, -1L);
            if (placeInA >= 0 && placeInB >= 0) {
                common.add(new long[] {placeInA, placeInB});
            }
        });
        common.sort((one, other) -> Long.compare(one[0], other[0]));
        List<long[]> rising = longestRising(common);
        return new Anchors(
                rising.stream().mapToLong(pair -> pair[0]).toArray(),
                rising.stream().mapToLong(pair -> pair[1]).toArray());
    }

    /** Forgets the anchors before or at these places, counted from 0. */
    void skipTo(long placeInA, long placeInB) {
        while (next < placesInA.length && (placesInA[next] < placeInA || placesInB[next] < placeInB)) {
            next++;
        }
        if (next < placesInA.length && placesInA[next] == placeInA && placesInB[next] == placeInB) {
            next++; // the lines there differ after all: only their hashes are equal
        }
    }

    /** The place of the next anchor in the first text; far away if there is none. */
    long placeInA() {
        return next < placesInA.length ? placesInA[next] : Long.MAX_VALUE;
    }

    /** The place of the next anchor in the second text; far away if there is none. */
    long placeInB() {
        return next < placesInB.length ? placesInB[next] : Long.MAX_VALUE;
    }

    /** The longest subsequence whose second numbers rise, by patience sorting. */
    private static List<long[]> longestRising(List<long[]> pairs) {
        int[] before = new int[pairs.size()];
        int[] lastOfLength = new int[pairs.size()];
        long[] tops = new long[pairs.size()];
        int longest = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int at = -Arrays.binarySearch(tops, 0, longest, pairs.get(i)[1]) - 1;
            tops[at] = pairs.get(i)[1];
            lastOfLength[at] = i;
            before[i] = at == 0 ? -1 : lastOfLength[at - 1];
            longest = Math.max(longest, at + 1);
        }
        long[][] rising = new long[longest][];
        for (int i = longest == 0 ? -1 : lastOfLength[longest - 1], at = longest - 1; i >= 0; i = before[i]) {
            rising[at--] = pairs.get(i);
        }
        return List.of(rising);
    }

    private static final class Sample {

        private final Map<Long, Long> places = new HashMap<>();
        private long lines;
        private long mask;

        Sample(LineReader reader) throws IOException {
            for (SourceLine line = reader.next(); line != null; line = reader.next()) {
                if ((line.hash() & mask) == 0) {
                    places.merge(line.hash(), lines, (first, second) -> -1L);
                }
                lines++;
                while (places.size() > SAMPLE) {
                    mask = mask << 1 | 1;
                    places.keySet().removeIf(hash -> (hash & mask) != 0);
                }
            }
        }
    }
}
