package doppel.compare;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** One side of a comparison: its lines. A few lines can be looked at before they are taken. Not thread-safe. */
final class LineWindow {

    private final LineReader reader;
    private final Deque<SourceLine> ahead = new ArrayDeque<>();
    private long taken;

    LineWindow(LineReader reader) {
        this.reader = reader;
    }

    /** How many lines have been taken. */
    long taken() {
        return taken;
    }

    /** The next line, or null after the last one; it is not taken. */
    SourceLine peek() throws IOException {
        if (ahead.isEmpty()) {
            SourceLine next = reader.next();
            if (next == null) {
                return null;
            }
            ahead.add(next);
        }
        return ahead.peek();
    }

    /** The next lines, at most this many; they are not taken. */
    List<SourceLine> peek(long most) throws IOException {
        while (ahead.size() < most) {
            SourceLine next = reader.next();
            if (next == null) {
                break;
            }
            ahead.add(next);
        }
        List<SourceLine> lines = new ArrayList<>();
        Iterator<SourceLine> each = ahead.iterator();
        while (lines.size() < most && each.hasNext()) {
            lines.add(each.next());
        }
        return lines;
    }

    /** Takes lines that have been looked at. */
    void take(int count) {
        for (int i = 0; i < count; i++) {
            ahead.remove();
        }
        taken += count;
    }
}
