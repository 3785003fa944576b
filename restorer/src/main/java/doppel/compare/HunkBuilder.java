package doppel.compare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes hunks of lines, and counts the differences. Holds at most one hunk in memory. Not thread-safe. */
final class HunkBuilder {

    private static final int CONTEXT = 3;
    private static final int LONGEST_HUNK = 1_000;

    private final DiffFile file;
    private final DiffListener listener;
    private final List<Hunk.Line> lines = new ArrayList<>();
    private final Deque<Pair> equal = new ArrayDeque<>();
    private final Side a = new Side();
    private final Side b = new Side();
    private boolean started;
    private long added;
    private long removed;
    private long changed;

    private record Pair(SourceLine ofA, SourceLine ofB) {}

    /** Which lines of a side the hunk covers. */
    private static final class Side {
        private long before;
        private long count;
        private String place = "";

        void add(SourceLine line) {
            if (count++ == 0) {
                place = line.place();
            }
        }

        Hunk.Range endHunk() {
            Hunk.Range range = new Hunk.Range(count == 0 ? before : before + 1, count, place);
            before += count;
            count = 0;
            place = "";
            return range;
        }
    }

    HunkBuilder(DiffFile file, DiffListener listener) {
        this.file = file;
        this.listener = listener;
    }

    /** Adds the next line, which is the same on both sides. */
    void same(SourceLine lineOfA, SourceLine lineOfB) {
        equal.add(new Pair(lineOfA, lineOfB));
        if (lines.isEmpty()) {
            passEqual();
        } else if (equal.size() > 2 * CONTEXT) {
            addEqual(CONTEXT);
            endHunk();
            passEqual();
        }
    }

    /** Adds the next lines, which differ between the sides; one side may have none. */
    void differ(List<SourceLine> linesOfA, List<SourceLine> linesOfB) {
        addEqual(equal.size());
        removed += linesOfA.size();
        added += linesOfB.size();
        if (file.kind() == DiffFile.Kind.TABLE) {
            changed += pairs(linesOfA, linesOfB);
        }
        for (SourceLine line : linesOfA) {
            a.add(line);
            addLine(Hunk.Change.REMOVED, line);
        }
        for (SourceLine line : linesOfB) {
            b.add(line);
            addLine(Hunk.Change.ADDED, line);
        }
    }

    /** Gives the last hunk. */
    void end() {
        if (!lines.isEmpty()) {
            addEqual(Math.min(CONTEXT, equal.size()));
            endHunk();
        }
    }

    /** Whether any line differs. */
    boolean anyDiffers() {
        return added + removed > 0;
    }

    /** Tells the listener that the file differs, unless it knows already. */
    void startIfNotStarted() {
        if (!started) {
            listener.fileStarts(file);
            started = true;
        }
    }

    /** How much differs so far. */
    FileDifference difference() {
        return new FileDifference(file, added, removed, changed);
    }

    /** Skips equal lines, except those before the next hunk. */
    private void passEqual() {
        while (equal.size() > CONTEXT) {
            equal.remove();
            a.before++;
            b.before++;
        }
    }

    private void addEqual(int count) {
        for (int i = 0; i < count; i++) {
            Pair pair = equal.remove();
            a.add(pair.ofA());
            b.add(pair.ofB());
            addLine(Hunk.Change.SAME, pair.ofA());
        }
    }

    private void addLine(Hunk.Change change, SourceLine line) {
        lines.add(new Hunk.Line(change, line.toString(), line.ended()));
        if (change != Hunk.Change.SAME && lines.size() >= LONGEST_HUNK) {
            endHunk();
        }
    }

    private void endHunk() {
        startIfNotStarted();
        listener.hunk(file, new Hunk(a.endHunk(), b.endHunk(), lines));
        lines.clear();
    }

    private static long pairs(List<SourceLine> linesOfA, List<SourceLine> linesOfB) {
        if (linesOfA.isEmpty() || linesOfB.isEmpty()) {
            return 0;
        }
        Map<String, Integer> counts = new HashMap<>();
        for (SourceLine line : linesOfA) {
            RowKey.of(line).ifPresent(key -> counts.merge(key, 1, Integer::sum));
        }
        long pairs = 0;
        for (SourceLine line : linesOfB) {
            int left = RowKey.of(line).map(key -> counts.getOrDefault(key, 0)).orElse(0);
            if (left > 0) {
                pairs++;
                counts.put(RowKey.of(line).orElseThrow(), left - 1);
            }
        }
        return pairs;
    }
}
