package doppel.shell.script;

import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.shell.snippet.SnippetOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The text of a script: snippets as in the shell ({@code .jsh}), or a source file with a class that has a main method
 * ({@code .java}). A first line that begins with {@code #!} is for the system's shell.
 *
 * @param name for messages
 * @param text all of it
 * @param isSourceFile whether it is a source file
 */
public record Script(String name, String text, boolean isSourceFile) {

    /**
     * Reads a script.
     *
     * @throws ScriptException if its name ends in neither {@code .jsh} nor {@code .java}
     * @throws StorageException if it cannot be read, or is not UTF-8
     */
    public static Script read(Path file) {
        String name = file.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".jsh") && !lower.endsWith(".java")) {
            throw ScriptException.unusable(
                    name + " is no script: its name ends in neither .jsh nor .java.",
                    "Name a file of snippets *.jsh, and a source file with a main method *.java.");
        }
        try {
            return new Script(name, OrdinaryFile.text(file), lower.endsWith(".java"));
        } catch (IOException e) {
            throw StorageException.of("Reading " + name, e);
        }
    }

    /** Snippets that are in no file. */
    public static Script ofSnippets(String name, String text) {
        return new Script(name, text, false);
    }

    /**
     * Compiles all of it; nothing of it runs.
     *
     * @param options what it sees; a source file has its own imports
     * @throws ScriptException if it does not compile, with all places
     */
    public CompiledScript compile(SnippetOptions options) {
        return isSourceFile ? SourceFile.compile(this, options) : SnippetScript.compile(this, options);
    }

    /** The text for a compiler: the first line is empty where it is for the system's shell. */
    String java() {
        if (!text.startsWith("#!")) {
            return text;
        }
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end);
    }

    /** A line, from 1. */
    String line(int number) {
        return text.lines().skip(number - 1L).findFirst().orElse("");
    }
}
