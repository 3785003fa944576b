package doppel.cli;

import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Verbosity;
import doppel.compare.DiffSummary;
import doppel.compare.FixtureDiff;
import doppel.compare.JsonText;
import doppel.compare.UnifiedText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel diff}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {"Shows how two fixtures differ, row by row, whatever their size. Exits with 1 if they do.", ""},
        footer = {"", "Examples:", "  doppel diff yesterday today", "  doppel diff yesterday today --json"})
final class DiffCommand implements Callable<Integer> {

    private static final int MOST_HUNKS = 1_000;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "A", description = "A fixture.")
    private Path a;

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private Path b;

    @Option(
            names = "--json",
            description = "Print one JSON document for machines, instead of a unified diff for people.")
    private boolean json;

    @Mixin
    private Verbosity verbosity;

    DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DiffSummary summary = FixtureDiff.compare(
                a,
                b,
                json ? new JsonText(terminal.out(), MOST_HUNKS) : new UnifiedText(terminal.out(), terminal.colours()));
        if (!json && !verbosity.quiet() && summary.equal()) {
            terminal.err().println("The fixtures are equal.");
        }
        return summary.equal() ? 0 : 1;
    }
}
