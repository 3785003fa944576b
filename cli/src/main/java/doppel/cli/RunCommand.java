package doppel.cli;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Verbosity;
import doppel.shell.ScriptRun;
import doppel.shell.Workplace;
import doppel.shell.change.ChangeText;
import doppel.shell.change.ChangedRow;
import doppel.shell.script.CompiledScript;
import doppel.shell.script.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a script over a database, in one transaction: all of it or nothing. The script is Java, in snippets"
                    + " (.jsh) or with a main method (.java), and has the words of doppel shell. The rows as they were"
                    + " are kept, and the command that puts them back is printed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel run mend.jsh --db members.db --dry-run      shows each row that would change",
            "  doppel run mend.jsh --db postgresql://me@host/db   changes them"
        })
final class RunCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "SCRIPT", description = "The script, a .jsh or .java file.")
    private Path script;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "What the script gets as args.")
    private List<String> arguments = List.of();

    @Option(
            names = "--db",
            paramLabel = "URL",
            required = true,
            description = "The database, or a fixture, which is only read.")
    private String url;

    @Option(names = "--dry-run", description = "Show each row that would change, before and after, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--no-transaction",
            description = "Also run what could not be taken back, such as DDL of MySQL. If the script fails, what it"
                    + " did until then may stay.")
    private boolean noTransaction;

    @Mixin
    private WorkOptions work;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (dryRun && noTransaction) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--dry-run takes everything back, which --no-transaction gives up.",
                    "Leave one of them out.");
        }
        Script text = Script.read(script);
        Path folder = script.toAbsolutePath().getParent();
        WorkOptions.Place place = new WorkOptions.Place(terminal, url, network.credentials(terminal));
        work.run(place, work.settings(terminal, false, !noTransaction, terminal.out()), text, (compiled, bench) -> {
            if (dryRun) {
                tryOut(compiled, folder, bench);
            } else {
                place.tell(ScriptRun.run(compiled, folder, arguments, bench), verbosity);
            }
        });
        return 0;
    }

    private void tryOut(CompiledScript compiled, Path folder, Workplace bench) {
        List<String> numbers = new ArrayList<>();
        try {
            tell(ScriptRun.tryOut(compiled, folder, arguments, bench, numbers::add));
        } finally {
            numbers.forEach(number -> terminal.err()
                    .println("Not taken back, since the database does not count backwards: " + number + "."));
        }
    }

    private void tell(List<ChangedRow> changes) {
        ChangeText.write(changes, terminal.out()::println);
        terminal.out().flush();
        terminal.err()
                .println(
                        changes.isEmpty()
                                ? "Dry run: no row would change."
                                : "Dry run: this would change: " + ChangeText.summary(changes)
                                        + ". Nothing was changed.");
    }
}
