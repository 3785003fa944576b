package doppel.cli;

import doppel.NativeText;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.dialect.server.PasswordMask;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The {@code doppel} command. It holds no state between runs. Exit codes: 0, all is well; 1, it ran, and found
 * something wrong; 2, wrong usage; 3, it could not be done, and nothing was changed.
 */
@Command(
        name = "doppel",
        mixinStandardHelpOptions = true,
        versionProvider = Doppel.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Dumps a database into a Java source fixture, restores the fixture into the next version of an application,"
                    + " and proves by a double dump that nothing was lost.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel dump library.db fixture         a fixture in the directory fixture",
            "  doppel restore fixture --into new.db   a new database, complete or not at all",
            "  doppel double-dump library.db          proves that nothing would be lost",
            "  doppel check postgresql://me@host/db   what Doppel can do there, and what is missing",
            "  doppel demo                            the whole story, in a minute",
            "",
            "Exit codes:",
            "  0  all is well",
            "  1  it ran, and found something wrong",
            "  2  wrong usage",
            "  3  it could not be done, and nothing was changed"
        })
public final class Doppel implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            DumpCommand.class,
            RestoreCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            DoubleDumpCommand.class,
            CheckCommand.class,
            VersionCommand.class,
            SchemaCommand.class,
            SealCommand.class,
            DiffCommand.class,
            MigrationsCommand.class,
            ShellCommand.class,
            LoadCommand.class,
            RunCommand.class,
            DemoCommand.class,
            GenerateCompletion.class);

    private static final Set<String> VERSION_OPTIONS = Set.of("-V", "--version");

    private final Terminal terminal;

    @Spec
    private CommandSpec specification;

    /** A command that talks to this terminal. */
    Doppel(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Runs the command and ends the virtual machine with its exit code.
     *
     * @param arguments the words of the command line
     */
    public static void main(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(Terminal.ofSystem(out, err), arguments);
        out.flush();
        System.exit(code);
    }

    /** Runs a command and returns its exit code. */
    static int run(Terminal given, String... arguments) {
        Terminal terminal = given.visible(new PasswordMask(List.of(arguments)));
        ErrorReport errors = new ErrorReport(terminal);
        int code = run(terminal, errors, arguments);
        return terminal.out().checkError() ? errors.outputLost() : code; // this also writes what is still buffered
    }

    private static int run(Terminal terminal, ErrorReport errors, String... arguments) {
        CommandLine line = commandLine(terminal, commands(arguments));
        line.setParameterExceptionHandler(new UsageReport(terminal));
        line.setExecutionExceptionHandler(errors);
        try {
            for (String word : arguments) {
                NativeText.whole(word, "the command line");
            }
            NativeText.whole(System.getProperty("user.dir"), "the name of the working directory");
            return line.execute(arguments);
        } catch (UsageException e) {
            return errors.handle(e, List.of(arguments));
        } catch (Error e) {
            return errors.handleError(e, List.of(arguments));
        }
    }

    /** All commands and options. */
    static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, COMMANDS);
    }

    private static CommandLine commandLine(Terminal terminal, List<Class<?>> commands) {
        Commands factory = new Commands(terminal);
        CommandLine line = new CommandLine(new Doppel(terminal), factory);
        commands.forEach(command -> line.addSubcommand(new CommandLine(command, factory)));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(Help.defaultColorScheme(terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        return line;
    }

    /**
     * The commands that these words may need: all for completion, none for the version. Describing all takes as long as
     * reading a small schema.
     */
    private static List<Class<?>> commands(String... arguments) {
        if (arguments.length == 1 && VERSION_OPTIONS.contains(arguments[0])) {
            return List.of();
        }
        for (Class<?> command : COMMANDS) {
            if (arguments.length > 0
                    && command.getAnnotation(Command.class).name().equals(arguments[0])) {
                return command == GenerateCompletion.class ? COMMANDS : List.of(command);
            }
        }
        return COMMANDS;
    }

    @Override
    public void run() {
        specification.commandLine().usage(terminal.out());
    }

    /** Gives each command the terminal. */
    private record Commands(Terminal terminal) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Doppel.class.getPackage().getImplementationVersion();
            return new String[] {"doppel " + (version == null ? "(not packaged)" : version)};
        }
    }
}
