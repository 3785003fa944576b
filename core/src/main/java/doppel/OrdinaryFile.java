package doppel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Opens files for reading, and nothing else: opening a pipe may wait for ever, and a device may have no end. Links to
 * files are followed. Thread-safe.
 */
public final class OrdinaryFile {

    private OrdinaryFile() {}

    /** Something of this name is not a file. */
    static final class Refused extends FileSystemException {

        private static final long serialVersionUID = 1L;

        Refused(Path path) {
            super(path.toString(), null, "it is not an ordinary file");
        }
    }

    /** Opens a file. */
    public static InputStream open(Path file) throws IOException {
        require(file);
        return Files.newInputStream(file);
    }

    /** The text of a file, which has to be UTF-8. */
    public static String text(Path file) throws IOException {
        require(file);
        return Files.readString(file);
    }

    /** The bytes of a file. */
    public static byte[] bytes(Path file) throws IOException {
        require(file);
        return Files.readAllBytes(file);
    }

    /**
     * Makes sure that whatever has this name is a file; nothing may have it.
     *
     * @throws IOException if it is anything else
     */
    public static void require(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Refused(file);
        }
    }
}
