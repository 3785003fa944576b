package doppel.cli;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.TerminalProgress;
import doppel.cli.terminal.Verbosity;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.version.FoundVersion;
import doppel.dump.DumpOptions;
import doppel.dump.DumpPolicies;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.verify.FixtureVerification;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel dump}. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description = {"Dumps a database into a fixture: a directory of Java source that restores it.", ""},
        footer = {
            "",
            "Examples:",
            "  doppel dump library.db before-upgrade --as-version 1.4.0",
            "  doppel dump library.db nightly --overwrite --verify --compress",
            "  doppel dump library.db edited --overwrite --hooks-from edited",
            "  doppel dump library.db brazil --where \"member=country = 'Brazil'\""
        })
final class DumpCommand implements Callable<Integer> {

    private static final String NO_VERSION = "0";

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "The database: a URL, or the path of an SQLite file.")
    private String source;

    @Parameters(index = "1", paramLabel = "DIR", description = "The directory to create.")
    private Path directory;

    @Option(
            names = "--as-version",
            paramLabel = "V",
            description =
                    "The version of the application that the rows belong to (default: what the database says, else 0).")
    private String asVersion;

    @Option(
            names = "--version-query",
            paramLabel = "SQL",
            description = "The query that asks the database for its version: one row of one column.")
    private String versionQuery;

    @Option(names = "--tables", paramLabel = "T", split = ",", description = "Dump only these tables.")
    private List<String> tables = List.of();

    @Option(names = "--exclude", paramLabel = "T", split = ",", description = "Leave these tables out.")
    private List<String> excluded = List.of();

    @Option(
            names = "--where",
            paramLabel = "T=CONDITION",
            description =
                    "Dump only the rows of T that satisfy this condition in the database's SQL, the rows that refer"
                            + " to them, and what all these refer to.")
    private List<String> where = List.of();

    @Option(
            names = "--policy",
            paramLabel = "T=P",
            description = {
                "What becomes of the rows of a table: keep; skip, which dumps only its definition; or recreate: like"
                        + " skip, but references to the rows are dumped by natural key."
            })
    private List<String> policies = List.of();

    @Option(
            names = "--natural",
            paramLabel = "T=C",
            description = "The columns, separated by commas, that identify the rows of a recreated table.")
    private List<String> naturalKeys = List.of();

    @Option(
            names = "--overwrite",
            description = "Replace the fixture in DIR, in one step, when the new one is complete.")
    private boolean overwrite;

    @Option(
            names = "--hooks-from",
            paramLabel = "OLD",
            description =
                    "Carry over what was edited in the Restore.java of this earlier fixture, and show it as a diff;"
                            + " edits that do not fit are refused, or with --tolerate left as comments.")
    private Path hooksFrom;

    @Option(
            names = "--max-rows-per-file",
            paramLabel = "N",
            defaultValue = "" + DumpOptions.DEFAULT_ROWS_PER_FILE,
            description = "Start a new file after N rows (default: ${DEFAULT-VALUE}).")
    private int maxRowsPerFile;

    @Option(
            names = "--tolerate",
            description = "Instead of refusing to dump, leave out the parts of the schema that cannot be carried, dump"
                    + " values that a restore converts, and leave edits that do not fit as comments; all are"
                    + " named.")
    private boolean tolerate;

    @Option(names = "--compress", description = "Compress the row files with gzip: XRows.java.gz.")
    private boolean compress;

    @Option(
            names = "--verify",
            description = "Then restore the fixture into a scratch database, and compare it with the source.")
    private boolean verify;

    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description =
                    "With --verify: use this empty database as the scratch database instead of creating one; it is"
                            + " emptied again.")
    private String scratch;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    DumpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (scratch != null && !verify) {
            throw new UsageException(ErrorCode.USAGE, "--scratch needs --verify.", "Add --verify.");
        }
        if (verify && !where.isEmpty()) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--verify compares with the whole source, but --where dumps only a part of it.",
                    "Leave out --verify. To check the dump, restore it and run `doppel double-dump` on the result.");
        }
        if (asVersion != null && versionQuery != null) {
            throw new UsageException(
                    ErrorCode.USAGE, "--as-version and --version-query cannot be combined.", "Leave out one of them.");
        }
        Dialect dialect = Dialects.forUrl(source).with(network.credentials(terminal));
        options(asVersion == null ? NO_VERSION : asVersion); // reports wrong arguments before the database is opened
        try (Source opened = dialect.openSource(source);
                TerminalProgress progress = new TerminalProgress(terminal, verbosity)) {
            String version = asVersion == null ? found(opened, progress) : asVersion;
            DumpOptions options = options(version);
            if (verify) {
                FixtureVerification.requirePossible(opened.schema(), options.policies());
            }
            DumpReport report = new Dumper(dialect, opened, options, progress).dump(directory);
            progress.end();
            report.notices().forEach(progress::note);
            report.edits().forEach(progress::note);
            report.faults().forEach(fault -> progress.note("Carried as is: " + fault + "."));
            if (!verbosity.quiet()) {
                terminal.out()
                        .println("Dumped " + Counted.of(report.tables().size(), "table") + ", "
                                + Counted.of(report.rows(), "row") + ", as version " + version + " to " + directory
                                + ".");
            }
            return verify ? verified(dialect, opened, report, progress) : 0;
        }
    }

    private String found(Source opened, TerminalProgress progress) {
        Optional<FoundVersion> found = opened.version(Optional.ofNullable(versionQuery));
        found.ifPresent(one -> progress.note("Version " + one.word() + ": " + one.where() + "."));
        return found.map(FoundVersion::word).orElse(NO_VERSION);
    }

    private DumpOptions options(String version) {
        return DumpOptions.defaults()
                .as(version)
                .tables(tables)
                .excluding(excluded)
                .hooksFrom(Optional.ofNullable(hooksFrom))
                .maxRowsPerFile(maxRowsPerFile)
                .with(DumpOptions.Choice.OVERWRITE, overwrite)
                .with(DumpOptions.Choice.TOLERATE, tolerate)
                .with(DumpOptions.Choice.COMPRESS, compress)
                .where(where)
                .policies(DumpPolicies.of(policies, naturalKeys));
    }

    private int verified(Dialect dialect, Source opened, DumpReport report, TerminalProgress progress) {
        List<String> problems =
                FixtureVerification.verify(dialect, source, opened, report, Optional.ofNullable(scratch), progress);
        progress.end();
        problems.forEach(terminal.err()::println);
        if (problems.isEmpty() && !verbosity.quiet()) {
            terminal.out().println("Verified: a database restored from it equals the source.");
        }
        return problems.isEmpty() ? 0 : 1;
    }
}
