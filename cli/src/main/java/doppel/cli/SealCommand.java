package doppel.cli;

import doppel.Counted;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Verbosity;
import doppel.restore.check.Seal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code doppel seal}. */
@Command(
        name = "seal",
        mixinStandardHelpOptions = true,
        description = {"Makes the edits of a fixture its new truth: writes a MANIFEST that matches its files.", ""},
        footer = {"", "Example:", "  doppel seal before-upgrade"})
final class SealCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "The fixture.")
    private Path directory;

    @Mixin
    private Verbosity verbosity;

    SealCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Seal seal = Seal.seal(directory);
        if (!verbosity.quiet()) {
            list("changed", seal.changed());
            list("added", seal.added());
            list("removed", seal.removed());
            terminal.out()
                    .println("Sealed " + directory + ": "
                            + Counted.of(seal.manifest().entries().size(), "file") + ", "
                            + Counted.of(seal.manifest().rows(), "row") + ".");
        }
        return 0;
    }

    private void list(String what, List<String> files) {
        files.forEach(file -> terminal.out().println(what + " " + file));
    }
}
