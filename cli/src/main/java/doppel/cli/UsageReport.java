package doppel.cli;

import doppel.ErrorCode;
import doppel.cli.terminal.Terminal;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what is wrong with the arguments of a command, and where to find help. */
record UsageReport(Terminal terminal) implements IParameterExceptionHandler {

    private static final int USAGE = 2;

    @Override
    public int handleParseException(ParameterException e, String[] words) {
        terminal.err().println(ErrorCode.USAGE + ": " + what(e) + ".");
        UnmatchedArgumentException.printSuggestions(e, terminal.err());
        terminal.err().println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
        terminal.err().flush();
        return USAGE;
    }

    private static String what(ParameterException e) {
        boolean command = e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !e.getCommandLine().getSubcommands().isEmpty();
        return command
                ? "There is no command "
                        + ((UnmatchedArgumentException) e).getUnmatched().get(0)
                : e.getMessage();
    }
}
