package doppel.compare;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The difference of two texts of any length. Equal lines are skipped. Where lines differ, Myers's algorithm (Eugene
 * Myers, 1986, in linear space) finds the shortest difference of the next {@value #WINDOW} lines of each side, which is
 * used up to the last equal line in it. Longer insertions and deletions end at the next of the {@link Anchors}. Time is
 * linear in the length of the texts, unless windows are full of equal lines in another order, and memory is bounded.
 * The difference is always right; it is the shortest one if both texts fit into a window.
 */
final class LineDiff {

    /** How many lines of each side are compared at once. */
    static final int WINDOW = 1_024;

    private final LineWindow a;
    private final LineWindow b;
    private final Anchors anchors;
    private final HunkBuilder hunks;

    LineDiff(LineReader a, LineReader b, Anchors anchors, HunkBuilder hunks) {
        this.a = new LineWindow(a);
        this.b = new LineWindow(b);
        this.anchors = anchors;
        this.hunks = hunks;
    }

    /** Compares everything. */
    void run() throws IOException {
        while (true) {
            SourceLine lineOfA = a.peek();
            SourceLine lineOfB = b.peek();
            if (lineOfA == null && lineOfB == null) {
                return;
            }
            if (lineOfA != null && lineOfA.equals(lineOfB)) {
                hunks.same(lineOfA, lineOfB);
                a.take(1);
                b.take(1);
            } else {
                compareWindow();
            }
        }
    }

    private void compareWindow() throws IOException {
        anchors.skipTo(a.taken(), b.taken());
        long leftOfA = anchors.placeInA() - a.taken();
        long leftOfB = anchors.placeInB() - b.taken();
        List<SourceLine> linesOfA = a.peek(Math.min(WINDOW, leftOfA));
        List<SourceLine> linesOfB = b.peek(Math.min(WINDOW, leftOfB));
        if (linesOfA.isEmpty() && linesOfB.isEmpty()) {
            throw new IOException("a file was changed while it was read");
        }
        boolean cutA = linesOfA.size() == WINDOW && leftOfA > WINDOW;
        boolean cutB = linesOfB.size() == WINDOW && leftOfB > WINDOW;

        BitSet removed = new BitSet();
        BitSet added = new BitSet();
        mark(linesOfA, linesOfB, removed, added);

        // What follows the last equal line may have its partner behind the window, so it is looked at again with the
        // next
        // lines; but half a window goes each time, or this would take too long.
        int endOfA = cutA || cutB ? removed.previousClearBit(linesOfA.size() - 1) + 1 : linesOfA.size();
        int endOfB = cutA || cutB ? added.previousClearBit(linesOfB.size() - 1) + 1 : linesOfB.size();
        if (Math.max(endOfA, endOfB) < WINDOW / 2) {
            endOfA = cutA ? Math.max(endOfA, WINDOW / 2) : endOfA;
            endOfB = cutB ? Math.max(endOfB, WINDOW / 2) : endOfB;
        }
        give(linesOfA.subList(0, endOfA), linesOfB.subList(0, endOfB), removed, added);
        a.take(endOfA);
        b.take(endOfB);
    }

    /** Finds the lines that only one side has. Lines that the other side does not have at all need no search. */
    private static void mark(List<SourceLine> linesOfA, List<SourceLine> linesOfB, BitSet removed, BitSet added) {
        Map<SourceLine, Integer> names = new HashMap<>();
        for (SourceLine line : linesOfA) {
            names.putIfAbsent(line, names.size());
        }
        BitSet known = new BitSet();
        List<Integer> placesInB = new ArrayList<>();
        List<Integer> namesInB = new ArrayList<>();
        for (int i = 0; i < linesOfB.size(); i++) {
            Integer name = names.get(linesOfB.get(i));
            if (name == null) {
                added.set(i);
            } else {
                known.set(name);
                placesInB.add(i);
                namesInB.add(name);
            }
        }
        List<Integer> placesInA = new ArrayList<>();
        List<Integer> namesInA = new ArrayList<>();
        for (int i = 0; i < linesOfA.size(); i++) {
            Integer name = names.get(linesOfA.get(i));
            if (known.get(name)) {
                placesInA.add(i);
                namesInA.add(name);
            } else {
                removed.set(i);
            }
        }
        for (Change change : new MyersDiffWithLinearSpace<Integer>().computeDiff(namesInA, namesInB, null)) {
            placesInA.subList(change.startOriginal, change.endOriginal).forEach(removed::set);
            placesInB.subList(change.startRevised, change.endRevised).forEach(added::set);
        }
    }

    private void give(List<SourceLine> linesOfA, List<SourceLine> linesOfB, BitSet removed, BitSet added) {
        int atA = 0;
        int atB = 0;
        while (atA < linesOfA.size() || atB < linesOfB.size()) {
            int endOfA = Math.min(linesOfA.size(), removed.nextClearBit(atA));
            int endOfB = Math.min(linesOfB.size(), added.nextClearBit(atB));
            if (endOfA > atA || endOfB > atB) {
                hunks.differ(linesOfA.subList(atA, endOfA), linesOfB.subList(atB, endOfB));
                atA = endOfA;
                atB = endOfB;
            } else {
                hunks.same(linesOfA.get(atA++), linesOfB.get(atB++));
            }
        }
    }
}
