package doppel.shell.snippet;

/** Hears of each snippet before it runs, in the thread that asked for it. */
@FunctionalInterface
public interface SnippetListener {

    /** Hears nothing. */
    SnippetListener NONE = (source, line) -> {};

    /**
     * A snippet is about to be compiled and run.
     *
     * @param source the snippet
     * @param line where it begins in the whole text, from 1
     */
    void before(String source, int line);
}
