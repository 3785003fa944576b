package doppel.cli;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.MigrationException;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Verbosity;
import doppel.shell.script.ScriptException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Reports an error to the user: its code, what is wrong, where, and what to do next. */
record ErrorReport(Terminal terminal) implements IExecutionExceptionHandler {

    private static final int USAGE = 2;
    private static final int NOT_DONE = 3;

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        return handle(e, parsed.expandedArgs());
    }

    /** What the user gave, or what was done, is wrong. */
    int handle(Exception e, List<String> words) {
        boolean refused = e instanceof ScriptException && e.getCause() instanceof DoppelException;
        Throwable reason = refused ? e.getCause() : e; // what a script was refused has a next step of its own
        if (reason instanceof DoppelException known) {
            String place = refused ? ((ScriptException) e).place() : "";
            terminal.err().println(known.code() + ": " + place + known.getMessage());
            if (known instanceof FixtureException inFixture) {
                inFixture.location().ifPresent(location -> terminal.err().println(location));
            } else if (known instanceof MigrationException inMigrations) {
                inMigrations.location().ifPresent(location -> terminal.err().println(location));
            }
            terminal.err().println(known.nextStep());
        } else {
            tellOfFault(e);
        }
        return ended(e, words, reason instanceof UsageException ? USAGE : NOT_DONE);
    }

    /** The virtual machine cannot go on. What was written has already been undone. */
    int handleError(Error e, List<String> words) {
        if (e instanceof OutOfMemoryError || e instanceof StackOverflowError) {
            boolean memory = e instanceof OutOfMemoryError;
            String option = memory ? "-Xmx2g" : "-Xss16m";
            terminal.err()
                    .println(ErrorCode.INTERNAL + ": The " + (memory ? "memory" : "stack")
                            + " of the virtual machine is too small: " + e.getMessage());
            terminal.err()
                    .println("Nothing was published. Run it again with more: DOPPEL_JAVA_OPTS=" + option
                            + " doppel, or java " + option + " -jar doppel.jar.");
        } else {
            tellOfFault(e);
        }
        return ended(e, words, NOT_DONE);
    }

    /** What was to be printed cannot be read by anybody, so the command has failed, whatever it did. */
    int outputLost() {
        terminal.err()
                .println(ErrorCode.INPUT_OUTPUT + ": Standard output cannot be written, so what was printed is lost.");
        terminal.err()
                .println("What the command did otherwise is done. Print to a disk with free space, or to a pipe that"
                        + " somebody reads.");
        terminal.err().flush();
        return NOT_DONE;
    }

    private void tellOfFault(Throwable e) {
        terminal.err().println(ErrorCode.INTERNAL + ": Something in Doppel itself is wrong: " + e);
        terminal.err().println("Nothing was published. Run it again with --stacktrace, and report what it prints.");
    }

    private int ended(Throwable e, List<String> words, int code) {
        if (words.contains(Verbosity.STACK_TRACE)) {
            e.printStackTrace(terminal.err());
        }
        terminal.err().flush();
        return code;
    }
}
