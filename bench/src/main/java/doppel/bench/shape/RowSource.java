package doppel.bench.shape;

/** Gives rows: the same ones in the same order, whenever it is asked. */
@FunctionalInterface
public interface RowSource {

    /** Hands all rows over, one by one. */
    void writeTo(RowSink sink);
}
