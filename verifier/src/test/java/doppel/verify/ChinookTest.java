package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Chinook sample database comes back exactly. It is not part of this repository: the test looks for it at
 * {@code shared/data/chinook/chinook.db} beside the checkout.
 */
final class ChinookTest {

    @TempDir
    private Path folder;

    private Path chinook;

    @BeforeEach
    void findChinook() {
        chinook = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared/data/chinook/chinook.db"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(chinook != null, "there is no shared/data/chinook/chinook.db beside the checkout");
    }

    @Test
    void givesChinookBackExactly() throws Exception {
        DumpReport report = dump(chinook, folder.resolve("a"));
        for (boolean compile : List.of(false, true)) {
            Path restored = folder.resolve(compile ? "compiled.db" : "read.db");
            Path second = folder.resolve(compile ? "compiled" : "read");
            RestoreOptions options = RestoreOptions.into(restored.toString());
            new Restorer(compile ? options.compile() : options, Progress.NONE).restore(folder.resolve("a"));
            dump(restored, second);

            DatabaseEquality.assertSame(chinook, restored);
            assertThat(files(second)).isEqualTo(files(folder.resolve("a")));
        }
        assertThat(report.tables()).hasSize(11);
        assertThat(report.rows()).isEqualTo(15_607);
        FixtureCompilationTest.assertCompile(List.of(folder.resolve("a")));
    }

    @Test
    void findsNoDifferenceByADoubleDump() {
        DoubleDump.assertLossless(chinook.toString());
    }

    private static DumpReport dump(Path database, Path directory) {
        Dialect dialect = Dialects.forUrl(database.toString());
        try (Source source = dialect.openSource(database.toString())) {
            return new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(directory);
        }
    }

    /** The hash of each file. */
    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(directory.relativize(file).toString(), doppel.Sha256.of(file));
            }
        }
        return files;
    }
}
