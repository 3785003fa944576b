package doppel.bench.engine;

import doppel.bench.measure.ShellCommand;
import doppel.bench.shape.ShapeTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A database engine whose native tools Doppel is compared with. Databases are named by their creator; a server's are
 * its own until {@link #drop}. Not thread-safe.
 */
public interface BenchEngine {

    /** Its name as people write it. */
    String displayName();

    /**
     * Gets ready: a server is started, or reached where it runs already.
     *
     * @throws doppel.bench.measure.BenchException if there is none
     */
    void start();

    /** Why its native tools cannot be run, each that is missing and what to do; nothing if they can. */
    Optional<String> withoutNativeTools();

    /** What its native tools and its server are, with their versions. */
    String versions();

    /** Makes an empty database. */
    void create(String database);

    /** Takes away a database, if it is there. */
    void drop(String database);

    /** The URL that Doppel is given for a database. */
    String url(String database);

    /**
     * Brings rows into the form in which they are loaded fastest.
     *
     * @param directory an empty directory for it
     */
    RowLoader prepare(List<ShapeTable> tables, Path directory);

    /** Whether a loader makes the rows while it loads them, instead of having them prepared. */
    boolean makesRowsWhileLoading();

    /** Reads every value of the tables with the driver, and does nothing with it. */
    void readAll(String database, List<ShapeTable> tables);

    /** The native tool's dump of a database into a file. */
    ShellCommand nativeDump(String database, Path file);

    /** The native tool's way of bringing such a file into an empty database. */
    ShellCommand nativeRestore(Path file, String database);
}
