package doppel.dialect;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.server.ServerAddress;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The dialects on the class path. Thread-safe. */
public final class Dialects {

    private static final List<Dialect> ALL = ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private Dialects() {}

    /**
     * The dialect of a URL.
     *
     * @throws UsageException if no dialect accepts it
     */
    public static Dialect forUrl(String url) {
        return ALL.stream()
                .filter(dialect -> dialect.accepts(url))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        ErrorCode.UNKNOWN_URL,
                        "No engine takes the URL " + withoutPassword(url) + ".",
                        "Doppel knows " + names() + "; see the user guide for the forms of a URL."));
    }

    /**
     * The dialect that a fixture names.
     *
     * @throws UsageException if it is not on the class path
     */
    public static Dialect forId(String id) {
        return ALL.stream()
                .filter(dialect -> dialect.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        ErrorCode.UNKNOWN_URL,
                        "The fixture is of the engine " + id + ", for which no module is on the class path.",
                        "Add the module of that engine. Here are " + names() + "."));
    }

    /** Whether {@link #forId} finds it. */
    public static boolean knows(String id) {
        return ALL.stream().anyMatch(dialect -> dialect.id().equals(id));
    }

    /** A URL that is safe to show: without its password, even one that should have been escaped. */
    public static String withoutPassword(String url) {
        return ServerAddress.withoutPassword(url);
    }

    private static String names() {
        return ALL.stream().map(Dialect::displayName).collect(Collectors.joining(", "));
    }
}
