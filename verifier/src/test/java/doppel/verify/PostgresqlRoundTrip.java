package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

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
import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Dumps a database, restores it into others and dumps those: everything must be the same. Once rows are read and the
 * schema is the fixture's, once they are compiled and the schema is given.
 */
final class PostgresqlRoundTrip {

    private final Path folder;
    private final String databaseOptions;

    /** @param databaseOptions options for {@code CREATE DATABASE} */
    PostgresqlRoundTrip(Path folder, String databaseOptions) {
        this.folder = folder;
        this.databaseOptions = databaseOptions;
    }

    /** Checks the rows that these statements put into the tables of this script. */
    void check(String script, List<String> rows) throws IOException, SQLException {
        String source = TestServer.POSTGRESQL.freshDatabase(databaseOptions);
        execute(source, script);
        for (String row : rows) {
            execute(source, row);
        }
        dump(source, folder.resolve("a"));
        Path schema = Files.writeString(folder.resolve("new.sql"), script);
        for (boolean compile : List.of(false, true)) {
            String target = TestServer.POSTGRESQL.freshDatabase(databaseOptions);
            RestoreOptions own = RestoreOptions.into(target);
            RestoreOptions options = compile ? withSchema(target, schema).compile() : own;
            RestoreReport report = new Restorer(options, Progress.NONE).restore(folder.resolve("a"));
            assertThat(report.reasons()).isEmpty();
            assertThat(report.published()).isTrue();
            Path second = folder.resolve(compile ? "compiled" : "read");
            dump(target, second);
            StringBuilder text = new StringBuilder();
            FixtureDiff.compare(folder.resolve("a"), second, new UnifiedText(text, false));
            assertThat(text.toString()).isEmpty();
            assertThat(digests(target)).isEqualTo(digests(source));
        }
    }

    private static RestoreOptions withSchema(String target, Path schema) {
        return RestoreOptions.into(target).schema(schema);
    }

    /** The text of all row files of the first dump. */
    String rowFiles() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var files = Files.list(folder.resolve("a"))) {
            for (Path file : files.filter(path -> path.toString().endsWith("Rows.java"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static List<String> digests(String url) {
        try (Source source = Dialects.forUrl(url).openSource(url)) {
            return source.schema().tables().stream()
                    .map(table -> table.name() + " " + source.digest(table))
                    .toList();
        }
    }

    private static void dump(String url, Path directory) {
        Dialect dialect = Dialects.forUrl(url);
        try (Source source = dialect.openSource(url)) {
            new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(directory);
        }
    }

    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
