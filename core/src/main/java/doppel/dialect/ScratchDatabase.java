package doppel.dialect;

import java.util.List;

/** A database of Doppel's own, to restore into and throw away. Used by one thread. */
public interface ScratchDatabase extends AutoCloseable {

    /** Its URL. */
    String url();

    /** What happened when it was made that the user should read, a sentence each. */
    default List<String> notices() {
        return List.of();
    }

    /** Removes it. */
    @Override
    void close();
}
