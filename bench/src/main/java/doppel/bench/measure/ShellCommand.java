package doppel.bench.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program with its arguments, as a shell would start it.
 *
 * @param words the program and its arguments
 * @param input the file that it reads, or nothing to read
 * @param output the file that it writes, or nowhere
 */
public record ShellCommand(List<String> words, Optional<Path> input, Optional<Path> output) {

    /** Takes a copy. */
    public ShellCommand {
        words = List.copyOf(words);
    }

    /** A program that neither reads nor writes through its streams. */
    public static ShellCommand of(List<String> program, String... arguments) {
        return new ShellCommand(program, Optional.empty(), Optional.empty()).with(arguments);
    }

    /** The same with more arguments. */
    public ShellCommand with(String... arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(arguments));
        return new ShellCommand(all, input, output);
    }

    /** The same, reading this file. */
    public ShellCommand from(Path file) {
        return new ShellCommand(words, Optional.of(file), output);
    }

    /** The same, writing this file. */
    public ShellCommand into(Path file) {
        return new ShellCommand(words, input, Optional.of(file));
    }

    /** As one would type it. */
    @Override
    public String toString() {
        return String.join(" ", words)
                + input.map(file -> " < " + file).orElse("")
                + output.map(file -> " > " + file).orElse("");
    }
}
