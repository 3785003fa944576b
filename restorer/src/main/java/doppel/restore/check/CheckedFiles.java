package doppel.restore.check;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a fixture that is exactly as it was written or sealed: row files and large values are compared with
 * {@code MANIFEST} when they are first needed, so that a large fixture opens at once. Not thread-safe.
 */
public final class CheckedFiles {

    private final Path directory;
    private final Map<String, Manifest.Entry> entries = new HashMap<>();
    private final Set<String> intact = new HashSet<>();

    private CheckedFiles(Path directory, Manifest manifest) {
        this.directory = directory;
        manifest.entries().forEach(entry -> entries.put(entry.file(), entry));
    }

    /**
     * Opens a fixture, and checks which files it has, and its program.
     *
     * @throws FixtureException if one is missing, unlisted or changed, or it has no usable {@code MANIFEST}
     */
    public static CheckedFiles open(Path directory) {
        CheckedFiles files = new CheckedFiles(directory, Manifest.read(directory));
        List<String> found = FixtureFiles.list(directory);
        Set<String> missing = new HashSet<>(files.entries.keySet());
        for (String file : found) {
            if (!missing.remove(file)) {
                throw files.failure(ErrorCode.FILE_UNLISTED, file, "is not one of its files");
            }
        }
        missing.stream().sorted().findFirst().ifPresent(file -> {
            throw files.failure(ErrorCode.FILE_MISSING, file, "is missing");
        });
        found.stream().filter(file -> FileKind.of(file) == FileKind.PROGRAM).forEach(files::require);
        return files;
    }

    /**
     * Makes sure that a file is as it was written or sealed. It is read as a whole, once.
     *
     * @throws FixtureException if it is not
     */
    public Manifest.Entry require(String file) {
        Manifest.Entry entry = entries.get(file);
        boolean known = entry != null && intact.contains(file);
        if (!known) {
            String hash = FixtureCheck.hash(directory, file)
                    .orElseThrow(() -> failure(ErrorCode.FILE_MISSING, file, "is missing"));
            if (entry == null || !entry.sha256().equals(hash)) {
                throw failure(ErrorCode.FILE_CHANGED, file, "was edited or damaged since it was dumped");
            }
            intact.add(file);
        }
        return entry;
    }

    private FixtureException failure(ErrorCode code, String file, String what) {
        return new FixtureException(
                code,
                "The file " + file + " of the fixture " + directory + " " + what + ".",
                "If you edited the fixture, run `doppel seal " + directory + "`; otherwise copy it again.");
    }
}
