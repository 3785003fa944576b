package doppel.shell.snippet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;

/**
 * All snippets of a text, compiled before the first one runs, with the rules of {@link JavaSession}. Each is compiled
 * once: JShell believes that it runs them, while what it wants to run is only recorded. A text can name {@code args}.
 * Not thread-safe.
 */
public final class CompiledSnippets implements AutoCloseable {

    private static final int MOST_PROBLEMS = 20;

    private static final String ARGUMENTS = "args";

    private static final Pattern DECLARED = Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*(=|;|\\(|\\{|$)");

    private final String name;
    private final String text;
    private final SnippetOptions options;
    private final RecordingControl recorder = new RecordingControl();
    private final JShell shell;
    private final SnippetLines lines;
    private final List<Compiled> compiled = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();

    private CompiledSnippets(String name, String text, SnippetOptions options) {
        this.name = name;
        this.text = text;
        this.options = options;
        shell = Shells.open(recorder, options, null);
        lines = new SnippetLines(shell);
    }

    /** A snippet, and what is done to run it; nothing for the arguments. */
    private record Compiled(SnippetText.Piece piece, List<RecordingControl.Step> steps) {}

    /** Code of a snippet threw. */
    public static final class SnippetFailure extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        private SnippetFailure(Throwable thrown, int line) {
            super(thrown);
            this.line = line;
        }

        /** The line of the text, from 1. */
        public int line() {
            return line;
        }
    }

    /** See {@link SnippetOptions#compile}. */
    static CompiledSnippets compile(String name, String text, SnippetOptions options) {
        CompiledSnippets snippets = new CompiledSnippets(name, text, options);
        snippets.compile();
        return snippets;
    }

    private void compile() {
        shell.eval("String[] " + ARGUMENTS + ";");
        compiled.add(new Compiled(null, recorder.takeSteps()));
        Map<Snippet, SnippetText.Piece> pieces = new LinkedHashMap<>();
        SnippetText source = new SnippetText(text, shell.sourceCodeAnalysis());
        SnippetText.Piece piece = source.next();
        while (piece != null && problems.size() < MOST_PROBLEMS) {
            boolean goOn = compile(piece, pieces);
            piece = goOn ? source.next() : null;
        }
        pieces.forEach(this::addProblems);
    }

    private boolean compile(SnippetText.Piece piece, Map<Snippet, SnippetText.Piece> pieces) {
        if (SnippetText.isCommand(piece.source())) {
            addCommand(piece);
            return false;
        }
        if (piece.state() == SnippetText.State.INCOMPLETE) {
            problems.add(problem("the text ends before this has ended", piece));
            return false;
        }
        Snippet snippet = shell.eval(piece.source()).get(0).snippet();
        lines.add(snippet, name, piece.line());
        compiled.add(new Compiled(piece, recorder.takeSteps()));
        if (shell.status(snippet).isActive()) {
            pieces.put(snippet, piece); // what it lacks may be declared below it
        } else {
            addProblems(snippet, piece);
        }
        return piece.state() != SnippetText.State.WRONG;
    }

    /** Without those that only follow from others. */
    private void addProblems(Snippet snippet, SnippetText.Piece piece) {
        if (shell.status(snippet) == Snippet.Status.OVERWRITTEN) {
            return;
        }
        List<Problem> found = Problems.of(shell, snippet, piece, text);
        for (Problem problem : found) {
            boolean follows = refused.stream().anyMatch(word -> isUnknown(word, problem.message()));
            if (!follows) {
                problems.add(problem);
            }
        }
        Matcher declared = DECLARED.matcher(piece.source());
        if (!found.isEmpty() && declared.find()) {
            refused.add(declared.group(1));
        }
    }

    private static boolean isUnknown(String word, String message) {
        return message.matches("cannot find symbol: \\w+ " + Pattern.quote(word) + "\\b(?s:.*)");
    }

    private void addCommand(SnippetText.Piece piece) {
        String command =
                text.substring(piece.start()).lines().findFirst().orElseThrow().strip();
        String instead = command.startsWith("/exit")
                ? "return is not needed, since a script ends with its last line"
                : command.startsWith("/open")
                        ? "put the text of that file here"
                        : "a script holds Java only; options of doppel run, and imports, do what such lines do";
        problems.add(Problem.of(
                command + " is a command of jshell: " + instead,
                text,
                piece.start(),
                piece.start() + command.length()));
    }

    private Problem problem(String message, SnippetText.Piece piece) {
        return Problem.of(message, text, piece.start(), piece.start() + 1);
    }

    /** What does not compile, in the order of the text; empty if all of it does. */
    public List<Problem> problems() {
        return problems.stream()
                .sorted(java.util.Comparator.comparingInt(Problem::start))
                .toList();
    }

    /**
     * Runs all snippets, one after the other, up to the first that throws.
     *
     * @param arguments what {@code args} holds
     * @param listener hears of each before it runs
     * @throws SnippetFailure if code threw; the cause is what it threw, and its stack trace ends in the text
     * @throws IllegalStateException if the text does not compile
     */
    public void run(List<String> arguments, SnippetListener listener) throws SnippetFailure {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the text does not compile");
        }
        SnippetClasses classes = new SnippetClasses(options.parent());
        LiveControl control = new LiveControl(classes);
        control.begin();
        try {
            for (Compiled snippet : compiled) {
                if (snippet.piece() == null) {
                    replay(snippet, control);
                    classes.set(ARGUMENTS, arguments.toArray(String[]::new));
                } else {
                    listener.before(snippet.piece().source(), snippet.piece().line());
                    replay(snippet, control);
                }
            }
        } finally {
            control.end();
        }
    }

    private void replay(Compiled snippet, LiveControl control) throws SnippetFailure {
        control.letGo();
        try {
            for (RecordingControl.Step step : snippet.steps()) {
                step.replay(control);
            }
        } catch (ExecutionControlException e) {
            Throwable thrown = control.thrown();
            Throwable cause = thrown == null ? e : thrown;
            int line = lines.cut(cause, name);
            throw new SnippetFailure(
                    cause,
                    line > 0 || snippet.piece() == null ? line : snippet.piece().line());
        } finally {
            control.letGo();
        }
    }

    @Override
    public void close() {
        shell.close();
    }
}
