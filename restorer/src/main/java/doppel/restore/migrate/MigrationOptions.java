package doppel.restore.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The application's steps between versions.
 *
 * @param paths jars, source files and folders of them that hold migrators; without any, rows keep their version
 * @param classPath jars, and folders of classes, that migrators use besides
 * @param toVersion the version of the target; empty for the version that the target records, or else the newest
 * @param always whether changes that belong to no version are also made
 * @param stamped whether the target records the version that the steps lead to, unless another tool keeps its version
 */
public record MigrationOptions(
        List<Path> paths, List<Path> classPath, Optional<String> toVersion, boolean always, boolean stamped) {

    /** Rows keep their version. */
    public static final MigrationOptions NONE = new MigrationOptions(List.of(), Optional.empty());

    /** The same with changes that belong to no version. */
    public MigrationOptions(List<Path> paths, Optional<String> toVersion) {
        this(paths, List.of(), toVersion, true, true);
    }

    /** The same without changes that belong to no version. */
    public MigrationOptions withoutAlways() {
        return new MigrationOptions(paths, classPath, toVersion, false, stamped);
    }

    /** The same without a record of the version in the target. */
    public MigrationOptions withoutStamp() {
        return new MigrationOptions(paths, classPath, toVersion, always, false);
    }

    /** The same with jars and folders of classes that migrators use. */
    public MigrationOptions withClassPath(List<Path> others) {
        return new MigrationOptions(paths, others, toVersion, always, stamped);
    }

    /** The same to another version. */
    public MigrationOptions to(String version) {
        return new MigrationOptions(paths, classPath, Optional.of(version), always, stamped);
    }

    public MigrationOptions {
        paths = List.copyOf(paths);
        classPath = List.copyOf(classPath);
        Objects.requireNonNull(toVersion);
    }

    /** Whether there are any. */
    public boolean isEmpty() {
        return paths.isEmpty();
    }
}
