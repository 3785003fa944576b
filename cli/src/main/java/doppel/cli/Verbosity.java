package doppel.cli;

import picocli.CommandLine.Option;

/** How much a command says. */
final class Verbosity {

    @Option(names = "--quiet", description = "Print only errors.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Print each step.")
    private boolean verbose;

    // ErrorReport looks for it among the arguments
    @Option(names = ErrorReport.STACK_TRACE, description = "If there is an error, print where in the program it arose.")
    private boolean stackTrace;

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    boolean stackTrace() {
        return stackTrace;
    }
}
