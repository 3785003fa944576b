package doppel.bench.shape;

/** Takes rows. */
@FunctionalInterface
public interface RowSink {

    /** Takes a row: a value for each column, of the class that its type says, or null. The array may be used again. */
    void row(Object... values);
}
