package doppel.shell.script;

import doppel.shell.snippet.SnippetListener;
import java.util.List;

/** A script that compiles as a whole. Not thread-safe. */
public interface CompiledScript extends AutoCloseable {

    /**
     * Runs it, in this thread or one that inherits from it.
     *
     * @param arguments what the script gets as {@code args}
     * @param listener hears of each snippet before it runs; of a source file with a main method, it hears nothing
     * @throws ScriptException if code of the script threw
     */
    void run(List<String> arguments, SnippetListener listener);

    /** Runs it with these arguments. */
    default void run(String... arguments) {
        run(List.of(arguments), SnippetListener.NONE);
    }

    @Override
    void close();
}
