package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Directories;
import doppel.Progress;
import doppel.compare.FixtureDiff;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile databases come back exactly, through the reader and through javac. The number of databases, and the first
 * seed, can be set: {@code -Ddoppel.hostile.databases=1000 -Ddoppel.hostile.seed=5000}.
 */
final class HostileRoundTripTest {

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
                failures.addAll(roundTrip(directory, seed));
            } catch (RuntimeException | AssertionError e) {
                failures.add("seed " + seed + ": " + e);
            }
            Directories.delete(directory);
        }
        assertThat(failures).isEmpty();
    }

    private static List<String> roundTrip(Path directory, long seed) {
        Path database = directory.resolve("source.db");
        HostileDatabase.create(database, seed);
        dump(database, directory.resolve("a"));
        List<String> failures = new ArrayList<>();
        for (boolean compile : List.of(false, true)) {
            Path restored = directory.resolve(compile ? "compiled.db" : "read.db");
            RestoreOptions options = RestoreOptions.into(restored.toString());
            RestoreReport report =
                    new Restorer(compile ? options.compile() : options, Progress.NONE).restore(directory.resolve("a"));
            if (!report.published()) {
                failures.add("seed " + seed + (compile ? ", compiled" : "") + ": unsaved: " + report.reasons());
                continue;
            }
            DatabaseEquality.differences(database, restored).stream()
                    .limit(3)
                    .forEach(difference ->
                            failures.add("seed " + seed + (compile ? ", compiled: " : ", read: ") + difference));
            Path second = directory.resolve(compile ? "compiled" : "read");
            dump(restored, second);
            StringBuilder text = new StringBuilder();
            if (!FixtureDiff.compare(directory.resolve("a"), second, new UnifiedText(text, false))
                    .equal()) {
                failures.add("seed " + seed + ": the second dump differs: "
                        + text.substring(0, Math.min(500, text.length())));
            }
        }
        return failures;
    }

    private static void dump(Path database, Path directory) {
        Dialect dialect = Dialects.forUrl(database.toString());
        DumpOptions options = DumpOptions.defaults().as("1").maxRowsPerFile(50);
        try (Source source = dialect.openSource(database.toString())) {
            new Dumper(dialect, source, options, Progress.NONE).dump(directory);
        }
    }
}
