package doppel.shell.record;

import doppel.PrivateFiles;
import doppel.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * Jars in a private folder. The name of each has two hashes: that of what it was made from, and that of its bytes. Only
 * what this account owns and nobody else can write is used, and only if its bytes are the ones that were written.
 */
final class RecordCache {

    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;

    RecordCache(Path folder) {
        this.folder = folder;
    }

    /** The jar that was made from what has this hash; empty if there is none that can be trusted. */
    Optional<Path> find(String source) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, source + "-*.jar")) {
            Optional<UserPrincipal> owner = ownOwner();
            if (!isPrivate(folder, owner)) {
                return Optional.empty();
            }
            for (Path jar : jars) {
                boolean sound = Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)
                        && isPrivate(jar, owner)
                        && jar.endsWith(name(source, Files.readAllBytes(jar)));
                if (sound) {
                    return Optional.of(jar);
                }
                Files.deleteIfExists(jar);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // then it is made anew
        }
    }

    /**
     * Keeps a jar.
     *
     * @return where it is; in a new folder of its own if this one cannot be trusted
     */
    Path keep(String source, byte[] jar) throws IOException {
        PrivateFiles.directory(folder);
        Path where = isPrivate(folder, ownOwner()) ? folder : Files.createTempDirectory("doppel-records");
        Path kept = where.resolve(name(source, jar));
        Path growing = where.resolve(
                "." + kept.getFileName() + "." + ProcessHandle.current().pid());
        try (OutputStream out = PrivateFiles.create(growing)) {
            out.write(jar);
        }
        return Files.move(growing, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String name(String source, byte[] jar) {
        return source + "-" + Sha256.of(jar) + ".jar";
    }

    /** Who owns what this process creates; empty where files have no such owner. */
    private Optional<UserPrincipal> ownOwner() throws IOException {
        Path probe = Files.createTempFile(folder, ".", ".probe");
        try {
            return attributes(probe).map(PosixFileAttributes::owner);
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean isPrivate(Path path, Optional<UserPrincipal> owner) throws IOException {
        Optional<PosixFileAttributes> attributes = attributes(path);
        if (attributes.isEmpty()) {
            return true; // such a system has no permissions to look at
        }
        boolean own = owner.isPresent() && attributes.get().owner().equals(owner.get());
        return own && attributes.get().permissions().stream().noneMatch(OF_OTHERS::contains);
    }

    private static Optional<PosixFileAttributes> attributes(Path path) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            return view == null ? Optional.empty() : Optional.of(view.readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
