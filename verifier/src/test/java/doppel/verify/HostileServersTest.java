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
import doppel.testing.DatabaseServer;
import doppel.testing.TestServer;
import doppel.testing.VersionedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile databases of servers come back exactly, through the reader and through javac. The number of databases for
 * each server, and the first seed, can be set: {@code -Ddoppel.hostile.servers=100 -Ddoppel.hostile.seed=5000}.
 */
final class HostileServersTest {

    private static final int DATABASES = Integer.getInteger("doppel.hostile.servers", 3);
    private static final long FIRST_SEED = Long.getLong("doppel.hostile.seed", 1);

    @TempDir
    private Path folder;

    /** Older ones than PostgreSQL 12 are refused. */
    static Stream<DatabaseServer> servers() {
        return DatabaseServer.all(TestServer.POSTGRESQL, TestServer.MARIADB, TestServer.MYSQL).stream()
                .filter(server -> !(server instanceof VersionedServer old)
                        || old.kind() != TestServer.POSTGRESQL
                        || old.major() >= 12);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void giveBackHostileDatabasesExactly(DatabaseServer server) throws IOException, SQLException {
        List<String> failures = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + DATABASES; seed++) {
            Path directory = Files.createDirectory(folder.resolve("seed" + seed));
            HostileServer hostile = new HostileServer(server);
            try {
                check(hostile, seed, directory);
            } catch (RuntimeException | AssertionError e) {
                failures.add("seed " + seed + ": " + e);
            } finally {
                hostile.close();
                Directories.delete(directory);
            }
        }
        assertThat(failures).isEmpty();
    }

    private static void check(HostileServer server, long seed, Path directory) throws SQLException {
        String source = server.database();
        server.fill(source, seed);
        DoubleDump.assertLossless(server.doppel(source));

        List<String> notices = dump(server.doppel(source), directory.resolve("a"));
        String target = server.database();
        RestoreReport report = new Restorer(
                        RestoreOptions.into(server.doppel(target)).compile(), Progress.NONE)
                .restore(directory.resolve("a"));
        assertThat(report.reasons()).isEmpty();
        assertThat(report.published()).isTrue();
        dump(server.doppel(target), directory.resolve("b"));
        StringBuilder text = new StringBuilder();
        FixtureDiff.compare(directory.resolve("a"), directory.resolve("b"), new UnifiedText(text, false));
        assertThat(text.toString()).isEmpty();
        boolean apart = notices.stream().anyMatch(notice -> notice.contains("will stay when a parent loses them"));
        assertThat(differences(facts(server, source, apart), facts(server, target, apart)))
                .isEmpty();
    }

    /** What the database holds; whether columns and checks are an heir's own is left out where the dump said so. */
    private static Map<String, List<String>> facts(HostileServer server, String url, boolean apart)
            throws SQLException {
        Map<String, List<String>> facts = server.facts(url);
        if (apart) {
            facts.replaceAll((about, lines) -> lines.stream()
                    .map(line -> line.replaceAll("\"(att|con)islocal\":(true|false),", ""))
                    .toList());
        }
        return facts;
    }

    private static List<String> differences(Map<String, List<String>> expected, Map<String, List<String>> actual) {
        assertThat(expected).isNotEmpty();
        List<String> differences = new ArrayList<>();
        for (String about : new TreeSet<>(expected.keySet())) {
            List<String> missing = new ArrayList<>(expected.get(about));
            List<String> added = new ArrayList<>(actual.getOrDefault(about, List.of()));
            for (String line : expected.get(about)) {
                if (added.remove(line)) {
                    missing.remove(line);
                }
            }
            missing.forEach(line -> differences.add(shown(about + " - " + line)));
            added.forEach(line -> differences.add(shown(about + " + " + line)));
        }
        actual.keySet().stream()
                .filter(about -> !expected.containsKey(about))
                .forEach(about -> differences.add("+ " + about));
        return differences;
    }

    private static String shown(String line) {
        return line.length() > 1_500 ? line.substring(0, 1_500) + "..." : line;
    }

    private static List<String> dump(String url, Path directory) {
        Dialect dialect = Dialects.forUrl(url);
        try (Source source = dialect.openSource(url)) {
            return new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE)
                    .dump(directory)
                    .notices();
        }
    }
}
