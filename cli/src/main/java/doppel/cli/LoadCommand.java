package doppel.cli;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.TerminalProgress;
import doppel.cli.terminal.Verbosity;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.fixture.FixtureFiles;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.existing.Merged;
import doppel.restore.existing.WrittenRows;
import doppel.restore.report.RestoreReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel load}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Loads rows into a database that has rows: fixtures written by hand, and dumped ones. A row is found again"
                    + " by its primary key, or else by a unique key, so that loading twice changes nothing. All rows"
                    + " are loaded, or none.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel load demo/DemoRows.java --into library.db",
            "  doppel load before-upgrade --into postgresql://me@host/db --on-conflict update --dry-run"
        })
final class LoadCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE|DIR", description = "The rows.")
    private List<Path> sources;

    @Option(names = "--into", required = true, paramLabel = "TARGET", description = "The database: a URL, or a path.")
    private String target;

    @Mixin
    private ConflictOption onConflict;

    @Option(
            names = "--base",
            paramLabel = "FIXTURE",
            description = "The fixture that the rows, and those of the database, have started from: what only one side"
                    + " has changed since is no conflict.")
    private Path base;

    @Option(
            names = "--new-ids",
            description = "Give rows of a dumped fixture new numbers as primary keys, with the references among them; a"
                    + " row that the database knows by a unique key gets the number that it has there.")
    private boolean newIds;

    @Option(
            names = "--tolerate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Go on if up to N rows cannot be saved (default: 0).")
    private long tolerated;

    @Option(names = "--data-only", description = "Compile and run no Java of the rows: for rows from strangers.")
    private boolean dataOnly;

    @Option(names = "--edited", description = "Accept row files and large values that were edited.")
    private boolean edited;

    @Option(names = "--dry-run", description = "Do everything but the last step: the database stays as it is.")
    private boolean dryRun;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    LoadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (newIds && tolerated > 0) {
            throw ConflictOption.newIdsAreWhole();
        }
        if (base != null && newIds) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--base compares rows by their keys, which --new-ids replaces.",
                    "Leave one of them out.");
        }
        Dialect dialect = Dialects.forUrl(target).with(network.credentials(terminal));
        RestoreReport report;
        try (TerminalProgress progress = new TerminalProgress(terminal, verbosity)) {
            if (sources.stream().allMatch(WrittenRows::isWritten)) {
                requireOwnIds();
                try (WrittenRows rows = WrittenRows.of(sources, dialect, target, !dataOnly)) {
                    Path unsaved = sources.get(0).toAbsolutePath().resolveSibling(FixtureFiles.UNSAVED);
                    report = new Restorer(options().unsaved(Optional.of(unsaved)), progress).restore(rows.directory());
                }
            } else if (sources.size() == 1) {
                report = new Restorer(options(), progress).restore(sources.get(0));
            } else {
                throw new UsageException(
                        ErrorCode.USAGE,
                        "A fixture is loaded alone, since it has a program of its own.",
                        "Load them one after the other.");
            }
        } catch (FixtureException e) {
            throw e.code() == ErrorCode.UNKNOWN_COLUMN ? misfit(e) : e;
        }
        return tell(report);
    }

    /** Rows that do not fit, with what can be done about them here. */
    private static FixtureException misfit(FixtureException e) {
        return new FixtureException(
                e.code(),
                e.getMessage(),
                "Correct the rows, so that they fit the tables of the database, and load again; steps between versions"
                        + " are for restores. Nothing was changed.",
                e.location().orElse(null),
                e);
    }

    private void requireOwnIds() {
        if (newIds) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--new-ids is for rows that come from another database.",
                    "Leave it out, and the numbers in the rows too: into.add(\"members\", \"name\", \"Ann\").");
        }
    }

    private RestoreOptions options() {
        return RestoreOptions.into(target)
                .besides(onConflict.value())
                .base(Optional.ofNullable(base))
                .with(RestoreOptions.Choice.EDITED, edited)
                .with(RestoreOptions.Choice.DATA_ONLY, dataOnly)
                .with(RestoreOptions.Choice.DRY_RUN, dryRun)
                .with(RestoreOptions.Choice.NEW_IDS, newIds)
                .tolerate(tolerated)
                .credentials(network.credentials(terminal));
    }

    private int tell(RestoreReport report) {
        RestoreText text = new RestoreText(terminal);
        String shown = Dialects.withoutPassword(target);
        long unsaved = report.unsavedRows();
        if (!verbosity.quiet()) {
            report.notices().forEach(terminal.err()::println);
        }
        if (report.published() && !verbosity.quiet() || dryRun && unsaved <= tolerated) {
            text.merged(report.merged());
        }
        text.problems(report.problems());
        report.unsaved().ifPresent(path -> terminal.err().println(nextStep(report, path)));
        long changes = report.merged().stream().mapToLong(Merged::changes).sum();
        if (report.published() && !verbosity.quiet()) {
            terminal.out()
                    .println("Loaded into " + shown + ": " + Counted.of(changes, "row") + " changed"
                            + (unsaved > 0 ? ", " + Counted.of(unsaved, "row") + " not saved." : "."));
        } else if (dryRun && !verbosity.quiet()) {
            terminal.out()
                    .println("Dry run: " + Counted.of(unsaved > tolerated ? 0 : changes, "row") + " would change. "
                            + shown + " was not touched.");
        } else if (!report.published() && !dryRun) {
            terminal.err()
                    .println(ErrorCode.ROWS_UNSAVED + ": " + Counted.of(unsaved, "row") + " could not be saved, so "
                            + shown + " was left as it was. --tolerate " + unsaved + " would go on without them.");
        }
        return unsaved > tolerated ? 1 : 0;
    }

    private String nextStep(RestoreReport report, Path unsaved) {
        String where = "The rows that could not be saved are in " + unsaved + ", each below its place and the reason. ";
        return report.published()
                ? where + "Correct them there, then run `doppel load " + unsaved + " --into "
                        + Dialects.withoutPassword(target) + " --edited`."
                : where + "Correct them where they come from, then load all of it again; --on-conflict decides about"
                        + " rows that are there with other values.";
    }
}
