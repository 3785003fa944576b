package doppel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps two processes from working on the same thing: a lock on a file of its own, which the operating system releases
 * when a process is killed. The file is removed in the end. Whoever had opened it before then gets a lock on a file
 * without a name, beside which another process makes a new one: so a lock counts only if the file still has its name.
 * Not thread-safe.
 */
public final class ProcessLock implements AutoCloseable {

    /** What this process has locked: closing any channel on such a file would release its lock. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path path;
    private final FileChannel channel;
    private final FileChannel byName;

    private ProcessLock(Path path, FileChannel channel, FileChannel byName) {
        this.path = path;
        this.channel = channel;
        this.byName = byName;
    }

    /**
     * Takes the lock for a file or directory, under a hidden name beside it.
     *
     * @throws StorageException if another process has it
     */
    public static ProcessLock on(Path guarded) {
        Path path = guarded.toAbsolutePath().resolveSibling("." + guarded.getFileName() + ".doppel-lock");
        synchronized (HELD) {
            if (HELD.contains(path)) {
                throw taken(guarded);
            }
            try {
                ProcessLock lock = null;
                while (lock == null) {
                    lock = locked(guarded, path);
                }
                HELD.add(path);
                return lock;
            } catch (IOException e) {
                throw StorageException.of("Creating " + path, e);
            }
        }
    }

    /** The lock; null if its file lost its name meanwhile. */
    private static ProcessLock locked(Path guarded, Path path) throws IOException {
        PrivateFiles.createIfMissing(path);
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        if (tryLock(channel) == null) {
            channel.close();
            throw taken(guarded);
        }
        FileChannel byName = opened(path, channel);
        if (byName == null) {
            channel.close();
            return null;
        }
        return new ProcessLock(path, channel, byName);
    }

    /**
     * Opens the file by its name, if it still is the one that is locked: if what is written to that one can be read in
     * this one. It has to stay open, since closing it would release the lock.
     */
    private static FileChannel opened(Path path, FileChannel locked) throws IOException {
        long token = ThreadLocalRandom.current().nextLong();
        locked.write(ByteBuffer.allocate(Long.BYTES).putLong(0, token), 0);
        FileChannel byName;
        try {
            byName = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        ByteBuffer read = ByteBuffer.allocate(Long.BYTES);
        if (byName.read(read, 0) == Long.BYTES && read.getLong(0) == token) {
            return byName;
        }
        byName.close();
        return null;
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // other code of this process has it
        }
    }

    private static StorageException taken(Path guarded) {
        return new StorageException(
                ErrorCode.ALREADY_RUNNING,
                "Another Doppel is working on " + guarded + ".",
                "Wait until it has ended, then run this again.",
                null);
    }

    /** Releases the lock. A file that cannot be removed stays, and does no harm. */
    @Override
    public void close() {
        synchronized (HELD) {
            HELD.remove(path);
            try (channel;
                    byName) {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                return; // the operating system releases the lock when this process ends
            }
        }
    }
}
