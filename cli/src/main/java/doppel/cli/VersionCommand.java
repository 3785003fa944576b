package doppel.cli;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Text;
import doppel.cli.terminal.Verbosity;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionWord;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel version}. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the version of the application that a database records for its rows. Exits with 1 if it records"
                    + " none.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel version library.db",
            "  doppel version postgresql://me@host/library --query \"SELECT value FROM settings WHERE name = "
                    + "'version'\"",
            "  doppel version library.db --fake 1.4.0"
        })
final class VersionCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "URL", description = "The database: a URL, or the path of an SQLite file.")
    private String url;

    @Option(
            names = "--query",
            paramLabel = "SQL",
            description = "The query that asks the database for its version: one row of one column.")
    private String query;

    @Option(
            names = "--fake",
            paramLabel = "V",
            description = "Record this version in the database, and change nothing else.")
    private String fake;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (fake != null && query != null) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--fake and --query cannot be combined: one writes a version, the other reads" + " it.",
                    "Leave one of them out.");
        }
        return fake == null ? show() : stamp();
    }

    private int show() {
        Dialect dialect = Dialects.forUrl(url).with(network.credentials(terminal));
        Optional<FoundVersion> found;
        try (Source source = dialect.openSource(url)) {
            found = source.version(Optional.ofNullable(query));
        }
        if (found.isEmpty()) {
            terminal.err()
                    .println(Dialects.withoutPassword(url) + " does not record its version: it has no table of"
                            + " Doppel, Flyway, Liquibase, Alembic or Django that does.");
            return 1;
        }
        terminal.out().println(Text.visible(found.get().version()));
        if (!verbosity.quiet()) {
            terminal.err().println("Found: " + found.get().where() + ".");
        }
        return 0;
    }

    private int stamp() {
        VersionWord.require(fake, "--fake");
        Dialects.forUrl(url).with(network.credentials(terminal)).stamp(url, fake);
        if (!verbosity.quiet()) {
            terminal.out().println(Dialects.withoutPassword(url) + " now has version " + fake + ".");
        }
        return 0;
    }
}
