package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Directories;
import doppel.csv.CsvWriting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            } catch (RuntimeException e) {
                failures.add("seed " + seed + ": " + e);
            }
            Directories.delete(directory);
        }
        assertThat(failures).isEmpty();
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
