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
 * A directory, such as a fixture, that is written next to its final name and appears there in one step. A process
 * killed in between leaves a hidden directory, which the next one removes. Used by one thread.
 */
public final class StagedDirectory implements AutoCloseable {

    private final Guard guard;
    private final Path directory;
    private final Path staging;
    private final ProcessLock lock;
    private boolean published;

    /** Knows whether what stands under a name may be replaced. */
    public interface Guard {

        /**
         * Makes sure that nobody misses what is there, if there is anything.
         *
         * @throws StorageException if somebody might
         */
        void requireReplaceable() throws IOException;
    }

    private StagedDirectory(Guard guard, Path directory, Path staging, ProcessLock lock) {
        this.guard = guard;
        this.directory = directory;
        this.staging = staging;
        this.lock = lock;
    }

    /**
     * Begins a directory of this name.
     *
     * @throws StorageException if the directory exists and the guard does not let it be replaced
     */
    public static StagedDirectory begin(Path named, Guard guard) {
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
                    Files.move(old, directory); // a process was killed between its two renames
                }
                guard.requireReplaceable();
                Directories.delete(old);
                Directories.delete(staging);
                PrivateFiles.newDirectory(staging);
                return new StagedDirectory(guard, directory, staging, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw StorageException.of("Creating " + named, e);
        }
    }

    /** Where the files are written. */
    public Path staging() {
        return staging;
    }

    /**
     * Makes the directories durable, whose files are already, then makes everything visible.
     *
     * @return what could not be tidied up afterwards, a sentence each: the directory is there all the same
     * @throws StorageException if what is there must not be replaced
     */
    public List<String> publish() throws IOException {
        guard.requireReplaceable(); // somebody may have put something there meanwhile
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
        Directories.delete(staging); // what was not published, or the earlier directory
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
