package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.Sha256;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import doppel.testing.MysqlValues;
import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases of MySQL and MariaDB come back from a dump as they were. */
final class MysqlRoundTripTest {

    @TempDir
    private Path folder;

    private final List<String> databases = new ArrayList<>();
    private List<String> faults = List.of();

    @AfterEach
    void drop() throws SQLException {
        for (String url : databases) {
            run(url, "DROP DATABASE " + url.replaceAll(".*/([^/?]*)\\?.*", "$1"));
        }
    }

    /** An empty database. */
    private String fresh(TestServer server) {
        Assumptions.assumeTrue(server.available());
        String url = server.freshDatabase();
        databases.add(url);
        return url;
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The URL as Doppel takes it: the driver knows no other than MySQL's. */
    private static String doppel(TestServer server, String url) {
        return server.forDoppel(url);
    }

    private void assertComesBack(TestServer server, String... statements) throws SQLException, IOException {
        String source = fresh(server);
        run(source, statements);
        dump(doppel(server, source), folder.resolve("a"));

        for (boolean compiled : List.of(false, true)) {
            String target = doppel(server, fresh(server));
            RestoreOptions options = RestoreOptions.into(target);
            RestoreReport report =
                    new Restorer(compiled ? options.compile() : options, Progress.NONE).restore(folder.resolve("a"));
            assertThat(report.reasons()).isEmpty();
            assertThat(report.published()).isTrue();
            faults = report.faults();
            Path again = folder.resolve(compiled ? "compiled" : "read");
            dump(target, again);
            assertThat(files(again)).isEqualTo(files(folder.resolve("a")));
            assertSameContents(doppel(server, source), target);
        }
    }

    private static void dump(String url, Path directory) {
        Dialect dialect = Dialects.forUrl(url);
        try (Source source = dialect.openSource(url)) {
            new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(directory);
        }
    }

    private static void assertSameContents(String one, String other) {
        Dialect dialect = Dialects.forUrl(one);
        try (Source from = dialect.openSource(one);
                Source to = dialect.openSource(other)) {
            assertThat(to.schema()).isEqualTo(from.schema());
            from.schema()
                    .tables()
                    .forEach(table ->
                            assertThat(to.digest(table)).as(table.name()).isEqualTo(from.digest(table)));
            assertThat(to.definitionDigest()).isEqualTo(from.definitionDigest());
            assertThat(to.integrityProblems()).isEmpty();
        }
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                boolean text =
                        file.toString().endsWith(".java") || file.toString().endsWith(".sql");
                files.put(directory.relativize(file).toString(), text ? Files.readString(file) : Sha256.of(file));
            }
        }
        return files;
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void givesEveryTypeBack(TestServer server) throws SQLException, IOException {
        Assumptions.assumeTrue(server.available());
        assertComesBack(server, MysqlValues.table(MysqlValues.of(server)));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void givesTablesOfAllKindsBack(TestServer server) throws SQLException, IOException {
        assertComesBack(
                server,
                "CREATE TABLE artist (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40) UNIQUE, parent INT,"
                        + " FOREIGN KEY (parent) REFERENCES artist (id) ON DELETE SET NULL)",
                "INSERT INTO artist VALUES (0, 'zero', NULL), (5, 'five', 0), (2, 'two', 5)",
                "DELETE FROM artist WHERE id = 5",
                "CREATE TABLE `select ``x```` é` (`a.b` INT, `é'\"` TEXT, KEY `é` (`a.b`))",
                "INSERT INTO `select ``x```` é` VALUES (1, 'b'), (1, 'a'), (1, 'a'), (NULL, NULL), (1, ''), (1, 'A')",
                "CREATE TABLE pair (b VARCHAR(20) COLLATE utf8mb4_general_ci, a INT, c INT, g INT AS (a + c) STORED,"
                        + " v INT AS (a * 2), PRIMARY KEY (b, a))",
                "INSERT INTO pair (a, b, c) VALUES (1, 'b', 1), (2, 'a', 2), (3, 'B ', 3), (1, 'é', 4), (10, 'a', 5)",
                "CREATE TABLE track (id INT PRIMARY KEY, b VARCHAR(20) COLLATE utf8mb4_general_ci, a INT, artist INT,"
                        + " FOREIGN KEY (b, a) REFERENCES pair (b, a), FOREIGN KEY (artist) REFERENCES artist (id))",
                "SET foreign_key_checks = 0",
                "INSERT INTO track VALUES (1, 'A', 2, 0), (2, NULL, 9, 77), (3, 'gone', 1, NULL)",
                "CREATE TABLE nothing (id INT)",
                "CREATE TABLE myisam (id INT PRIMARY KEY, s TEXT) ENGINE = MyISAM",
                "INSERT INTO myisam VALUES (1, 'x')",
                "CREATE TABLE defaults (id INT PRIMARY KEY, t TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON "
                        + "UPDATE CURRENT_TIMESTAMP,"
                        + " s VARCHAR(20) DEFAULT 'it''s', n INT NOT NULL DEFAULT 5, b BIT(3) DEFAULT b'101')",
                "INSERT INTO defaults (id, t) VALUES (1, '2010-01-12 10:00:00')");
    }

    @ParameterizedTest
    @EnumSource(names = "MARIADB") // MySQL lets no row in that breaks a condition
    void reproducesRowsThatBreakConditionsAndNamesThem(TestServer server) throws SQLException, IOException {
        assertComesBack(
                server,
                "CREATE TABLE t (id INT PRIMARY KEY, n INT, CONSTRAINT positive CHECK (n > 0))",
                "SET check_constraint_checks = 0",
                "INSERT INTO t VALUES (1, -1), (2, 1), (3, NULL)");

        assertThat(faults).containsExactly("t: 1 row breaks the condition positive");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void givesBackDefinitionsThatAreHardToPrint(TestServer server) throws SQLException, IOException {
        assertComesBack(
                server,
                "CREATE TABLE bytes (b BINARY(3) DEFAULT x'ff0a5c', v VARBINARY(9) DEFAULT x'00ff270d', t TEXT "
                        + "COMMENT 'é')",
                "CREATE TABLE parent (id INT PRIMARY KEY)",
                "CREATE TABLE child (id INT, CONSTRAINT `a``b` FOREIGN KEY (id) REFERENCES parent (id))",
                "CREATE TABLE `c``d` (`e``` INT, `f` INT, UNIQUE KEY (`e```, `f`))",
                "CREATE TABLE quoted (`g``h` INT, i INT, FOREIGN KEY (`g``h`, i) REFERENCES `c``d` (`e```, f))",
                "CREATE TABLE memory (a INT, KEY k (a) USING HASH) ENGINE = MEMORY",
                "INSERT INTO memory VALUES (1), (2)",
                "CREATE TABLE blank (` a` INT, b INT)",
                "CREATE VIEW blanks AS SELECT * FROM blank");
    }
}
