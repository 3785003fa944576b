package doppel;

/**
 * Is told how far a dump or a restore has come. Calls come from the working thread, {@link #rows} about once in a
 * thousand rows; implementations return at once.
 */
public interface Progress {

    /** Hears nothing. */
    Progress NONE = new Progress() {};

    /**
     * A step of the work begins.
     *
     * @param what what is done, such as {@code reading Artist}
     * @param expected how many rows it will take, or -1 where nobody knows
     */
    default void begin(String what, long expected) {}

    /** So many rows of the step have been done. */
    default void rows(long done) {}

    /** Something the user should read, as a sentence. */
    default void note(String sentence) {}
}
