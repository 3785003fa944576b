package doppel.shell.snippet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;

/**
 * Evaluates Java, snippet by snippet, in this virtual machine, and gives values as objects. A variable, method or type
 * may be declared again; a variable of the same type keeps whatever uses it. Values without a name get one, such as
 * {@code $1}; the last few keep it, and others that a later snippet used.
 *
 * <p>One thread at a time evaluates, completes or warms up, others wait; any thread may call {@link #stop}.
 */
public final class JavaSession implements AutoCloseable {

    /** How many values keep the name that they got. */
    private static final int KEPT_VALUES = 5;

    private static final String NAME = "shell";

    private static final String WARMING = "$0";

    private final SnippetClasses classes;
    private final LiveControl control;
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final SnippetLines lines;
    private final List<Accepted> history = new ArrayList<>();
    private final Deque<VarSnippet> unnamed = new ArrayDeque<>();
    private int values;
    private boolean warming;

    /** A snippet that succeeded, and the name that its value got; empty if none. */
    private record Accepted(String source, String value) {}

    /** See {@link SnippetOptions#openSession}. */
    JavaSession(SnippetOptions options) {
        classes = new SnippetClasses(options.parent());
        control = new LiveControl(classes);
        shell = Shells.open(control, options, () -> warming ? WARMING : "$" + ++values);
        analysis = shell.sourceCodeAnalysis();
        lines = new SnippetLines(shell);
    }

    /** Compiles and runs something trivial, since the first time takes long. Changes nothing. */
    public synchronized void warmUp() {
        warming = true;
        shell.eval("1 + 1").forEach(event -> shell.drop(event.snippet()));
        classes.forget(WARMING);
        control.letGo();
        warming = false;
    }

    /** Lets snippets see more classes, and imports something of them. */
    public synchronized void addClasses(Path jarOrFolder, ClassLoader loader, String importLine) {
        classes.add(loader);
        shell.addToClasspath(jarOrFolder.toString());
        Shells.evaluateImport(shell, importLine);
    }

    /** Evaluates all snippets of a text, as {@link #evaluate(String, SnippetListener)} does. */
    public List<Result> evaluate(String source) {
        return evaluate(source, SnippetListener.NONE);
    }

    /**
     * Evaluates all snippets of a text, one after the other, up to the first that fails.
     *
     * @param listener hears of each before it is compiled
     * @return what came of each snippet that was begun, in their order; only the last one may have failed
     */
    public synchronized List<Result> evaluate(String source, SnippetListener listener) {
        control.begin();
        try {
            return evaluateAll(source, listener);
        } finally {
            control.end();
        }
    }

    private List<Result> evaluateAll(String source, SnippetListener listener) {
        List<Result> results = new ArrayList<>();
        SnippetText text = new SnippetText(source, analysis);
        for (SnippetText.Piece piece = text.next(); piece != null; piece = text.next()) {
            Result result;
            if (piece.state() == SnippetText.State.INCOMPLETE) {
                result = new Result.Incomplete(piece.source());
            } else if (control.stopping()) {
                result = new Result.Stopped(piece.source());
            } else {
                listener.before(piece.source(), piece.line());
                result = evaluate(piece, source);
            }
            results.add(result);
            if (!result.succeeded()) {
                return results;
            }
        }
        return results;
    }

    private Result evaluate(SnippetText.Piece piece, String whole) {
        classes.begin();
        control.letGo();
        try {
            List<SnippetEvent> events = shell.eval(piece.source());
            Snippet snippet = events.get(0).snippet();
            lines.add(snippet, NAME, piece.line());
            List<Problem> problems = Problems.of(shell, snippet, piece, whole);
            if (!problems.isEmpty()) {
                Problems.drop(shell, snippet);
                return new Result.Refused(piece.source(), problems);
            }
            List<String> lost = lost(events);
            Throwable thrown = control.thrown();
            if (control.stopped() || thrown != null && control.stopping()) {
                letGoOfFailed(snippet);
                return new Result.Stopped(piece.source());
            }
            if (thrown != null) {
                letGoOfFailed(snippet);
                return new Result.Thrown(piece.source(), thrown, Math.max(piece.line(), lines.cut(thrown, NAME)));
            }
            return succeeded(piece, snippet, lost);
        } finally {
            control.letGo();
        }
    }

    /** A variable without a value is none; one that was there before keeps what it had. */
    private void letGoOfFailed(Snippet snippet) {
        if (snippet instanceof VarSnippet variable && classes.isFresh(variable.name())) {
            shell.drop(variable);
            classes.forget(variable.name());
        }
    }

    private Result succeeded(SnippetText.Piece piece, Snippet snippet, List<String> lost) {
        String source = piece.source();
        Object value = control.value();
        boolean isUnnamed = snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        history.add(new Accepted(source.strip(), isUnnamed ? ((VarSnippet) snippet).name() : ""));
        if (snippet instanceof ExpressionSnippet expression) {
            return new Result.Value(source, value, expression.typeName(), expression.name(), lost);
        }
        if (snippet instanceof VarSnippet variable) {
            if (isUnnamed) {
                unnamed.add(variable);
                letGoOfUnnamed();
            }
            Object held = classes.value(variable.name());
            return new Result.Value(source, held, variable.typeName(), variable.name(), lost);
        }
        return new Result.Done(source, snippet instanceof PersistentSnippet declared ? declared.name() : "", lost);
    }

