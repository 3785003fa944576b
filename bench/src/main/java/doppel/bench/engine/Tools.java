package doppel.bench.engine;

import doppel.bench.measure.BenchException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where the native tools are: each is what was named on the command line, or in the environment ({@code
 * DOPPEL_BENCH_PG_DUMP}), or else on the PATH. What is named may be a command with arguments.
 *
 * @param named commands by the names of the tools
 * @param environment the variables
 * @param fallback a directory to look in at last, which is asked for when it is needed
 */
public record Tools(Map<String, String> named, Map<String, String> environment, Supplier<Optional<Path>> fallback) {

    private static final String PREFIX = "DOPPEL_BENCH_";

    /** Takes copies. */
    public Tools {
        named = Map.copyOf(named);
        environment = Map.copyOf(environment);
    }

    private Optional<List<String>> find(String tool) {
        return Stream.of(named.get(tool), environment.get(variable(tool)))
                .filter(command -> command != null && !command.isBlank())
                .map(command -> List.of(command.strip().split("\\s+")))
                .findFirst()
                .or(() -> onPath(tool))
                .or(() -> fallback.get().flatMap(directory -> executable(directory.resolve(tool))));
    }

    /** With no other places. */
    public Tools(Map<String, String> named, Map<String, String> environment) {
        this(named, environment, Optional::empty);
    }

    /** The same, looking in a directory at last. */
    Tools orIn(Supplier<Optional<Path>> directory) {
        return new Tools(named, environment, directory);
    }

    /** The words of the command of a tool that is known to be there. */
    List<String> command(String tool) {
        return find(tool).orElseThrow(() -> new BenchException(missing(tool)));
    }

    /** Why the tool cannot be run, and what to do; nothing if it can. */
    Optional<String> problem(String tool) {
        Optional<List<String>> found = find(tool);
        if (found.isEmpty()) {
            return Optional.of(missing(tool));
        }
        try {
            ToolVersion.of(found.get());
            return Optional.empty();
        } catch (BenchException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The tool's own words for its version. */
    String version(String tool) {
        return ToolVersion.of(command(tool));
    }

    private static String missing(String tool) {
        return "no " + tool + " on the PATH (name one with --tool " + tool + "=COMMAND or " + variable(tool) + ")";
    }

    private Optional<List<String>> onPath(String tool) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> executable(Path.of(directory, tool)).stream())
                .findFirst();
    }

    private static Optional<List<String>> executable(Path file) {
        return Files.isExecutable(file) ? Optional.of(List.of(file.toString())) : Optional.empty();
    }

    private static String variable(String tool) {
        return PREFIX + tool.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
