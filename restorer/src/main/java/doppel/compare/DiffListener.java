package doppel.compare;

/**
 * Hears what differs between two fixtures, in the order of {@link FixtureDiff}, by calls from one thread: for each file that
 * differs {@link #fileStarts}, its hunks, and {@link #fileEnds}; after the last file {@link #finished}.
 */
public interface DiffListener {

    /** A file or table differs. Its hunks follow, if any lines differ: an empty file that only one side has gives none. */
    default void fileStarts(DiffFile file) {}

    /** Some lines that differ, with the lines around them. */
    default void hunk(DiffFile file, Hunk hunk) {}

    /** All hunks of the file have been given. */
    default void fileEnds(FileDifference difference) {}

    /** All files have been compared. */
    default void finished(DiffSummary summary) {}
}
