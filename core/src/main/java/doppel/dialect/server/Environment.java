package doppel.dialect.server;

import doppel.NativeText;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a process's environment that connections depend on.
 *
 * @param variables the environment variables
 * @param home the user's home directory
 * @param userName the name of the user of the operating system
 */
public record Environment(Map<String, String> variables, Path home, String userName) {

    /** Keeps copies. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        Map<String, String> variables = System.getenv();
        String home = NativeText.whole(variables.getOrDefault("HOME", ""), "the variable HOME");
        return new Environment(
                variables,
                Path.of(home.isEmpty() ? System.getProperty("user.home") : home),
                System.getProperty("user.name"));
    }

    /**
     * The value of a variable; empty if it is not set, or set to an empty text.
     *
     * @throws doppel.UsageException if letters of it are lost
     */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name))
                .filter(value -> !value.isEmpty())
                .map(value -> NativeText.whole(value, "the variable " + name));
    }

    /** A path as people write it; {@code ~/} is the home directory. */
    public Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    /** Hides the variables, since one may hold a password. */
    @Override
    public String toString() {
        return "environment of " + userName;
    }
}
