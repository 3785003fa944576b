package doppel.restore.code;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.FixtureFiles;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Runs code of a fixture that belongs to no row: if it throws, the restore cannot go on.
 *
 * @param directory the directory of its source
 */
public record FixtureCode(Path directory) {

    /**
     * Runs it.
     *
     * @param what its name, such as {@code load()}
     * @throws FixtureException if it throws, with the place in the fixture
     */
    public <T> T give(String what, Supplier<T> code) {
        try {
            return code.get();
        } catch (DoppelException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            FixtureException.Location place = place(e);
            throw new FixtureException(
                    ErrorCode.FIXTURE_THREW,
                    what + " of the fixture threw " + e,
                    "Correct it in " + (place == null ? FixtureFiles.PROGRAM : place.file())
                            + "; --stacktrace shows where it was thrown. Nothing was changed.",
                    place,
                    e);
        }
    }

    /** Runs code without a result in the same way. */
    public void run(String what, Runnable code) {
        give(what, () -> {
            code.run();
            return what;
        });
    }

    private FixtureException.Location place(Throwable thrown) {
        for (StackTraceElement element : thrown.getStackTrace()) {
            if (element.getFileName() != null && FixtureFiles.isFile(directory, element.getFileName())) {
                return FixtureCompiler.location(directory, element.getFileName(), element.getLineNumber(), 0);
            }
        }
        return null;
    }
}
