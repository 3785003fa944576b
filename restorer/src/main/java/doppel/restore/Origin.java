package doppel.restore;

/**
 * Where a statement stands.
 *
 * @param file the number of the file among its fixture's row files; -1 where it is in no row file
 * @param ordinal how many statements came before it in the file
 * @param line its line, from 1
 * @param offset where its line begins, in bytes; -1 where the file was compiled, not read
 * @param size how many bytes the line has
 */
record Origin(int file, long ordinal, int line, long offset, int size) {

    /** Whether the statement can be read from its file again. */
    boolean readable() {
        return offset >= 0;
    }
}
