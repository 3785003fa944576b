package doppel.dialect.sqlite.replace;

import doppel.DatabaseException;
import doppel.Durable;
import doppel.ErrorCode;
import doppel.PrivateFiles;
import doppel.ProcessLock;
import doppel.StorageException;
import doppel.dialect.Queries;
import doppel.dialect.Resources;
import doppel.dialect.sqlite.connect.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConnection;

/**
 * Replaces an old database file by a new one. From beginning to end, the old database is locked against everybody else;
 * the new file grows next to it under another name, and one rename makes it the database. A process killed in between
 * leaves the old database as it was, and a file that the next restore removes.
 */
public final class SqliteSwap implements AutoCloseable {

    private final SqliteFile target;
    private final SqliteFile work;
    private final ProcessLock lock;
    private Connection old;
    private boolean oldHasWal;
    private boolean published;

    private SqliteSwap(SqliteFile target, SqliteFile work, ProcessLock lock) {
        this.target = target;
        this.work = work;
        this.lock = lock;
    }

    public static SqliteSwap begin(SqliteFile named) {
        try {
            Path path = behindLinks(named.path());
            ProcessLock lock = ProcessLock.on(path);
            SqliteFile work = new SqliteFile(path.resolveSibling("." + path.getFileName() + ".doppel-new"));
            SqliteSwap swap = new SqliteSwap(new SqliteFile(path), work, lock);
            try {
                work.delete(); // of a restore that was killed
                swap.lockOld();
            } catch (RuntimeException e) {
                Resources.closeQuietly(swap, e);
                throw e;
            }
            return swap;
        } catch (IOException e) {
            throw StorageException.of("Preparing a new file beside " + named.path(), e);
        }
    }

    /** Behind a link is the file that has to be replaced, whether it exists or not. */
    private static Path behindLinks(Path path) throws IOException {
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        return Files.isSymbolicLink(path)
                ? path.toAbsolutePath()
                        .resolveSibling(Files.readSymbolicLink(path))
                        .normalize()
                : path.toAbsolutePath().normalize();
    }

    /** The new file. */
    public SqliteFile work() {
        return work;
    }

    private void lockOld() {
        if (!Files.exists(target.path())) {
            return;
        }
        old = target.openReadWrite();
        try {
            // this mode keeps every lock; with a write-ahead log, it does not allow any other connection
            target.run(old, "Locking the target", "PRAGMA locking_mode = EXCLUSIVE");
            Handle handle = Queries.on(old);
            oldHasWal = handle.createQuery("PRAGMA journal_mode")
                    .mapTo(String.class)
                    .one()
                    .equals("wal");
            target.run(old, "Locking the target", "BEGIN EXCLUSIVE; COMMIT");
        } catch (JdbiException e) {
            throw target.failure("Locking the target", e);
        }
    }

    /** Makes the new file a copy of the old, page by page. */
    public void copyTarget() {
        work.createIfMissing();
        try {
            int code = ((SQLiteConnection) old)
                    .getDatabase()
                    .backup("main", work.path().toString(), null);
            if (code != 0) {
                throw new SQLException("backup ended with code " + code);
            }
        } catch (SQLException e) {
            throw target.failure("Copying the target", e);
        }
    }

    /** Makes the new file, which is closed and complete, the database. After its rename, nothing can fail. */
    public void publish() {
        try {
            likeTheOld();
            Durable.file(work.path());
            if (old != null) {
                // ends a write-ahead log: one left next to the new file would be applied to it. The mode DELETE does so
                // too, but deletes a journal of this name once more when the connection is closed: by then somebody
                // else may be writing one, for the new file
                target.run(old, "Replacing the target", "PRAGMA journal_mode = PERSIST");
                requireNoLog();
                target.run(old, "Replacing the target", "BEGIN EXCLUSIVE");
                target.deleteJournal(); // under this lock, it is empty
            }
            Files.move(work.path(), target.path(), StandardCopyOption.ATOMIC_MOVE);
            oldHasWal = false;
            published = true;
        } catch (IOException e) {
            throw StorageException.of("Replacing " + target.path(), e);
        }
    }

    private void requireNoLog() throws IOException {
        if (target.hasLog()) {
            throw new DatabaseException(
                    ErrorCode.DATABASE_LOCKED,
                    "The write-ahead log of " + target.path() + " cannot be ended.",
                    "Stop the application that uses the database, then run this again.");
        }
        target.deleteLogIndex();
    }

    /** Gives the new file the old one's mode and owner. */
    private void likeTheOld() throws IOException {
        PosixFileAttributeView from = Files.getFileAttributeView(target.path(), PosixFileAttributeView.class);
        PosixFileAttributeView to = Files.getFileAttributeView(work.path(), PosixFileAttributeView.class);
        if (old == null || from == null || to == null) {
            return;
        }
        PosixFileAttributes attributes = from.readAttributes();
        PosixFileAttributes own = to.readAttributes();
        if (!own.group().equals(attributes.group())) {
            to.setGroup(attributes.group());
        }
        if (!own.owner().equals(attributes.owner())) {
            to.setOwner(attributes.owner());
        }
        PrivateFiles.allowLike(target.path(), work.path()); // last, since changing the owner clears bits
    }

    @Override
    public void close() {
        try {
            if (old != null) {
                if (oldHasWal) {
                    target.run(old, "Unlocking the target", "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL");
                }
                old.close();
                old = null;
            }
            if (published) {
                Durable.directory(target.path().toAbsolutePath().getParent());
            } else {
                work.delete();
            }
        } catch (IOException e) {
            throw StorageException.of("Making the name of " + target.path() + " durable", e);
        } catch (SQLException e) {
            throw target.failure("Unlocking the target", e);
        } finally {
            lock.close();
        }
    }
}
