package doppel.dialect.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a process is started with, as far as connections depend on it.
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

    /** That of this process. */
    public static Environment ofProcess() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", "");
        return new Environment(
                variables,
                Path.of(home.isEmpty() ? System.getProperty("user.home") : home),
                System.getProperty("user.name"));
    }

    /** The value of a variable that is set, and not to nothing. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** A path as people write it, where {@code ~/} is the home directory. */
    public Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    /** Does not show the variables, since one may hold a password. */
    @Override
    public String toString() {
        return "environment of " + userName;
    }
}
