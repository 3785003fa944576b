package doppel.dump;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Path;

/**
 * Exchanges the names of two files in one step, which only Linux offers (renameat2(2), since 3.15) and Java does not:
 * between two renames, one name would be missing for a moment.
 */
final class AtomicExchange {

    private static final int AT_FDCWD = -100;
    private static final int RENAME_EXCHANGE = 2;

    private AtomicExchange() {}

    /** The function of the C library. */
    interface CLibrary extends Library {
        /** See renameat2(2). */
        int renameat2(int oldDirectory, String oldPath, int newDirectory, String newPath, int flags);
    }

    /** Exchanges the two; returns false, with nothing changed, if the system or the file system cannot do it. */
    static boolean exchange(Path one, Path other) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return false;
        }
        try {
            CLibrary library = Native.load("c", CLibrary.class);
            return library.renameat2(AT_FDCWD, one.toString(), AT_FDCWD, other.toString(), RENAME_EXCHANGE) == 0;
        } catch (UnsatisfiedLinkError e) {
            return false; // an older or another C library
        }
    }
}
