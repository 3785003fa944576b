package doppel.shell.snippet;

import java.util.List;

/** What came of one snippet. */
public sealed interface Result {

    /** The snippet. */
    String source();

    /** Whether it ran to its end. */
    default boolean succeeded() {
        return this instanceof Value || this instanceof Done;
    }

    /**
     * An expression or variable has a value.
     *
     * @param value the object itself, or null
     * @param type the type in Java source
     * @param variable the variable that holds it now, such as {@code $1}; empty if none does
     * @param lost variables that had to be given up, since they no longer fit
     */
    record Value(String source, Object value, String type, String variable, List<String> lost) implements Result {

        public Value {
            lost = List.copyOf(lost);
        }
    }

    /**
     * A statement ran, or something was declared.
     *
     * @param name what was declared; empty for a statement
     * @param lost variables that had to be given up, since they no longer fit
     */
    record Done(String source, String name, List<String> lost) implements Result {

        public Done {
            lost = List.copyOf(lost);
        }
    }

    /** It does not compile, and nothing of it ran. */
    record Refused(String source, List<Problem> problems) implements Result {

        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * It threw an exception.
     *
     * @param thrown the exception itself; its stack trace, and those of its causes, end in the snippet
     * @param line the line in the whole text, from 1
     */
    record Thrown(String source, Throwable thrown, int line) implements Result {}

    /** {@link JavaSession#stop} ended it. */
    record Stopped(String source) implements Result {}

    /** It has only begun: more has to follow. Nothing of it ran. */
    record Incomplete(String source) implements Result {}
}
