package doppel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two processes from working on the same thing: a lock on a file of its own, which the operating system releases
 * when a process is killed. Not thread-safe.
 */
public final class ProcessLock implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private ProcessLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the lock for a file or directory, under a hidden name beside it.
     *
     * @throws StorageException if another process has it
     */
    public static ProcessLock on(Path guarded) {
        Path path = guarded.resolveSibling("." + guarded.getFileName() + ".doppel-lock");
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StorageException(
                        ErrorCode.ALREADY_RUNNING,
                        "Another Doppel is working on " + guarded + ".",
                        "Wait until it has ended, then run this again.",
                        null);
            }
            return new ProcessLock(path, channel);
        } catch (IOException e) {
            throw StorageException.of("Creating " + path, e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process has it
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
            channel.close();
        } catch (IOException e) {
            throw StorageException.of("Removing " + path, e);
        }
    }
}
