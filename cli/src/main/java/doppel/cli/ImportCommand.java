package doppel.cli;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.TerminalProgress;
import doppel.cli.terminal.Text;
import doppel.cli.terminal.Verbosity;
import doppel.csv.CsvReading;
import doppel.dialect.Dialects;
import doppel.intake.CsvImport;
import doppel.intake.ImportOptions;
import doppel.intake.ImportReport;
import doppel.restore.existing.Merged;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports CSV files into a database: an export of Doppel, web2py's single file, or files of unknown origin."
                    + " All records are saved, or none. A database without tables gets those of the export.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel import club-csv --into new.db",
            "  doppel import club-csv --into postgresql://me@host/club --tables member,visit --new-ids",
            "  doppel import list.csv --into club.db --table member --encoding windows-1252 --dry-run"
        })
final class ImportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR|FILE", description = "A folder with a file a table, or one file.")
    private Path source;

    @Option(names = "--into", required = true, paramLabel = "TARGET", description = "The database: a URL, or a path.")
    private String target;

    @Option(
            names = "--table",
            paramLabel = "T",
            description = "The table that a single file is for (default: its name).")
    private String table;

    @Option(names = "--tables", paramLabel = "T", split = ",", description = "Import only these tables.")
    private List<String> tables = List.of();

    @Option(names = "--exclude", paramLabel = "T", split = ",", description = "Leave these tables out.")
    private List<String> excluded = List.of();

    @Mixin
    private ConflictOption onConflict;

    @Option(
            names = "--new-ids",
            description = "Give rows new numbers as primary keys, with the references among them; a row that the"
                    + " database knows by a unique key gets the number that it has there.")
    private boolean newIds;

    @Option(
            names = "--encoding",
            paramLabel = "E",
            description = "The encoding of files without a byte order mark, such as windows-1252 (default: UTF-8).")
    private String encoding;

    @Option(
            names = "--separator",
            paramLabel = "S",
            description = "What stands between fields: comma, semicolon, tab, pipe, or another sign (default: found"
                    + " out from the header).")
    private String separator;

    @Option(
            names = "--empty-null",
            description = "Read \"\" as NULL where a column does not hold text, instead of refusing it.")
    private boolean emptyNull;

    @Option(
            names = "--tolerate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Go on if up to N records cannot be saved (default: 0).")
    private long tolerated;

    @Option(
            names = "--rejects",
            paramLabel = "DIR",
            description =
                    "Where records that cannot be saved are written, with the reasons (default: beside the source,"
                            + " with -rejects behind its name).")
    private Path rejects;

    @Option(names = "--data-only", description = "Send no SQL of the folder to a server: for folders from strangers.")
    private boolean dataOnly;

    @Option(names = "--dry-run", description = "Do everything but the last step: the database stays as it is.")
    private boolean dryRun;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (newIds && tolerated > 0) {
            throw ConflictOption.newIdsAreWhole();
        }
        ImportReport report;
        try (TerminalProgress progress = new TerminalProgress(terminal, verbosity)) {
            report = new CsvImport(options(), progress).run(source);
        }
        return tell(report);
    }

    private ImportOptions options() {
        Set<ImportOptions.Choice> choices = EnumSet.noneOf(ImportOptions.Choice.class);
        addIf(newIds, ImportOptions.Choice.NEW_IDS, choices);
        addIf(dryRun, ImportOptions.Choice.DRY_RUN, choices);
        addIf(dataOnly, ImportOptions.Choice.DATA_ONLY, choices);
        return new ImportOptions(
                target,
                reading(),
                tables,
                excluded,
                onConflict.value(),
                choices,
                tolerated,
                Optional.ofNullable(rejects),
                network.credentials(terminal));
    }

    private static void addIf(boolean wanted, ImportOptions.Choice choice, Set<ImportOptions.Choice> choices) {
        if (wanted) {
            choices.add(choice);
        }
    }

    private CsvReading reading() {
        CsvReading reading = emptyNull ? CsvReading.DEFAULTS.withEmptyNull() : CsvReading.DEFAULTS;
        if (table != null) {
            reading = reading.table(table);
        }
        if (separator != null) {
            reading = reading.separator(separator);
        }
        return encoding == null ? reading : reading.encoding(charset());
    }

    private Charset charset() {
        try {
            return Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "There is no encoding " + encoding + ".",
                    "Give a name such as UTF-8, ISO-8859-1 or windows-1252.");
        }
    }

    private int tell(ImportReport report) {
        RestoreText text = new RestoreText(terminal);
        String shown = Dialects.withoutPassword(target);
        if (!verbosity.quiet()) {
            report.notices().forEach(notice -> terminal.err().println(Text.visible(notice)));
            report.faults()
                    .forEach(fault -> terminal.err().println("Imported as it was: " + Text.visible(fault) + "."));
        }
        if (report.published() && !verbosity.quiet() || dryRun && !isRefused(report)) {
            text.merged(report.merged());
        }
        report.bad().forEach(line -> terminal.err().println(Text.visible(line)));
        text.problems(report.problems());
        report.rejects()
                .ifPresent(folder -> terminal.err()
                        .println("The records that could not be saved are in " + folder
                                + ", with the reason behind each. "
                                + (report.published()
                                        ? "Correct them there, and import that folder."
                                        : "Correct them where they come from, then import all of it again;"
                                                + " --on-conflict decides about rows that are there with other"
                                                + " values.")));
        long changes = report.merged().stream().mapToLong(Merged::changes).sum();
        if (report.published() && !verbosity.quiet()) {
            terminal.out()
                    .println("Imported into " + shown + ": " + Counted.of(changes, "row") + " changed"
                            + (report.rejected() > 0
                                    ? ", " + Counted.of(report.rejected(), "record") + " not saved."
                                    : "."));
        } else if (dryRun && !verbosity.quiet()) {
            terminal.out()
                    .println("Dry run: " + Counted.of(isRefused(report) ? 0 : changes, "row") + " would change. "
                            + shown + " was not touched.");
        } else if (!report.published() && !dryRun) {
            terminal.err()
                    .println(ErrorCode.CSV_RECORDS_REFUSED + ": " + Counted.of(report.rejected(), "record")
                            + " could not be saved, so " + shown + " was left as it was. "
                            + (report.cutOff()
                                    ? "Close the quote: nobody knows how many records are behind it."
                                    : "--tolerate " + report.rejected() + " would go on without them."));
        }
        return isRefused(report) ? 1 : 0;
    }

    private boolean isRefused(ImportReport report) {
        return report.rejected() > tolerated || report.cutOff();
    }
}
