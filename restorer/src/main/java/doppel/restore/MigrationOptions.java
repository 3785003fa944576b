package doppel.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The application's steps between versions.
 *
 * @param paths jars, source files and folders of them that hold migrators; without any, rows stay of the version they are of
 * @param toVersion the version of the target; empty for that which the target itself says it has, or else the newest
 */
public record MigrationOptions(List<Path> paths, Optional<String> toVersion) {

    /** Rows stay of the version that they are of. */
    public static final MigrationOptions NONE = new MigrationOptions(List.of(), Optional.empty());

    public MigrationOptions {
        paths = List.copyOf(paths);
        Objects.requireNonNull(toVersion);
    }

    /** Whether there are any. */
    boolean isEmpty() {
        return paths.isEmpty();
    }
}
