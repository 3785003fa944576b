package doppel.dialect;

/**
 * Takes references between rows, which it knows by their numbers: the first row of {@link Source#rows} has the number
 * 0.
 */
public interface ReferenceTaker {

    /** The number that stands for a row that does not exist. */
    long NOWHERE = -1;

    /**
     * A row refers to another.
     *
     * @param row the number of the row that refers
     * @param referred the number of a row that it refers to, {@link #NOWHERE} if there is none
     */
    void take(long row, long referred);
}
