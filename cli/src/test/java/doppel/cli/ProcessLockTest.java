package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.ErrorCode;
import doppel.ProcessLock;
import doppel.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only one process at a time has a lock. */
final class ProcessLockTest {

    private static final int PROCESSES = 3;
    private static final int ROUNDS = 3_000;

    @TempDir
    private Path folder;

    @Test
    void isHeldByOneOfManyThatTakeAndReleaseIt() throws Exception {
        List<Process> racers = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            racers.add(new ProcessBuilder(
                            Child.java(Child.ownHome(), "doppel.cli.LockRacer", folder.resolve("guarded"), ROUNDS))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        for (Process racer : racers) {
            String said = new String(racer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(racer.waitFor()).isZero();
            assertThat(said.strip()).isEqualTo(ROUNDS + " 0");
        }
        assertThat(Tree.names(folder)).isEmpty();
    }

    @Test
    @SuppressWarnings("try") // the lock is held, and nothing else
    void isNotReleasedByAnotherAttemptInTheSameProcess() throws Exception {
        Path guarded = Database.library(folder.resolve("library.db"));
        try (ProcessLock lock = ProcessLock.on(guarded)) {
            assertThatThrownBy(() -> ProcessLock.on(guarded))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_RUNNING));

            Shell.Result other = Child.run(
                    folder,
                    Child.java(
                            Child.ownHome(), "doppel.cli.Doppel", "dump", guarded, guarded.toString(), "--overwrite"));

            assertThat(other.err()).startsWith("DOPPEL-044: ");
        }
    }
}
