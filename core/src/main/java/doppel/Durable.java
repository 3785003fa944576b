package doppel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes what was written outlast a loss of power. Thread-safe. */
public final class Durable {

    private Durable() {}

    /** Waits until the file's content is on the disk. */
    public static void file(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    /** Waits until the names in a directory are on the disk. */
    public static void directory(Path directory) throws IOException {
        try {
            force(directory, StandardOpenOption.READ);
        } catch (AccessDeniedException e) {
            return; // some systems do not open directories; there the rename has to suffice
        }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
