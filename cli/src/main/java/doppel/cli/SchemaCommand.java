package doppel.cli;

import doppel.DatabaseException;
import doppel.Durable;
import doppel.ErrorCode;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Verbosity;
import doppel.dialect.Ddl;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel schema}. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the schema of a database, without its rows, as a script in the engine's own SQL that records its"
                    + " version: for fresh installations, and for doppel restore --schema.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel schema library.db -o new.sql",
            "  doppel schema postgresql://me@host/library --as-version 2.0.0 -o new.sql",
            "  doppel restore before-upgrade --into new.db --schema new.sql"
        })
final class SchemaCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "URL", description = "The database: a URL, or the path of an SQLite file.")
    private String url;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file instead of stdout; it is replaced in one step.")
    private Path output;

    @Option(
            names = "--as-version",
            paramLabel = "V",
            description = "The version of the schema (default: what the database says, else none).")
    private String asVersion;

    @Option(
            names = "--tolerate",
            description = "Leave out and name the parts of the schema that cannot be carried, instead of refusing.")
    private boolean tolerate;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (asVersion != null) {
            VersionWord.require(asVersion, "--as-version");
        }
        try (Source source =
                Dialects.forUrl(url).with(network.credentials(terminal)).openSource(url)) {
            Optional<String> version = asVersion == null ? found(source) : Optional.of(asVersion);
            Ddl ddl = source.ddl(source.schema().tables());
            requireCarried(ddl);
            ddl.notCarried().forEach(sentence -> note("Left out: " + sentence + "."));
            ddl.notices().forEach(notice -> note(notice + "."));
            write(version.map(word -> source.stamped(ddl.script(), word)).orElse(ddl.script()));
        }
        return 0;
    }

    private Optional<String> found(Source source) {
        Optional<FoundVersion> found = source.version(Optional.empty());
        note(found.map(one -> "Version " + one.word() + ": " + one.where() + ".")
                .orElse("No version: the database does not record one. Give one with --as-version V."));
        return found.map(FoundVersion::word);
    }

    private void requireCarried(Ddl ddl) {
        if (!ddl.notCarried().isEmpty() && !tolerate) {
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_CARRIED,
                    "Not everything in the schema can be carried: " + String.join("; ", ddl.notCarried()) + ".",
                    "Add --tolerate to leave it out; Doppel then names it.");
        }
    }

    private void note(String sentence) {
        if (!verbosity.quiet()) {
            terminal.err().println(sentence);
        }
    }

    private void write(String script) {
        if (output == null) {
            terminal.out().print(script);
            return;
        }
        Path whole = output.toAbsolutePath();
        Path growing = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            OrdinaryFile.require(whole); // a device would be replaced by a file
            Files.writeString(growing, script);
            Durable.file(growing);
            Files.move(growing, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw StorageException.of("Writing " + output, e);
        }
    }
}
