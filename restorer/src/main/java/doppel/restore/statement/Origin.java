package doppel.restore.statement;

/**
 * The place of a statement.
 *
 * @param file the number of the file among its fixture's row files; -1 if it is in no row file
 * @param ordinal how many statements came before it in the file
 * @param line its line, from 1
 * @param offset where its line begins, in bytes; -1 if the file was compiled, not read
 * @param size how many bytes the line has
 */
public record Origin(int file, long ordinal, int line, long offset, int size) {

    /** The origin of a statement in no row file, which takes about this many bytes. */
    public static Origin outside(int size) {
        return new Origin(-1, 0, 0, -1, size);
    }

    /** Whether the statement can be read from its file again. */
    public boolean readable() {
        return offset >= 0;
    }
}
