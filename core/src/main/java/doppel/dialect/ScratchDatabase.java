package doppel.dialect;

/** A database of Doppel's own, to restore into and throw away. Used by one thread. */
public interface ScratchDatabase extends AutoCloseable {

    /** Its URL. */
    String url();

    /** Removes it. */
    @Override
    void close();
}
