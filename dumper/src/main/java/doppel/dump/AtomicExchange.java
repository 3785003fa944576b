package doppel.dump;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Path;

/**
 * Lets two files change their names in one step, as only Linux offers it (renameat2(2), since 3.15) and Java does not: with
 * two renames there would be a moment without either.
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

    /** Exchanges the two; false where the system or the file system cannot, and nothing has happened. */
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
