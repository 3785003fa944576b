package doppel.dump;

import doppel.Directories;
import doppel.Durable;
import doppel.PrivateFiles;
import doppel.ProcessLock;
import doppel.StorageException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A fixture that is written next to its final name and appears there in one step. A process killed in between leaves a
 * hidden directory, which the next dump removes.
 */
final class FixtureDirectory implements AutoCloseable {

    private final EarlierDirectory earlier;
    private final boolean overwrite;
    private final Path directory;
    private final Path staging;
    private final ProcessLock lock;
    private boolean published;

    private FixtureDirectory(
            EarlierDirectory earlier, boolean overwrite, Path directory, Path staging, ProcessLock lock) {
        this.earlier = earlier;
        this.overwrite = overwrite;
        this.directory = directory;
        this.staging = staging;
        this.lock = lock;
    }

    /**
     * Begins a fixture of this name.
     *
     * @throws StorageException if the directory exists and is not a fixture that may be overwritten
     */
    static FixtureDirectory begin(Path named, boolean overwrite) {
        try {
            Path directory = Files.exists(named)
                    ? named.toRealPath()
                    : named.toAbsolutePath().normalize();
            Files.createDirectories(directory.getParent());
            ProcessLock lock = ProcessLock.on(directory);
            try {
                Path staging = directory.resolveSibling("." + directory.getFileName() + ".doppel-new");
                Path old = oldName(directory);
                if (Files.exists(old) && !Files.exists(directory)) {
                    Files.move(old, directory); // a dump was killed between its two renames
                }
                EarlierDirectory earlier = new EarlierDirectory(named);
                earlier.requireReplaceable(overwrite);
                Directories.delete(old);
                Directories.delete(staging);
                PrivateFiles.newDirectory(staging);
                return new FixtureDirectory(earlier, overwrite, directory, staging, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw StorageException.of("Creating the fixture " + named, e);
        }
    }

    /** Where the files are written. */
    Path staging() {
        return staging;
    }

    /**
     * Makes the directories durable, whose files are already, then makes everything visible.
     *
     * @return what could not be tidied up afterwards, a sentence each: the fixture is there all the same
     * @throws StorageException if what is there must not be replaced
     */
    List<String> publish() throws IOException {
        earlier.requireReplaceable(overwrite); // somebody may have put something there meanwhile
        Files.walkFileTree(staging, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Durable.directory(visited);
                return FileVisitResult.CONTINUE;
            }
        });
        if (!Files.exists(directory)) {
            Files.move(staging, directory, StandardCopyOption.ATOMIC_MOVE);
        } else if (!AtomicExchange.exchange(staging, directory)) {
            Files.move(directory, oldName(directory), StandardCopyOption.ATOMIC_MOVE);
            Files.move(staging, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        published = true;
        try {
            Durable.directory(directory.getParent());
            tidyUp();
            return List.of();
        } catch (IOException e) {
            return List.of(StorageException.of("Removing what was in " + directory + " before", e)
                    .getMessage());
        }
    }

    private void tidyUp() throws IOException {
        Directories.delete(staging); // the fixture that was not published, or the earlier one
        Directories.delete(oldName(directory));
    }

    private static Path oldName(Path directory) {
        return directory.resolveSibling("." + directory.getFileName() + ".doppel-old");
    }

    @Override
    public void close() {
        try {
            if (!published) {
                tidyUp();
            }
        } catch (IOException e) {
            throw StorageException.of("Removing " + staging, e);
        } finally {
            lock.close();
        }
    }
}