    private void letGoOfUnnamed() {
        while (unnamed.size() > KEPT_VALUES) {
            VarSnippet oldest = unnamed.remove();
            if (!isUsed(oldest.name())) {
                shell.drop(oldest);
                classes.forget(oldest.name());
            }
        }
    }

    private boolean isUsed(String name) {
        Pattern word = Pattern.compile(Pattern.quote(name) + "\\b");
        return history.stream()
                .anyMatch(accepted -> word.matcher(accepted.source()).find());
    }

    /** Variables that were replaced or dropped because something else was declared anew. */
    private List<String> lost(List<SnippetEvent> events) {
        List<String> lost = new ArrayList<>();
        for (SnippetEvent event : events) {
            boolean other = event.causeSnippet() != null && event.snippet() instanceof VarSnippet;
            if (other && event.status() != Status.OVERWRITTEN && event.previousStatus() == Status.VALID) {
                String name = ((VarSnippet) event.snippet()).name();
                boolean gone = event.status() != Status.VALID;
                if (gone) {
                    classes.forget(name);
                }
                if (gone || classes.isFresh(name)) {
                    lost.add(name);
                }
            }
        }
        return lost;
    }

    /** Whether a text can be evaluated as it is; otherwise, its last snippet has only begun. */
    public synchronized boolean isComplete(String source) {
        SnippetText text = new SnippetText(source, analysis);
        for (SnippetText.Piece piece = text.next(); piece != null; piece = text.next()) {
            if (piece.state() == SnippetText.State.INCOMPLETE) {
                return false;
            }
        }
        return true;
    }

    /** What may stand at the cursor, from 0. */
    public synchronized Completions complete(String source, int cursor) {
        int start = lastSnippet(source.substring(0, cursor));
        String input = source.substring(start);
        int[] anchor = {0};
        List<SourceCodeAnalysis.Suggestion> suggestions = analysis.completionSuggestions(input, cursor - start, anchor);
        Map<String, Boolean> fitting = new TreeMap<>();
        suggestions.stream()
                .filter(suggestion -> !suggestion.continuation().startsWith("$JShell$"))
                .forEach(suggestion ->
                        fitting.merge(suggestion.continuation(), suggestion.matchesType(), (one, two) -> one || two));
        List<String> names = new ArrayList<>();
        fitting.forEach((name, fits) -> addIf(fits, name, names));
        fitting.forEach((name, fits) -> addIf(!fits, name, names));
        return new Completions(start + Math.max(0, anchor[0]), names, documentation(input, cursor - start));
    }

    /** The type of an expression; empty if it is none. */
    public synchronized String typeOf(String expression) {
        String type = analysis.analyzeType(expression, expression.length());
        return type == null ? "" : type;
    }

    private static void addIf(boolean wanted, String name, List<String> names) {
        if (wanted) {
            names.add(name);
        }
    }

    private int lastSnippet(String source) {
        String rest = source;
        while (true) {
            SourceCodeAnalysis.CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() != Completeness.COMPLETE || info.remaining().isBlank()) {
                return source.length() - rest.length();
            }
            rest = info.remaining();
        }
    }

    private List<Completions.Documentation> documentation(String input, int cursor) {
        return analysis.documentation(input, cursor, true).stream()
                .map(found -> new Completions.Documentation(
                        found.signature(), found.javadoc() == null ? "" : found.javadoc()))
                .toList();
    }

    /**
     * The snippets that succeeded, in their order: together they are a script. A value without a name gets the name by
     * which a later snippet uses it.
     */
    public synchronized List<String> history() {
        return history.stream()
                .map(accepted -> !accepted.value().isEmpty() && isUsed(accepted.value())
                        ? "var " + accepted.value() + " = " + accepted.source()
                        : accepted.source())
                .toList();
    }

    /** All variables, in the order of their declaration. */
    public synchronized List<Variable> variables() {
        return shell.variables()
                .filter(variable -> shell.status(variable) == Status.VALID)
                .map(variable -> new Variable(variable.name(), variable.typeName(), classes.value(variable.name())))
                .toList();
    }

    /**
     * Stops the snippet that is running, and waits until it has stopped. Attempts go on until then: before Java 20, the
     * code's threads are stopped wherever they are; from then on, its loops and methods end at the next turn, and its
     * threads are interrupted.
     *
     * <p>Not stopped are: code that catches everything in a loop; before Java 20, nothing else; from then on, code of
     * libraries that does not look at interrupts, as long as it does not call back into a snippet. Threads that a
     * snippet started and does not wait for go on, if they are in another thread group.
     *
     * @param endsByItself is asked before each attempt; as long as it says true, the code is left alone, since a
     *     statement has been cancelled and is about to throw
     * @param patience how long to wait
     * @return whether nothing is running any more
     */
    public boolean stop(BooleanSupplier endsByItself, Duration patience) throws InterruptedException {
        return control.stop(endsByItself, patience.toMillis());
    }

    /** Stops what is running as far as that is possible, and lets go of everything. */
    @Override
    public void close() {
        shell.stop();
        shell.close();
    }
}
