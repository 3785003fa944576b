package doppel.cli;

import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Verbosity;
import doppel.dialect.Dialects;
import doppel.dialect.server.Credentials;
import doppel.shell.OpenFixture;
import doppel.shell.ScriptRun;
import doppel.shell.Workbench;
import doppel.shell.Workplace;
import doppel.shell.script.CompiledScript;
import doppel.shell.script.Script;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
     * @param url a database, or the directory of a fixture
     * @param credentials how to get into a database
     */
    record Place(Terminal terminal, String url, Credentials credentials) {

        /** Opens the database or fixture; where there is a directory, no engine has a database. */
        Workplace open(Workbench.Settings settings) {
            Optional<Path> fixture = fixture();
            return fixture.isPresent()
                    ? OpenFixture.open(fixture.get(), settings.records(), settings.out())
                    : Workbench.open(Dialects.forUrl(url).with(credentials), url, settings);
        }

        private Optional<Path> fixture() {
            try {
                return Optional.of(Path.of(url)).filter(Files::isDirectory);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

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

    /** What is done with a script that compiles, and what it works on. */
    interface Use {
        void run(CompiledScript script, Workplace bench);
    }

    /** Opens the place, compiles the script, and uses them. */
    void run(Place place, Workbench.Settings settings, Script script, Use use) {
        Thread exiting = new Thread(place::tellOfExit);
        Runtime.getRuntime().addShutdownHook(exiting);
        try (Workplace bench = place.open(settings);
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
