package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Directories;
import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.testing.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile databases of servers come back exactly from CSV. The number of databases for each server, and the first seed,
 * can be set: {@code -Ddoppel.hostile.servers=100 -Ddoppel.hostile.seed=5000}.
 */
final class CsvServersTest {

    private static final int DATABASES = Integer.getInteger("doppel.hostile.servers", 3);
    private static final long FIRST_SEED = Long.getLong("doppel.hostile.seed", 1);

    @TempDir
    private Path folder;

    static Stream<DatabaseServer> servers() {
        return HostileServersTest.servers();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void giveBackHostileDatabasesExactly(DatabaseServer server) throws IOException, SQLException {
        List<String> failures = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + DATABASES; seed++) {
            Path directory = Files.createDirectory(folder.resolve("seed" + seed));
            try (HostileServer hostile = new HostileServer(server)) {
                String source = hostile.database();
                hostile.fill(source, seed);
                StringBuilder text = new StringBuilder();
                DoubleDumpReport report = new DoubleDump(
                                hostile.doppel(source),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(directory.resolve("proof")),
                                Progress.NONE,
                                new UnifiedText(text, false))
                        .throughCsv()
                        .run();
                if (!report.lossless()) {
                    failures.add("seed " + seed + ": " + report.losses() + text);
                }
            } catch (RuntimeException e) {
                failures.add("seed " + seed + ": " + e);
            }
            Directories.delete(directory);
        }
        assertThat(failures).isEmpty();
    }
}
