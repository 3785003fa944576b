package doppel.cli;

import doppel.Counted;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.TerminalProgress;
import doppel.cli.terminal.Text;
import doppel.cli.terminal.Verbosity;
import doppel.compare.DiffSummary;
import doppel.compare.UnifiedText;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.report.RestoreReport;
import doppel.verify.MigrationTrial;
import doppel.verify.OtherFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel migrations test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Migrates a fixture up to the new version and down again, in scratch databases, and compares the result"
                    + " with the fixture. Exits with 1 if a row could not be saved or came back changed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel migrations test before-upgrade --migrations migrations/ --schema library-2.sql",
            "  doppel migrations test before-upgrade --migrations app.jar --schema new.sql --up-only",
            "  doppel migrations test before-upgrade --migrations app.jar --schema new.sql --on "
                    + "postgresql://me@localhost/shop"
        })
final class MigrationsTestCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FIXTURE", description = "A dump of the old version.")
    private Path fixture;

    @Option(
            names = "--migrations",
            required = true,
            paramLabel = "PATH",
            description = "The steps: a jar, a source file or a folder of them; can be given more than once.")
    private List<Path> migrations;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars, and folders of classes, that the migrations use; can be given more than" + " once.")
    private List<Path> classPath = List.of();

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "NEW.sql",
            description = "The script that creates the schema of the new version.")
    private Path schema;

    @Option(
            names = "--old-schema",
            paramLabel = "OLD.sql",
            description = "The script that creates the schema of the old version (default: that of the fixture).")
    private Path oldSchema;

    @Option(
            names = "--to-version",
            paramLabel = "V",
            description = "The new version (default: what the schema says, else the newest that the steps lead to).")
    private String toVersion;

    @Option(
            names = "--on",
            paramLabel = "URL",
            description = "A database on whose server scratch databases are created (default: files).")
    private String server;

    @Option(
            names = "--losing",
            paramLabel = "NAME",
            description = "A column, such as records.change_date, or a table that is lost on purpose; can be given more"
                    + " than once.")
    private List<String> losing = List.of();

    @Option(
            names = "--tolerate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Go on if up to N rows cannot be saved, on each way.")
    private long tolerated;

    @Option(names = "--up-only", description = "Do not come back.")
    private boolean upOnly;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    MigrationsTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        MigrationTrial.Report report;
        try (TerminalProgress progress = new TerminalProgress(terminal, verbosity)) {
            MigrationTrial trial = new MigrationTrial(
                            fixture,
                            schema,
                            Optional.ofNullable(oldSchema),
                            new MigrationOptions(migrations, Optional.ofNullable(toVersion)).withClassPath(classPath),
                            Optional.ofNullable(server),
                            progress)
                    .losing(losing.toArray(String[]::new))
                    .tolerate(tolerated)
                    .with(network.credentials(terminal));
            report = upOnly
                    ? trial.up()
                    : trial.upAndDown(new OtherFiles(new UnifiedText(terminal.out(), terminal.colours())));
        }
        tell(report.up());
        report.down().ifPresent(this::tell);
        report.losses().forEach(line -> terminal.out().println(Text.visible(line)));
        if (!verbosity.quiet() || !report.lossless()) {
            terminal.out().println(verdict(report));
        }
        return report.lossless() ? 0 : 1;
    }

    private void tell(RestoreReport report) {
        RestoreText text = new RestoreText(terminal);
        if (!verbosity.quiet()) {
            report.notices().forEach(terminal.err()::println);
            text.steps(report);
            text.rows(report.tables());
        }
        text.problems(report.problems());
        report.unsaved()
                .filter(place -> place.startsWith(fixture))
                .ifPresent(place -> terminal.err()
                        .println("The rows that could not be saved are in " + place
                                + ", each below its place and the reason."));
    }

    private String verdict(MigrationTrial.Report report) {
        String way = Text.visible(report.up().version()) + " to "
                + Text.visible(report.up().restoredVersion());
        if (!report.up().published()) {
            return "The migration from " + way + " cannot save "
                    + Counted.of(report.up().unsavedRows(), "row") + ".";
        } else if (upOnly) {
            return "The migration from " + way + " accounts for every row: "
                    + Counted.of(report.up().savedRows(), "row") + " saved.";
        }
        boolean same = report.diff().map(DiffSummary::equal).orElse(true);
        return "The migration from " + way + " and back "
                + (report.lossless()
                        ? same ? "gives the same rows again." : "loses nothing but what is declared."
                        : "does not give the same rows again.");
    }
}
