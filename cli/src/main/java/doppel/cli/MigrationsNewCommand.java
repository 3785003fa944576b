package doppel.cli;

import doppel.ErrorCode;
import doppel.StorageException;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Verbosity;
import doppel.migration.StepDraft;
import doppel.verify.ScriptedSchema;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel migrations new}. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a draft of a step with its reverse, and of its test. With both schemas, the draft says how they"
                    + " differ; what looks like a rename is a guess, and is marked as one.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel migrations new \"members become readers\" --from 1 --to 2",
            "  doppel migrations new \"members become readers\" --from 1 --to 2 --old-schema library-1.sql --schema"
                    + " library-2.sql"
        })
final class MigrationsNewCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "WHAT", description = "What the step does, in a sentence.")
    private String sentence;

    @Option(names = "--from", required = true, paramLabel = "V", description = "The version before.")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "V", description = "The version after.")
    private String to;

    @Option(names = "--old-schema", paramLabel = "OLD.sql", description = "The script that creates the schema before.")
    private Path oldSchema;

    @Option(names = "--schema", paramLabel = "NEW.sql", description = "The script that creates the schema after.")
    private Path schema;

    @Option(
            names = "--on",
            paramLabel = "URL",
            description = "A database on whose server the scripts are tried out (default: in a file).")
    private String server;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The directory to write to (default: the current directory).")
    private Path directory;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    MigrationsNewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if ((schema == null) != (oldSchema == null)) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "A comparison of schemas needs both of them.",
                    "Give --old-schema and --schema, or neither.");
        }
        StepDraft draft = new StepDraft(StepDraft.className(from, to), from, to, sentence);
        String source = schema == null ? draft.source() : draft.source(schema(oldSchema), schema(schema));
        write(draft.className() + ".java", source);
        write(draft.className() + "Test.java", draft.testSource());
        return 0;
    }

    private doppel.schema.Schema schema(Path script) {
        return ScriptedSchema.of(script, Optional.ofNullable(server), network.credentials(terminal));
    }

    private void write(String name, String text) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(directory);
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new StorageException(
                    ErrorCode.DIRECTORY_EXISTS,
                    file + " exists already.",
                    "Delete it, or name another directory with --dir.",
                    e);
        } catch (IOException e) {
            throw StorageException.of("Writing " + file, e);
        }
        if (!verbosity.quiet()) {
            terminal.out().println("Wrote " + file + ".");
        }
    }
}
