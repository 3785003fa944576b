package doppel.cli;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.TerminalProgress;
import doppel.cli.terminal.Verbosity;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialects;
import doppel.verify.DoubleDump;
import doppel.verify.DoubleDumpReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel double-dump}. */
@Command(
        name = "double-dump",
        mixinStandardHelpOptions = true,
        description = {
            "Proves that a dump loses nothing: dumps, restores into a scratch database, dumps that, and compares; then"
                    + " compares the scratch database with the source by raw values. The source is only read.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel double-dump library.db",
            "  doppel double-dump library.db --keep /tmp/proof"
        })
final class DoubleDumpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "The database: a URL, or the path of an SQLite file.")
    private String source;

    @Option(
            names = "--via",
            paramLabel = "TARGET",
            description = "Restore into this database in between, and dump it; it has to be empty or absent.")
    private String via;

    @Option(
            names = "--column",
            paramLabel = "TABLE.COLUMN=TYPE",
            description = "With --via: give this column another type on the way, as `restore` does; can be given more"
                    + " than once.")
    private List<String> columns = List.of();

    @Option(names = "--csv", description = "Let the rows go through CSV files: export and import instead of restore.")
    private boolean csv;

    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description =
                    "Use this empty database as the scratch database instead of creating one; it is emptied again.")
    private String scratch;

    @Option(names = "--keep", paramLabel = "DIR", description = "Leave the two fixtures, a and b, in this directory.")
    private Path keep;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    DoubleDumpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (via == null && !columns.isEmpty()) {
            throw new UsageException(
                    ErrorCode.COLUMN_OPTION,
                    "--column needs --via: without another engine, all values stay as they are.",
                    "Add --via, or leave --column out.");
        }
        if (via != null && csv) {
            throw new UsageException(
                    ErrorCode.USAGE, "--via and --csv are two ways for the rows.", "Give one of them.");
        }
        DoubleDumpReport report;
        try (TerminalProgress progress = new TerminalProgress(terminal, verbosity)) {
            DoubleDump proof = new DoubleDump(
                            source,
                            Optional.ofNullable(via),
                            Optional.ofNullable(scratch),
                            Optional.ofNullable(keep),
                            progress,
                            new UnifiedText(terminal.out(), terminal.colours()))
                    .with(network.credentials(terminal))
                    .columns(columns);
            report = (csv ? proof.throughCsv() : proof).run();
        }
        String shown = Dialects.withoutPassword(source);
        if (!verbosity.quiet()) {
            report.faults().forEach(fault -> terminal.err().println("Carried as is: " + fault + "."));
        }
        report.losses().forEach(terminal.err()::println);
        if (report.lossless() && !verbosity.quiet()) {
            terminal.out()
                    .println("The double dump of " + shown + " found no difference: "
                            + Counted.of(report.tables(), "table") + ", " + Counted.of(report.rows(), "row") + ".");
        } else if (!report.lossless()) {
            terminal.err().println("The double dump of " + shown + " found differences.");
        }
        return report.lossless() ? 0 : 1;
    }
}
