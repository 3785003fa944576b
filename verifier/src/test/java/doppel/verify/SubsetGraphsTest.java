package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A subset of random rows of random tables is the one that a plain search finds. How many there are, and the first
 * seed, can be set: {@code -Ddoppel.subset.databases=1000 -Ddoppel.subset.seed=5000}.
 */
final class SubsetGraphsTest {

    private static final long DATABASES = Long.getLong("doppel.subset.databases", 25);
    private static final long FIRST_SEED = Long.getLong("doppel.subset.seed", 1);

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + DATABASES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void choosesWhatAPlainSearchFinds(long seed) throws SQLException, IOException {
        RandomGraph graph = new RandomGraph(seed);
        String source = folder.resolve("source.db").toString();
        Engine.SQLITE.run("jdbc:sqlite:" + source, graph.statements().toArray(String[]::new));

        DumpReport dump = dump(source, graph, folder.resolve("fixture"));
        dump(source, graph, folder.resolve("again"));
        String restored = folder.resolve("restored.db").toString();
        RestoreReport restore =
                new Restorer(RestoreOptions.into(restored), Progress.NONE).restore(folder.resolve("fixture"));

        assertThat(restore.reasons()).isEmpty();
        assertThat(rows(restored, graph)).as("where %s", graph.where()).isEqualTo(graph.subset());
        assertThat(Files.readString(folder.resolve("again/MANIFEST")))
                .isEqualTo(Files.readString(folder.resolve("fixture/MANIFEST")));
        // no row refers to one that was left out: what dangles did so in the source, and the dump says it
        assertThat(counts(restore.faults())).containsExactlyInAnyOrderElementsOf(counts(dump.faults()));
        assertThat(dangling(source)).containsAll(dangling(restored));
        assertThat(dump.faults())
                .hasSameSizeAs(dangling(restored).stream().distinct().toList());
    }

    /**
     * The sentences without the values in them, which come in the order of the rows here, and there in that of the
     * values.
     */
    private static List<String> counts(List<String> faults) {
        return faults.stream()
                .map(fault -> fault.substring(0, fault.lastIndexOf(": ")))
                .toList();
    }

    private static DumpReport dump(String url, RandomGraph graph, Path into) {
        Dialect dialect = Dialects.forUrl(url);
        try (Source source = dialect.openSource(url)) {
            DumpOptions options = DumpOptions.defaults().where(graph.where());
            return new Dumper(dialect, source, options, Progress.NONE).dump(into);
        }
    }

    private static Map<String, List<String>> rows(String database, RandomGraph graph) throws SQLException {
        Map<String, List<String>> all = new HashMap<>();
        for (String table : graph.tableNames()) {
            List<String> rows = new ArrayList<>(query(database, "SELECT * FROM " + table));
            rows.sort(null);
            all.put(table, rows);
        }
        return all;
    }

    /** Table and number of each foreign key that has rows which refer to nothing, once for each row. */
    private static List<String> dangling(String database) throws SQLException {
        return query(database, "SELECT \"table\", fkid FROM pragma_foreign_key_check()");
    }

    private static List<String> query(String database, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getObject(i)));
                }
                found.add(String.join("|", row));
            }
        }
        return found;
    }
}
