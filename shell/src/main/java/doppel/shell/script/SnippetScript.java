package doppel.shell.script;

import doppel.shell.snippet.CompiledSnippets;
import doppel.shell.snippet.SnippetListener;
import doppel.shell.snippet.SnippetOptions;
import java.util.List;

/** A script of snippets. */
record SnippetScript(Script script, CompiledSnippets snippets) implements CompiledScript {

    static SnippetScript compile(Script script, SnippetOptions options) {
        CompiledSnippets snippets = options.compile(script.name(), script.java());
        if (!snippets.problems().isEmpty()) {
            snippets.close();
            throw ScriptException.refused(script.name(), snippets.problems());
        }
        return new SnippetScript(script, snippets);
    }

    @Override
    public void run(List<String> arguments, SnippetListener listener) {
        try {
            snippets.run(arguments, listener);
        } catch (CompiledSnippets.SnippetFailure e) {
            throw ScriptException.threw(script, e.line(), e.getCause());
        }
    }

    @Override
    public void close() {
        snippets.close();
    }
}
