package doppel.cli;

import doppel.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs the command in this process, as a shell does, with texts as its streams. */
final class Shell {

    /**
     * What a command did.
     *
     * @param code its exit code
     * @param out what it wrote to stdout
     * @param err what it wrote to stderr
     */
    record Result(int code, String out, String err) {}

    private Shell() {}

    /** Runs it where nobody can be asked, as in a script. */
    static Result run(Object... words) {
        return run("", false, words);
    }

    /** Runs it with this input, where nobody can be asked. */
    static Result withInput(String input, Object... words) {
        return run(input, false, words);
    }

    /** Runs it for a person who types this. */
    static Result answering(String input, Object... words) {
        return run(input, true, words);
    }

    private static Result run(String input, boolean person, Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter results = new PrintWriter(out);
        Terminal terminal = new Terminal(new StringReader(input), results, new PrintWriter(err), person, false, person);
        int code = Doppel.run(terminal, Arrays.stream(words).map(Shell::word).toArray(String[]::new));
        results.flush();
        return new Result(code, out.toString(), err.toString());
    }

    private static String word(Object word) {
        return word instanceof Path path ? path.toString() : (String) word;
    }
}
