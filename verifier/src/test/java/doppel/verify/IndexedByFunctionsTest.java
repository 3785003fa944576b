package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.schema.Table;
import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with indexes on functions of users are dumped with all their rows, whoever dumps them. */
final class IndexedByFunctionsTest {

    private static final String TABLES = """
            CREATE FUNCTION f(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
            CREATE TABLE person (id int PRIMARY KEY, name text);
            INSERT INTO person VALUES (1, 'A'), (2, 'B');
            CREATE INDEX ON person (f(name));
            CREATE TABLE parted (id int, name text) PARTITION BY LIST (id);
            CREATE TABLE part PARTITION OF parted DEFAULT;
            INSERT INTO parted VALUES (1, 'A'), (2, 'B');
            CREATE INDEX ON part (f(name));
            """;

    @TempDir
    private Path directory;

    private final String url = TestServer.POSTGRESQL.freshDatabase();
    private final String database = url.replaceAll(".*/|\\?.*", "");
    private final String owner = "indexer_" + database;
    private final Dialect dialect = Dialects.forUrl(url);

    @BeforeEach
    void createOwner() throws SQLException {
        run(url, "CREATE ROLE " + owner + " LOGIN; ALTER SCHEMA public OWNER TO " + owner);
    }

    @AfterEach
    void dropOwner() throws SQLException {
        run(url, "REASSIGN OWNED BY " + owner + " TO postgres; DROP OWNED BY " + owner + "; DROP ROLE " + owner);
    }

    @ParameterizedTest(name = "by the owner: {0}")
    @ValueSource(booleans = {true, false})
    void areDumpedWithTheirRows(boolean byOwner) throws SQLException, IOException {
        run(urlOf(owner), TABLES);

        try (Source source = dialect.openSource(byOwner ? urlOf(owner) : url)) {
            assertThat(source.schema().tables())
                    .extracting(Table::name, source::rowCount)
                    .containsExactly(tuple("parted", 2L), tuple("person", 2L));
            new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(directory.resolve("fixture"));
        }

        for (String table : List.of("person", "parted")) {
            assertThat(dumped(table)).as(table).contains("\"A\"", "\"B\"");
        }
    }

    @Test
    void areReadByTheirOwnerWithoutTemporaryTables() throws SQLException {
        run(urlOf(owner), TABLES);
        run(url, "REVOKE TEMPORARY ON DATABASE \"" + database + "\" FROM PUBLIC");

        try (Source source = dialect.openSource(urlOf(owner))) {
            assertThat(source.schema().tables()).extracting(source::rowCount).containsExactly(2L, 2L);
        }
    }

    @Test
    void areReadByTheirOwnerIfTheirFunctionsNeedTheSearchPath() throws SQLException {
        run(urlOf(owner), TABLES);
        run(urlOf(owner), "CREATE FUNCTION g(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)'");
        run(urlOf(owner), "CREATE OR REPLACE FUNCTION f(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT g(t)'");

        try (Source source = dialect.openSource(urlOf(owner))) {
            assertThat(source.schema().tables()).extracting(source::rowCount).containsExactly(2L, 2L);
        }
    }

    private String dumped(String table) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            StringBuilder rows = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains(table + "("))
                        .forEach(rows::append);
            }
            return rows.toString();
        }
    }

    private String urlOf(String user) {
        return url.replaceFirst("user=[^&]*", "user=" + user);
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
