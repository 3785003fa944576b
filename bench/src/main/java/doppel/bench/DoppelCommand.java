package doppel.bench;

import doppel.bench.measure.ShellCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * Doppel, as it is called from a shell.
 *
 * @param words the command with arguments that all calls have
 */
record DoppelCommand(List<String> words) {

    /** Takes a copy. */
    DoppelCommand {
        words = List.copyOf(words);
    }

    ShellCommand version() {
        return ShellCommand.of(words, "--version");
    }

    ShellCommand dump(String url, Path fixture) {
        return ShellCommand.of(words, "dump", url, fixture.toString());
    }

    ShellCommand restore(Path fixture, String url) {
        return ShellCommand.of(words, "restore", fixture.toString(), "--into", url);
    }
}
