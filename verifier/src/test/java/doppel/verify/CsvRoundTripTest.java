package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Directories;
import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.csv.CsvWriting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile databases come back exactly from CSV. The number of databases, and the first seed, can be set: {@code
 * -Ddoppel.hostile.databases=1000 -Ddoppel.hostile.seed=5000}.
 */
final class CsvRoundTripTest {

    private static final int DATABASES = Integer.getInteger("doppel.hostile.databases", 200);
    private static final long FIRST_SEED = Long.getLong("doppel.hostile.seed", 1);

    @TempDir
    private Path folder;

    @Test
    void givesBackHostileDatabasesExactly() throws IOException {
        List<String> failures = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + DATABASES; seed++) {
            Path directory = Files.createDirectory(folder.resolve("seed" + seed));
            try {
                Path database = directory.resolve("source.db");
                HostileDatabase.create(database, seed);
                for (String each :
                        CsvEquality.differences(database.toString(), directory.resolve("csv"), options(seed))) {
                    failures.add("seed " + seed + ": " + each);
                }
                if (seed % 10 == 0) {
                    imported(database, directory, seed, failures);
                }
            } catch (RuntimeException e) {
                failures.add("seed " + seed + ": " + e);
            }
            Directories.delete(directory);
        }
        assertThat(failures).isEmpty();
    }

    /** The same by a double dump whose rows go through CSV. */
    private static void imported(Path database, Path directory, long seed, List<String> failures) {
        StringBuilder text = new StringBuilder();
        DoubleDumpReport report = new DoubleDump(
                        database.toString(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(directory.resolve("proof")),
                        Progress.NONE,
                        new UnifiedText(text, false))
                .throughCsv()
                .run();
        if (!report.lossless()) {
            failures.add("seed " + seed + ", imported: " + report.losses() + text);
        }
    }

    /** One of all ways to write, which all come back. */
    static CsvWriting options(long seed) {
        String[] separators = {"comma", "semicolon", "tab", "pipe"};
        return CsvWriting.DEFAULTS
                .separator(separators[(int) (seed % 4)])
                .with(CsvWriting.Choice.FOR_SPREADSHEETS, seed % 3 == 0)
                .with(CsvWriting.Choice.BYTE_ORDER_MARK, seed % 5 == 0);
    }
}
