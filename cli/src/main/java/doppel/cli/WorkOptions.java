package doppel.cli;

import doppel.shell.Workbench;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a database is worked on by hand. */
final class WorkOptions {

    @Option(
            names = "--no-backup",
            description = "Do not keep the rows as they were: there is no way back then, and no time is spent on it.")
    private boolean noBackup;

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "Where the rows as they were are kept (default: doppel/back in the user's folder for the"
                    + " state of programs).")
    private Path backup;

    /** How the words work. */
    Workbench.Settings settings(Terminal terminal, boolean readOnly, boolean takesBack, PrintWriter out) {
        return new Workbench.Settings(
                readOnly,
                takesBack,
                takesBack && !noBackup,
                Optional.ofNullable(backup).orElseGet(() -> state().resolve("back")),
                state().resolve("records"),
                question -> terminal.inIsTerminal() && terminal.errIsTerminal()
                        ? Optional.of(terminal.confirm(question))
                        : Optional.empty(),
                out);
    }

    /** The folder for what Doppel remembers, as the XDG Base Directory Specification has it. */
    static Path state() {
        String given = System.getenv("XDG_STATE_HOME");
        Path states = given != null && given.startsWith("/")
                ? Path.of(given)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        return states.resolve("doppel");
    }
}
