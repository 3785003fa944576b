package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code javac -Xlint:all -Werror} has nothing to say about any fixture. The JDKs are those in the variable
 * DOPPEL_TEST_JDKS, divided by colons, else the one that runs the tests; how many hostile databases, and the first
 * seed, can be set: {@code -Ddoppel.javac.databases=500 -Ddoppel.javac.seed=5000}.
 */
final class FixtureCompilationTest {

    private static final int DATABASES = Integer.getInteger("doppel.javac.databases", 25);
    private static final long FIRST_SEED = Long.getLong("doppel.javac.seed", 1);

    @TempDir
    private Path folder;

    @Test
    void compilesWhateverTheDatabaseHolds() throws Exception {
        List<Path> fixtures = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + DATABASES; seed++) {
            Path database = folder.resolve("seed" + seed + ".db");
            HostileDatabase.create(database, seed);
            fixtures.add(dump(database, 50));
        }
        assertCompile(fixtures);
    }

    @Test
    void compilesTablesOfTwoThousandColumns() throws Exception {
        String columns = IntStream.range(0, 2_000)
                .mapToObj(i -> "\"c " + i + "\" "
                        + List.of("INTEGER", "REAL", "TEXT", "BLOB").get(i % 4))
                .collect(Collectors.joining(", "));
        String values = IntStream.range(0, 2_000)
                .mapToObj(i -> List.of(
                                "-9223372036854775808", "-1e-300", "'text " + "x".repeat(i % 90) + "'", "x'00ff'")
                        .get(i % 4))
                .collect(Collectors.joining(", "));
        Path database = database(
                "wide.db",
                "CREATE TABLE wide (" + columns + ")",
                "INSERT INTO wide VALUES (" + values + ")",
                "INSERT INTO wide SELECT * FROM wide",
                "INSERT INTO wide SELECT * FROM wide",
                "INSERT INTO wide SELECT * FROM wide",
                "INSERT INTO wide SELECT * FROM wide");
        assertCompile(List.of(dump(database, 10_000)));
    }

    @Test
    void compilesNamesWithoutAnyLatinLetter() throws Exception {
        Path database = database(
                "names.db",
                "CREATE TABLE 図書館 (番号 INTEGER PRIMARY KEY, 名前 TEXT, \"🙂\" REAL)",
                "CREATE TABLE 圖書館 (番號 INTEGER PRIMARY KEY, \"名前\" TEXT REFERENCES 図書館, \"🙃\" REAL)",
                "CREATE TABLE \"\" (\"\" TEXT, \" \" TEXT, \"  \" TEXT)",
                "CREATE TABLE \"مكتبة\" (\"رقم\" INTEGER, \"اسم\" TEXT)",
                "INSERT INTO 図書館 VALUES (1, '\\u0022 */', -0.0)",
                "INSERT INTO \"مكتبة\" VALUES (1, 'اسم'), (2, 'x')",
                "INSERT INTO \"\" VALUES ('', ' ', char(0))");
        assertCompile(List.of(dump(database, 10_000)));
    }

    @Test
    void compilesManyRowsInOneFile() throws Exception {
        Path database = database(
                "rows.db",
                "CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT, composer TEXT, price NUMERIC(10,2), bytes "
                        + "INTEGER)",
                "INSERT INTO track WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 15000)"
                        + " SELECT i, 'Track ' || i, iif(i % 3, 'Composer ' || (i % 700), NULL), 0.99 + i % 2, i * "
                        + "65537 FROM n");
        assertCompile(List.of(dump(database, 10_000)));
    }

    private Path database(String name, String... statements) throws SQLException {
        Path file = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?limit_column=32767");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return file;
    }

    private Path dump(Path database, int rowsPerFile) {
        Path directory = folder.resolve(database.getFileName() + " fixture");
        Dialect dialect = Dialects.forUrl(database.toString());
        DumpOptions options = DumpOptions.defaults().as("1").maxRowsPerFile(rowsPerFile);
        try (Source source = dialect.openSource(database.toString())) {
            new Dumper(dialect, source, options, Progress.NONE).dump(directory);
        }
        return directory;
    }

    static void assertCompile(List<Path> fixtures) throws IOException, InterruptedException {
        for (Path home : homes()) {
            List<String> command = new ArrayList<>(List.of(
                    home.resolve("bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "doppel.verify.FixtureCompilation"));
            fixtures.forEach(fixture -> command.add(fixture.toString()));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int failed = process.waitFor();
            assertThat(said).as("javac of %s", home).isEmpty();
            assertThat(failed).isZero();
        }
    }

    private static List<Path> homes() {
        String named = System.getenv("DOPPEL_TEST_JDKS");
        return named == null || named.isBlank()
                ? List.of(Path.of(System.getProperty("java.home")))
                : Stream.of(named.split(":")).map(Path::of).toList();
    }
}
