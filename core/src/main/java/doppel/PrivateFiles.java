package doppel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that only their owner can read and write, whatever the umask: everything that holds rows is
 * made here. They are private from the moment that they exist. Where a system has no POSIX permissions, they are like
 * any others. Thread-safe.
 */
public final class PrivateFiles {

    private static final String NEW = ".new";

    private PrivateFiles() {}

    /** Creates a directory, with those above it that are missing; one that is there stays as it is. */
    public static Path directory(Path directory) throws IOException {
        return Files.createDirectories(directory, permissions(directory, "rwx------"));
    }

    /** Creates a directory that must not be there yet. */
    public static void newDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, permissions(directory, "rwx------"));
    }

    /** Creates an empty file; one that is there stays as it is. */
    public static void createIfMissing(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, permissions(file, "rw-------"));
            } catch (FileAlreadyExistsException e) {
                return; // somebody else has made it
            }
        }
    }

    /** Opens a new file for writing; one that is there, or a link of that name, is removed before. */
    public static OutputStream create(Path file) throws IOException {
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return Channels.newOutputStream(Files.newByteChannel(file, options, permissions(file, "rw-------")));
    }

    /** Copies a file, whoever may read the original. */
    public static void copy(Path from, Path to) throws IOException {
        try (OutputStream out = create(to)) {
            Files.copy(from, out);
        }
    }

    /** Replaces a file in one step, durably; it keeps the permissions that it has, and a new one is private. */
    public static void replace(Path file, String text) throws IOException {
        Path growing = file.resolveSibling("." + file.getFileName() + NEW);
        try (OutputStream out = create(growing)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        if (Files.exists(file)) {
            allowLike(file, growing);
        }
        Durable.file(growing);
        Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Durable.directory(file.toAbsolutePath().getParent());
    }

    /** Gives a file the permissions of another one. */
    public static void allowLike(Path other, Path file) throws IOException {
        PosixFileAttributeView from = Files.getFileAttributeView(other, PosixFileAttributeView.class);
        PosixFileAttributeView to = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (from == null || to == null) {
            return;
        }
        Set<PosixFilePermission> wanted = from.readAttributes().permissions();
        if (!wanted.equals(to.readAttributes().permissions())) {
            to.setPermissions(wanted);
        }
    }

    /** A disk may know nothing of permissions although its system does; then it ignores them. */
    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
