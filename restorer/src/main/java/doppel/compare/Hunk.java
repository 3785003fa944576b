package doppel.compare;

import java.util.List;

/**
 * A piece of a difference: lines that differ, and up to three lines around them that do not. Very long pieces are given
 * as several hunks, one right after the other.
 *
 * @param a which lines of the first fixture it covers
 * @param b which lines of the second fixture it covers
 * @param lines the lines
 */
public record Hunk(Range a, Range b, List<Line> lines) {

    public Hunk {
        lines = List.copyOf(lines);
    }

    /**
     * Lines of one side.
     *
     * @param start the number of the first line from 1, counted over all files of the table; if there is none, the
     *     number of the line before
     * @param count how many lines
     * @param place where the first line stands, such as {@code TrackRows_2.java:4711}; empty if there is none
     */
    public record Range(long start, long count, String place) {}

    /**
     * A line.
     *
     * @param change what happened to it
     * @param text its text. Of a line longer than 4 KiB only the beginning, with the whole line's size and hash; bytes
     *     that are not UTF-8 as {@code <FF>}. Control characters are kept; code that writes to a terminal has to escape
     *     them
     * @param ended whether a line feed follows
     */
    public record Line(Change change, String text, boolean ended) {}

    /** What happened to a line. */
    public enum Change {
        /** Both fixtures have it. */
        SAME(' '),
        /** Only the first fixture has it. */
        REMOVED('-'),
        /** Only the second fixture has it. */
        ADDED('+');

        private final char sign;

        Change(char sign) {
            this.sign = sign;
        }

        /** The character in front of such lines in a unified diff. */
        public char sign() {
            return sign;
        }
    }
}
