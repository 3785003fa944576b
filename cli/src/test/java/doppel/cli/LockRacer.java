package doppel.cli;

import doppel.ProcessLock;
import doppel.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes a lock so many times, and prints how often it had it, and how often another process had it too. */
final class LockRacer {

    private LockRacer() {}

    @SuppressWarnings("try") // the lock is held, and nothing else
    public static void main(String... arguments) throws IOException {
        Path guarded = Path.of(arguments[0]);
        Path inside = guarded.resolveSibling("inside");
        int had = 0;
        int together = 0;
        while (had < Integer.parseInt(arguments[1])) {
            try (ProcessLock lock = ProcessLock.on(guarded)) {
                had++;
                try {
                    Files.createFile(inside);
                    Files.delete(inside);
                } catch (FileAlreadyExistsException | java.nio.file.NoSuchFileException e) {
                    together++;
                }
            } catch (StorageException e) {
                Thread.onSpinWait(); // another one has it
            }
        }
        System.out.println(had + " " + together);
    }
}
