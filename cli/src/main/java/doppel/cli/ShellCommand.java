package doppel.cli;

import doppel.ErrorCode;
import doppel.StorageException;
import doppel.UsageException;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Verbosity;
import doppel.shell.ScriptRun;
import doppel.shell.screen.ShellScreen;
import doppel.shell.script.Script;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel shell}. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        description = {
            "Opens a database to work on its rows by hand, in Java. Nothing is kept until commit(), and each snippet"
                    + " can be undone. A fixture opens read-only. Input that is no terminal is a script, as for doppel"
                    + " run.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel shell members.db",
            "  doppel shell postgresql://me@host/db --read-only",
            "  doppel shell nightly                               looks into a fixture",
            "  echo 'show(table(\"members\").count())' | doppel shell members.db"
        })
final class ShellCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "URL|FIXTURE", description = "The database, or the directory of a fixture.")
    private String url;

    @Option(names = "--read-only", description = "Let the engine refuse every change.")
    private boolean readOnly;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Roll back a transaction with changes when the prompt has waited this long (default: never).")
    private long idle;

    @Mixin
    private WorkOptions work;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    ShellCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (idle < 0) {
            throw new UsageException(
                    ErrorCode.USAGE, "--idle takes a number of seconds, 0 or more.", "Give another number.");
        }
        WorkOptions.Place place = new WorkOptions.Place(terminal, url, network.credentials(terminal));
        if (!terminal.inIsTerminal() || !terminal.outIsTerminal()) {
            return runInput(place);
        }
        ShellScreen.run(
                screen -> place.open(work.settings(terminal, readOnly, true, screen.writer())),
                WorkOptions.state(),
                Duration.ofSeconds(idle));
        return 0;
    }

    private int runInput(WorkOptions.Place place) {
        StringWriter text = new StringWriter();
        try {
            terminal.in().transferTo(text);
        } catch (IOException e) {
            throw StorageException.of("Reading standard input", e);
        }
        Path folder = Path.of("").toAbsolutePath();
        work.run(
                place,
                work.settings(terminal, readOnly, true, terminal.out()),
                Script.ofSnippets("input", text.toString()),
                (script, bench) -> place.tell(ScriptRun.run(script, folder, List.of(), bench), verbosity));
        return 0;
    }
}
