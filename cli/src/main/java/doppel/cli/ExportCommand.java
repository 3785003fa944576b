package doppel.cli;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.TerminalProgress;
import doppel.cli.terminal.Verbosity;
import doppel.csv.CsvContent;
import doppel.csv.CsvExport;
import doppel.csv.CsvReport;
import doppel.csv.CsvSingleFile;
import doppel.csv.CsvWriting;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.fixture.Manifest;
import doppel.intake.FixtureContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a database, or a fixture, as CSV: a folder with one file a table, from which every value comes"
                    + " back.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel export club.db club-csv",
            "  doppel export club.db for-excel --for-spreadsheets --byte-order-mark --separator semicolon",
            "  doppel export postgresql://me@host/club members --tables member,visit",
            "  doppel export club.db club.csv --single-file"
        })
final class ExportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "The database: a URL, or the path of an SQLite file; or a fixture.")
    private String source;

    @Parameters(index = "1", paramLabel = "DIR", description = "The folder to create; with --single-file, the file.")
    private Path target;

    @Option(names = "--tables", paramLabel = "T", split = ",", description = "Export only these tables.")
    private List<String> tables = List.of();

    @Option(names = "--exclude", paramLabel = "T", split = ",", description = "Leave these tables out.")
    private List<String> excluded = List.of();

    @Option(
            names = "--for-spreadsheets",
            description = "Mark text that a spreadsheet would run as a formula, such as =1+1; numbers stay numbers.")
    private boolean forSpreadsheets;

    @Option(
            names = "--byte-order-mark",
            description = "Begin each file with the mark by which some spreadsheets recognize UTF-8.")
    private boolean byteOrderMark;

    @Option(
            names = "--separator",
            paramLabel = "S",
            defaultValue = "comma",
            description = "What stands between fields: comma, semicolon, tab, pipe, or another sign (default:"
                    + " ${DEFAULT-VALUE}).")
    private String separator;

    @Option(names = "--single-file", description = "Write one file as web2py does, which web2py reads.")
    private boolean singleFile;

    @Option(
            names = "--extended",
            description = "With --single-file: mark what web2py's form cannot say, instead of refusing it; only Doppel"
                    + " reads such marks.")
    private boolean extended;

    @Option(
            names = "--overwrite",
            description = "Replace an earlier export, in one step, when the new one is complete.")
    private boolean overwrite;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path fixture = Path.of(source);
        if (Files.exists(fixture.resolve(Manifest.FILE_NAME))) {
            try (TerminalProgress progress = new TerminalProgress(terminal, verbosity)) {
                return export(new FixtureContent(fixture, tables, excluded), progress);
            }
        }
        Dialect dialect = Dialects.forUrl(source).with(network.credentials(terminal));
        try (Source opened = dialect.openSource(source);
                TerminalProgress progress = new TerminalProgress(terminal, verbosity)) {
            return export(CsvContent.of(dialect, opened, tables, excluded), progress);
        }
    }

    private int export(CsvContent content, TerminalProgress progress) {
        CsvWriting options = options();
        CsvReport report = singleFile
                ? new CsvSingleFile(content, options, progress).to(target)
                : new CsvExport(content, options, progress).toFolder(target);
        progress.end();
        report.notices().forEach(progress::note);
        if (!verbosity.quiet()) {
            terminal.out()
                    .println("Exported " + Counted.of(report.tables(), "table") + ", "
                            + Counted.of(report.rows(), "row") + " to " + target + ".");
        }
        return 0;
    }

    private CsvWriting options() {
        if (extended && !singleFile) {
            throw new UsageException(
                    ErrorCode.USAGE, "--extended needs --single-file.", "Leave it out: a folder holds every value.");
        }
        if (forSpreadsheets && singleFile) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--for-spreadsheets and --single-file cannot be combined.",
                    "Export into a folder: spreadsheets open one table a file.");
        }
        return CsvWriting.DEFAULTS
                .separator(separator)
                .with(CsvWriting.Choice.OVERWRITE, overwrite)
                .with(CsvWriting.Choice.FOR_SPREADSHEETS, forSpreadsheets)
                .with(CsvWriting.Choice.BYTE_ORDER_MARK, byteOrderMark)
                .with(CsvWriting.Choice.EXTENDED, extended);
    }
}
