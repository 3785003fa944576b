package doppel.cli;

import picocli.CommandLine.Option;

/** How much a command says. */
final class Verbosity {

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Print each step.")
    private boolean verbose;

    // ErrorReport looks for it among the words of the command line
    @Option(names = ErrorReport.STACK_TRACE, description = "Print where in the program an error arose.")
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
