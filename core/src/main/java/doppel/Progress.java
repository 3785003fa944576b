package doppel;

/**
 * Receives the progress of a dump or a restore. Calls come from the working thread, {@link #rows} about once in a
 * thousand rows; implementations return at once.
 */
public interface Progress {

    /** Ignores all calls. */
    Progress NONE = new Progress() {};

    /**
     * A step of the work begins.
     *
     * @param what what is done, such as {@code reading Artist}
     * @param expected how many rows it will take, or -1 if that is not known
     */
    default void begin(String what, long expected) {}

    /** This many rows of the step are done. */
    default void rows(long done) {}

    /** Something the user should read, as a sentence. */
    default void note(String sentence) {}
}
