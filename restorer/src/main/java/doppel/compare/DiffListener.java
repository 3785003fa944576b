package doppel.compare;

/**
 * Receives the differences between two fixtures, in the order of {@link FixtureDiff}, by calls from one thread:
 * {@link #fileStarts}, the hunks and {@link #fileEnds} for each file that differs; {@link #finished} after the last
 * file.
 */
public interface DiffListener {

    /** A file or table differs. Its hunks follow, if any lines differ: an empty file on only one side has none. */
    default void fileStarts(DiffFile file) {}

    /** Some lines that differ, with the lines around them. */
    default void hunk(DiffFile file, Hunk hunk) {}

    /** All hunks of the file have been given. */
    default void fileEnds(FileDifference difference) {}

    /** All files have been compared. */
    default void finished(DiffSummary summary) {}
}
