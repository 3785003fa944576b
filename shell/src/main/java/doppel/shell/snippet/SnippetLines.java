package doppel.shell.snippet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** Knows the line of a text that a frame of a stack trace stands for. Not thread-safe. */
final class SnippetLines {

    private static final String PACKAGE = "REPL.";

    private final JShell shell;
    private final Map<Snippet, Place> places = new LinkedHashMap<>();

    SnippetLines(JShell shell) {
        this.shell = shell;
    }

    /** Where a snippet came from: the name of the text, and the line in it. */
    private record Place(String name, int line) {}

    /** A snippet begins in this line of a text. */
    void add(Snippet snippet, String name, int line) {
        places.put(snippet, new Place(name, line));
    }

    /**
     * Cuts the stack traces of an exception and its causes below the last snippet, and lets the frames of snippets name
     * the text and the line in it.
     *
     * @return the line of the topmost frame in the text of that name, or 0
     */
    int cut(Throwable thrown, String name) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        int line = 0;
        for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
            each.setStackTrace(cut(each.getStackTrace()));
            line = line > 0 ? line : line(each, name);
        }
        return line;
    }

    private static int line(Throwable thrown, String name) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (name.equals(frame.getFileName()) && frame.getClassName().startsWith("Snippet")) {
                return frame.getLineNumber();
            }
        }
        return 0;
    }

    private StackTraceElement[] cut(StackTraceElement... frames) {
        int end = frames.length;
        while (end > 0 && !frames[end - 1].getClassName().startsWith(PACKAGE)) {
            end--;
        }
        List<StackTraceElement> kept = new ArrayList<>();
        for (StackTraceElement frame : List.of(frames).subList(0, end == 0 ? frames.length : end)) {
            StackTraceElement next = frame.getClassName().startsWith(PACKAGE) ? mapped(frame) : frame;
            boolean helper = !kept.isEmpty() && kept.get(kept.size() - 1).equals(next);
            if (!helper) {
                kept.add(next);
            }
        }
        return kept.toArray(StackTraceElement[]::new);
    }

    private StackTraceElement mapped(StackTraceElement frame) {
        String className = Redefinition.original(frame.getClassName());
        Snippet snippet = null;
        String longest = "";
        for (Snippet candidate : places.keySet()) {
            String own = wrapper(candidate).fullClassName();
            boolean fits = className.equals(own) || className.startsWith(own + "$");
            if (fits && own.length() >= longest.length()) {
                snippet = candidate; // the last one of that name
                longest = own;
            }
        }
        if (snippet == null) {
            return frame;
        }
        Place place = places.get(snippet);
        String nested = className.substring(longest.length()).replace('$', '.');
        String own = frame.getMethodName();
        String method = own.startsWith("do_it$") ? "run" : own.startsWith("lambda$") ? "lambda" : own;
        return new StackTraceElement(
                "Snippet" + nested, method, place.name(), place.line() - 1 + line(snippet, frame.getLineNumber()));
    }

    private SnippetWrapper wrapper(Snippet snippet) {
        return shell.sourceCodeAnalysis().wrapper(snippet);
    }

    /** The line within a snippet, from 1, for a line of the class that JShell wrote for it. */
    private int line(Snippet snippet, int classLine) {
        SnippetWrapper wrapper = wrapper(snippet);
        String wrapped = wrapper.wrapped();
        int start = 0;
        for (int i = 1; i < classLine; i++) {
            start = wrapped.indexOf('\n', start) + 1;
        }
        int end = wrapped.indexOf('\n', start);
        int source = wrapper.wrappedToSourcePosition(end < 0 ? wrapped.length() - 1 : Math.max(start, end - 1));
        int within = Math.max(0, Math.min(source, snippet.source().length()));
        return 1
                + (int) snippet.source()
                        .substring(0, within)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
