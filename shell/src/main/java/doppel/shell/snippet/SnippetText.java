package doppel.shell.snippet;

import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A text, cut into snippets one after the other. A snippet ends with its semicolon or brace, or with its line if it is
 * whole then and the next line does not go on. Not thread-safe.
 */
final class SnippetText {

    /** What no snippet begins with, so that a line that does goes on with the one before. */
    private static final Pattern GOES_ON =
            Pattern.compile("[.?:&|=<>,)*%^]|(catch|finally|else|throws|extends|implements|permits)\\b");

    /** What a snippet may begin with, but hardly where the line before has no end. */
    private static final Pattern GOES_ON_WITHOUT_END = Pattern.compile("[{]|[+](?![+])|-(?!-)|/\\s");

    private final String whole;
    private final SourceCodeAnalysis analysis;
    private int position;

    SnippetText(String whole, SourceCodeAnalysis analysis) {
        this.whole = whole;
        this.analysis = analysis;
    }

    /** How a snippet looks before it is compiled. */
    enum State {
        WHOLE,
        INCOMPLETE,
        /** No Java at all. */
        WRONG
    }

    /**
     * A snippet.
     *
     * @param source as JShell takes it, beginning with its first character that is no blank
     * @param start where it begins in the whole text
     * @param line where it begins, from 1
     */
    record Piece(String source, int start, int line, State state) {}

    /** The next snippet; null at the end. */
    Piece next() {
        while (position < whole.length()) {
            position = afterBlanks(position);
            Piece piece = piece(whole.substring(position));
            if (piece == null) {
                position = whole.length();
            } else if (!piece.source().strip().equals(";")) {
                return piece;
            }
        }
        return null;
    }

    private int afterBlanks(int from) {
        int at = from;
        while (at < whole.length() && Character.isWhitespace(whole.charAt(at))) {
            at++;
        }
        return at;
    }

    private Piece piece(String rest) {
        int end = lineEnd(rest, 0);
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest.substring(0, end));
            int taken = end - info.remaining().length();
            boolean last = end == rest.length();
            switch (info.completeness()) {
                case EMPTY -> {
                    if (last) {
                        return null;
                    }
                }
                case COMPLETE, COMPLETE_WITH_SEMI -> {
                    if (last || taken < end || !goesOn(position + end, info.source())) {
                        return take(info.source(), taken, State.WHOLE);
                    }
                }
                case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> {
                    if (last) {
                        return take(rest, end, State.INCOMPLETE);
                    }
                }
                case UNKNOWN -> {
                    boolean wrong = last || analysis.analyzeCompletion(rest).completeness() == Completeness.UNKNOWN;
                    if (wrong) {
                        return take(info.source(), end, State.WRONG);
                    }
                }
            }
            end = lineEnd(rest, end + 1);
        }
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private boolean goesOn(int end, String source) {
        int next = afterBlanks(end);
        boolean ended = whole.substring(position, end).stripTrailing().endsWith(";") || source.endsWith("}");
        return GOES_ON.matcher(whole).region(next, whole.length()).lookingAt()
                || !ended
                        && GOES_ON_WITHOUT_END
                                .matcher(whole)
                                .region(next, whole.length())
                                .lookingAt();
    }

    private Piece take(String source, int length, State state) {
        int start = position;
        position += length;
        int line = 1
                + (int) whole.substring(0, start).chars().filter(c -> c == '\n').count();
        return new Piece(ended(source, state), start, line, state);
    }

    /** JShell takes the end of a line for the end of a statement, but its compiler wants a semicolon there. */
    private static String ended(String source, State state) {
        String end = source.stripTrailing();
        boolean open = state == State.WHOLE && !end.endsWith(";") && !end.endsWith("}") && !end.endsWith("*/");
        return open && !end.substring(end.lastIndexOf('\n') + 1).contains("//") ? end + ";" : source;
    }

    /** Whether a snippet that begins so is a command of another shell. */
    static boolean isCommand(String source) {
        return source.length() > 1 && source.charAt(0) == '/' && source.charAt(1) != '/' && source.charAt(1) != '*';
    }
}
