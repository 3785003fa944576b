package doppel.cli.terminal;

import picocli.CommandLine.Option;

/** How much a command says. */
public final class Verbosity {

    /** The option that is also looked for where no command has been found. */
    public static final String STACK_TRACE = "--stacktrace";

    @Option(names = "--quiet", description = "Print only errors.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Print each step.")
    private boolean verbose;

    @Option(names = STACK_TRACE, description = "If there is an error, print where in the program it arose.")
    private boolean stackTrace;

    /** Whether nothing but errors is printed. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether each step is printed. */
    public boolean verbose() {
        return verbose;
    }

    /** Whether an error says where it arose. */
    public boolean stackTrace() {
        return stackTrace;
    }
}
