package doppel.cli;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.TerminalProgress;
import doppel.cli.terminal.Text;
import doppel.cli.terminal.Verbosity;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.TargetState;
import doppel.dialect.choice.ColumnChoice;
import doppel.fixture.FixtureFiles;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.TargetTables;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.report.RestoreReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Restores a fixture into a database. At every moment the target is either the old database or the"
                    + " complete new one.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel restore before-upgrade --into new.db",
            "  doppel restore before-upgrade --into library.db --replace",
            "  doppel restore before-upgrade --into new.db --schema version-2.sql",
            "  doppel restore before-upgrade --into new.db --schema version-2.sql --migrations migrations/",
            "  doppel restore before-upgrade --into new.db --tolerate 3",
            "  doppel restore before-upgrade --into new.db --resume"
        })
final class RestoreCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "The fixture.")
    private Path directory;

    @Option(names = "--into", required = true, paramLabel = "TARGET", description = "The database: a URL, or a path.")
    private String target;

    @Option(
            names = "--schema",
            paramLabel = "NEW.sql",
            description = "Create this schema instead of the fixture's own, and fit the rows to it.")
    private Path schema;

    @Option(
            names = "--migrations",
            paramLabel = "PATH",
            description =
                    "Take rows through the application's steps from their version to the target's: a jar, a source"
                            + " file or a folder of them; can be given more than once.")
    private List<Path> migrations = List.of();

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars, and folders of classes, that the migrations use; can be given more than" + " once.")
    private List<Path> classPath = List.of();

    @Option(
            names = "--to-version",
            paramLabel = "V",
            description = "With --migrations: the version of the target's schema, if the target does not record it"
                    + " (default: the newest that the steps lead to). A version older than the fixture's takes the"
                    + " way back.")
    private String toVersion;

    @Option(
            names = "--no-stamp",
            description = "With --migrations: do not record the version in the target, in the table doppel_version.")
    private boolean noStamp;

    @Option(names = "--replace", description = "Replace a database that has rows; asks first.")
    private boolean replace;

    @Option(names = "--yes", description = "Do not ask whether to replace it.")
    private boolean yes;

    @Option(
            names = "--ignore-writers",
            description =
                    "With --replace: do not ask either if others are connected to the database, although what they"
                            + " write meanwhile is lost.")
    private boolean ignoreWriters;

    @Option(
            names = "--tolerate",
            paramLabel = "N",
            description = "Go on if up to N rows cannot be saved (default: 0); they are written to DIR/unsaved in any"
                    + " case. With --data-only: also without definitions that need the fixture's own SQL.")
    private Long tolerated;

    @Option(
            names = "--strict",
            description = "Do not save rows whose references lead nowhere, even if the source has them too.")
    private boolean strict;

    @Option(
            names = "--resume",
            description = "Continue a restore that could not save all rows, with the corrected rows in DIR/unsaved.")
    private boolean resume;

    @Option(
            names = "--unsaved",
            paramLabel = "DIR",
            description = "Write rows that cannot be saved to this directory, and resume with those in it (default:"
                    + " unsaved in the fixture; if that cannot be written, a directory beside the target).")
    private Path unsaved;

    @Option(names = "--edited", description = "Accept row files and large values that were edited.")
    private boolean edited;

    @Option(
            names = "--data-only",
            description =
                    "Compile and run no Java of the fixture, and send none of its SQL to a server: for fixtures from"
                            + " people you do not trust.")
    private boolean dataOnly;

    @Option(names = "--compile", description = "Let javac read all row files, not only those that need it.")
    private boolean compile;

    @Option(names = "--dry-run", description = "Do everything but the last step: the target stays as it is.")
    private boolean dryRun;

    @Option(
            names = "--table-option",
            paramLabel = "KEY=VALUE",
            description = "An option for the tables that are created, such as engine=InnoDB, charset=utf8mb4,"
                    + " collate=utf8mb4_bin, row_format=dynamic; can be given more than once.")
    private Map<String, String> tableOptions = new LinkedHashMap<>();

    @Option(
            names = "--column",
            paramLabel = "TABLE.COLUMN=TYPE",
            description = "Towards another engine: give this column another type, since its values are not what it"
                    + " declares: bigint, double, text, bytes, timestamp, date or time. For numbers that are times,"
                    + " timestamp or date with a form: epoch-seconds, epoch-millis, epoch-micros, epoch-days,"
                    + " webkit-micros, apple-seconds, julian-days, as in record.created=timestamp:epoch-millis. Can be"
                    + " given more than once.")
    private List<String> columns = List.of();

    @Option(
            names = "--definer",
            paramLabel = "WHO",
            defaultValue = "original",
            description = "Whose rights views, routines, triggers and events use where the engine records that: those"
                    + " of their original definers (the default), or, with 'current', those of the account that"
                    + " restores.")
    private String definer;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (tolerated != null && tolerated < 0) {
            throw new UsageException(
                    ErrorCode.USAGE, "--tolerate takes a number of rows, 0 or more.", "Give another number.");
        }
        if ((toVersion != null || noStamp) && migrations.isEmpty()) {
            String option = toVersion != null ? "--to-version" : "--no-stamp";
            throw new UsageException(
                    ErrorCode.USAGE, option + " needs --migrations.", "Add --migrations, or leave " + option + " out.");
        }
        if (!List.of("original", "current").contains(definer)) {
            throw new UsageException(
                    ErrorCode.USAGE, "--definer takes original or current, not " + definer + ".", "Give one of these.");
        }
        boolean alone = confirmReplacement();
        MigrationOptions steps =
                new MigrationOptions(migrations, Optional.ofNullable(toVersion)).withClassPath(classPath);
        RestoreOptions options = RestoreOptions.into(target)
                .schema(Optional.ofNullable(schema))
                .with(RestoreOptions.Choice.REPLACE, replace)
                .with(RestoreOptions.Choice.ALONE, alone)
                .with(RestoreOptions.Choice.STRICT, strict)
                .with(RestoreOptions.Choice.RESUME, resume)
                .with(RestoreOptions.Choice.EDITED, edited)
                .with(RestoreOptions.Choice.DATA_ONLY, dataOnly)
                .with(RestoreOptions.Choice.COMPILE, compile)
                .with(RestoreOptions.Choice.DRY_RUN, dryRun)
                .unsaved(Optional.ofNullable(unsaved))
                .with(RestoreOptions.Choice.CURRENT_DEFINER, definer.equals("current"))
                .tables(TargetTables.of(tableOptions).withColumns(columns))
                .migrations(noStamp ? steps.withoutStamp() : steps)
                .credentials(network.credentials(terminal));
        if (tolerated != null) {
            options = options.tolerate(tolerated);
        }
        RestoreReport report;
        try (TerminalProgress progress = new TerminalProgress(terminal, verbosity)) {
            report = new Restorer(options, progress).restore(directory);
        }
        return tell(report);
    }

    /** Asks what has to be asked; gives whether the database is only replaced if nobody else connects to it. */
    private boolean confirmReplacement() {
        if (!replace || dryRun || yes && ignoreWriters) {
            return false;
        }
        Dialect dialect = Dialects.forUrl(target).with(network.credentials(terminal));
        TargetState state = dialect.inspect(target);
        if (state.kind() != TargetState.Kind.FILLED && state.kind() != TargetState.Kind.BLANK) {
            return false;
        }
        String shown = Dialects.withoutPassword(target);
        List<String> others = ignoreWriters ? List.of() : dialect.connections(target);
        if (!others.isEmpty()) {
            terminal.err().println("Others are connected to " + shown + ":");
            others.forEach(other -> terminal.err().println("  " + Text.visible(other)));
            if (!terminal.confirm("Replace it, and lose what they write from now on?")) {
                throw new UsageException(
                        ErrorCode.WRITERS_CONNECTED,
                        shown
                                + " was not replaced, since others are connected to it: what they write meanwhile would"
                                + " be lost.",
                        "Stop the application that uses it, or add --ignore-writers.");
            }
            return false;
        }
        if (!yes
                && !terminal.confirm("Replace " + shown + ", which has " + Counted.of(state.tables(), "table")
                        + ", once the new one is complete?")) {
            throw new UsageException(
                    ErrorCode.TARGET_NOT_EMPTY,
                    shown + " was not replaced, since nobody confirmed it.",
                    "Answer y, or add --yes where nobody can be asked.");
        }
        return !ignoreWriters;
    }

    private int tell(RestoreReport report) {
        RestoreText text = new RestoreText(terminal);
        if (!verbosity.quiet()) {
            report.notices().forEach(terminal.err()::println);
            leftOut(report.leftOut());
            report.faults().forEach(fault -> terminal.err().println("Restored as it was: " + fault + "."));
        }
        if (!verbosity.quiet()) {
            text.steps(report);
        }
        boolean unsaved = report.unsavedRows() > 0;
        if (!verbosity.quiet() || unsaved) {
            text.rows(report.tables());
        }
        text.problems(report.problems());
        text.advice(report.advice());
        report.unsaved().ifPresent(path -> terminal.err().println(nextStep(report, path)));
        if (report.published() && !verbosity.quiet()) {
            terminal.out()
                    .println("Restored version " + Text.visible(report.version())
                            + (report.version().equals(report.restoredVersion())
                                    ? ""
                                    : " as version " + Text.visible(report.restoredVersion()))
                            + " into "
                            + Dialects.withoutPassword(target) + ": " + Counted.of(report.savedRows(), "row")
                            + " saved.");
        } else if (dryRun && !verbosity.quiet()) {
            terminal.out()
                    .println("Dry run: " + Counted.of(report.savedRows(), "row") + " would be saved. "
                            + Dialects.withoutPassword(target) + " was not touched.");
        } else if (!report.published() && !dryRun) {
            terminal.err()
                    .println(ErrorCode.ROWS_UNSAVED + ": " + Counted.of(report.unsavedRows(), "row")
                            + " could not be saved, so " + Dialects.withoutPassword(target)
                            + " was left as it was. --tolerate " + report.unsavedRows() + " would go on without them.");
        }
        return report.unsavedRows() > (tolerated == null ? 0 : tolerated) ? 1 : 0;
    }

    private String nextStep(RestoreReport report, Path unsaved) {
        String where = "The rows that could not be saved are in " + unsaved + ", each below its place and the reason. ";
        if (report.resumable()) {
            return where + "Correct them there" + (migrations.isEmpty() ? "" : ", or the steps") + ", then run `"
                    + resumption(unsaved, report.published()) + "`.";
        }
        return where + "The steps look up, join or compare rows, so these cannot follow alone: correct them in the row"
                + " files of " + directory + ", or the steps, then restore everything"
                + (schema == null
                        ? " into an empty database of the new version."
                        : " by `" + command(" --schema " + schema + " --replace --edited") + "`.");
    }

    private void leftOut(List<String> leftOut) {
        if (!leftOut.isEmpty()) {
            terminal.err()
                    .println("Left out, since "
                            + (dataOnly
                                    ? "it needs SQL of the fixture: "
                                    : "only the fixture's own engine understands it: ")
                            + Counted.of(leftOut.size(), "definition") + ".");
            leftOut.forEach(definition -> terminal.err().println("  " + Text.visible(definition)));
        }
    }

    /**
     * The command that resumes after the rows in {@code unsaved} have been corrected, with the options that matter for
     * them.
     */
    private String resumption(Path rows, boolean published) {
        StringBuilder options = new StringBuilder(" --resume");
        if (!rows.equals(directory.resolve(FixtureFiles.UNSAVED))) {
            options.append(" --unsaved ").append(rows);
        }
        if (schema != null && !published) {
            options.append(" --schema ").append(schema);
        }
        if (replace && !published) {
            options.append(" --replace");
        }
        if (definer.equals("current") && !published) {
            options.append(" --definer current");
        }
        if (!published) {
            tableOptions.forEach((option, value) -> options.append(" --table-option ")
                    .append(option)
                    .append('=')
                    .append(value));
        }
        columns.forEach(column -> options.append(' ').append(ColumnChoice.option(column)));
        return command(options.append(edited ? " --edited" : "").toString());
    }

    /** This restore again, with these options besides the usual ones. */
    private String command(String options) {
        StringBuilder command = new StringBuilder("doppel restore ")
                .append(directory)
                .append(" --into ")
                .append(Dialects.withoutPassword(target))
                .append(options);
        migrations.forEach(path -> command.append(" --migrations ").append(path));
        classPath.forEach(path -> command.append(" --classpath ").append(path));
        if (toVersion != null) {
            command.append(" --to-version ").append(toVersion);
        }
        command.append(noStamp ? " --no-stamp" : "").append(strict ? " --strict" : "");
        return command.append(compile ? " --compile" : "")
                .append(dataOnly ? " --data-only" : "")
                .toString();
    }
}
