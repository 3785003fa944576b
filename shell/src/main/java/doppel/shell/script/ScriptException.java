package doppel.shell.script;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.shell.snippet.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Something in a script is wrong. The user has to look at the lines that the message names. */
public final class ScriptException extends DoppelException {

    private static final long serialVersionUID = 1L;

    private final String place;

    private ScriptException(String place, ErrorCode code, String message, String nextStep, Throwable cause) {
        super(code, message, nextStep, cause);
        this.place = place;
    }

    /** Where code of the script threw, with a colon and a space; empty if it is not known. */
    public String place() {
        return place;
    }

    /** A script does not compile: each place with its line and a caret below it. */
    static ScriptException refused(String name, List<Problem> problems) {
        String places = problems.stream()
                .map(problem -> name + ":" + problem.line() + ":" + problem.column() + ": " + problem.message() + "\n"
                        + problem.shown().indent(4).stripTrailing())
                .collect(Collectors.joining("\n"));
        return new ScriptException(
                "",
                ErrorCode.SCRIPT_DOES_NOT_COMPILE,
                name + " does not compile:\n" + places,
                "Correct the script, then run it again. Nothing of it was run.",
                null);
    }

    /** A script cannot be used as it is. */
    static ScriptException unusable(String message, String nextStep) {
        return new ScriptException("", ErrorCode.SCRIPT_DOES_NOT_COMPILE, message, nextStep, null);
    }

    /** Code of a script threw in this line; 0 if it is not known. */
    static ScriptException threw(Script script, int line, Throwable thrown) {
        String what = thrown.getClass().getName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
        String place = line > 0
                ? script.name() + ":" + line + ": " + what + "\n    " + script.line(line)
                : script.name() + ": " + what;
        return new ScriptException(
                line > 0 ? script.name() + ":" + line + ": " : "",
                ErrorCode.SCRIPT_THREW,
                place,
                "Correct the script, or what it found; --stacktrace shows more.",
                thrown);
    }
}
