package doppel.shell.snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;

/** What is wrong with a snippet. */
final class Problems {

    private Problems() {}

    /** All problems of a snippet that JShell has evaluated; none if it is valid. */
    static List<Problem> of(JShell shell, Snippet snippet, SnippetText.Piece piece, String whole) {
        Status status = shell.status(snippet);
        if (status == Status.VALID) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>(shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(found -> Problem.of(
                        oneLine(found.getMessage(Locale.ROOT)),
                        whole,
                        piece.start() + (int) found.getStartPosition(),
                        piece.start() + (int) found.getEndPosition()))
                .toList());
        if (snippet instanceof DeclarationSnippet declaration) {
            List<String> unresolved = shell.unresolvedDependencies(declaration).toList();
            unresolved.forEach(name -> problems.add(unresolved(name, piece, whole)));
        }
        if (problems.isEmpty()) {
            problems.add(Problem.of("it cannot be compiled", whole, piece.start(), piece.start() + 1));
        }
        return problems;
    }

    /** In one line where only a symbol is missing; the classes that JShell writes have no name for users. */
    static String oneLine(String message) {
        return message.replaceAll("\\R\\s*location: class\\s*$", "").replaceAll("\\R\\s*symbol:\\s*", ": ");
    }

    /** {@code class Foo}, {@code method foo(int)} or {@code variable foo}. */
    private static Problem unresolved(String what, SnippetText.Piece piece, String whole) {
        String name = what.substring(what.indexOf(' ') + 1).replaceAll("\\(.*", "");
        int at = piece.source().indexOf(name);
        int start = piece.start() + Math.max(0, at);
        return Problem.of("cannot find symbol: " + what, whole, start, start + (at < 0 ? 1 : name.length()));
    }

    /** Makes JShell forget a snippet that waits for what it does not know. */
    static void drop(JShell shell, Snippet snippet) {
        if (snippet instanceof PersistentSnippet && shell.status(snippet).isActive()) {
            shell.drop(snippet);
        }
    }

    /** All in one text, under each other. */
    static String shown(String name, List<Problem> problems) {
        return problems.stream()
                .map(problem -> name + ":" + problem.line() + ":" + problem.column() + ": " + problem.message() + "\n"
                        + problem.shown())
                .collect(Collectors.joining("\n"));
    }
}
