package doppel.cli;

import doppel.fixture.FixtureLauncher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Restores a fixture that is run as a program: {@code java -cp doppel.jar Restore.java --into URL}. */
public final class CommandLineLauncher implements FixtureLauncher {

    /** For {@link java.util.ServiceLoader}. */
    public CommandLineLauncher() {}

    @Override
    public void restore(Path directory, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("restore", directory.toString()));
        words.addAll(arguments);
        Doppel.main(words.toArray(String[]::new));
    }
}
