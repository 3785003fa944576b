package doppel.compare;

/**
 * A file that differs, or all row files of a table, or all large values.
 *
 * @param name the file's name, such as {@code schema.sql}; for a table, the name of the first file,
 *     {@code TrackRows.java}; for the large values, {@code lobs}
 * @param kind which of these it is
 * @param inA whether the first fixture has it
 * @param inB whether the second fixture has it
 */
public record DiffFile(String name, Kind kind, boolean inA, boolean inB) {

    /** The kinds of units that are compared. */
    public enum Kind {
        /** One file, line by line. */
        FILE,
        /** All row files of a table: their rows, one after the other, without the frame of the files. */
        TABLE,
        /** The names and sizes of the large values. */
        LARGE_VALUES
    }
}
