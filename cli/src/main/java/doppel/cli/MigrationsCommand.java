package doppel.cli;

import doppel.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code doppel migrations}: the developer's tools for an application's steps; {@code doppel restore --migrations} runs
 * them.
 */
@Command(
        name = "migrations",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MigrationsNewCommand.class, MigrationsTestCommand.class, MigrationsListCommand.class},
        description = {
            "Drafts, tests and lists the steps that lead from one version of an application to the" + " next.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel migrations new \"members become readers\" --from 1 --to 2",
            "  doppel migrations list LibraryMigrations.java",
            "  doppel migrations test before-upgrade --migrations LibraryMigrations.java --schema library-2.sql"
        })
final class MigrationsCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec specification;

    MigrationsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        specification.commandLine().usage(terminal.out());
    }
}
