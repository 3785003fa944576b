package doppel.cli;

import doppel.dialect.Dialect;
import doppel.shell.ScriptRun;
import doppel.shell.Workbench;
import doppel.shell.script.CompiledScript;
import doppel.shell.script.Script;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a database is worked on by hand. */
final class WorkOptions {

    private static final int NOT_DONE = 3;

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

    /**
     * Where a script works.
     *
     * @param terminal where it is told of
     * @param dialect the engine of the database
     * @param url the database
     */
    record Place(Terminal terminal, Dialect dialect, String url) {

        /** Tells what was done. */
        void tell(List<String> said, Verbosity verbosity) {
            if (!verbosity.quiet()) {
                said.forEach(terminal.err()::println);
            }
        }

        /** A script that ends the virtual machine has not come to its end, and nothing of it is kept. */
        private void tellOfExit() {
            terminal.err().println("The script ended the program before its own end: nothing of it is kept.");
            terminal.err().flush();
            Runtime.getRuntime().halt(NOT_DONE);
        }
    }

    /** What is done with a script that compiles, and the database. */
    interface Use {
        void run(CompiledScript script, Workbench bench);
    }

    /** Opens the database, compiles the script, and uses them. */
    void run(Place place, Workbench.Settings settings, Script script, Use use) {
        Thread exiting = new Thread(place::tellOfExit);
        Runtime.getRuntime().addShutdownHook(exiting);
        try (Workbench bench = Workbench.open(place.dialect(), place.url(), settings);
                CompiledScript compiled = ScriptRun.compile(script, bench)) {
            use.run(compiled, bench);
        } finally {
            Runtime.getRuntime().removeShutdownHook(exiting);
        }
    }

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
