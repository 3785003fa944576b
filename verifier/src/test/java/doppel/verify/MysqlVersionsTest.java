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
import doppel.testing.DatabaseServer;
import doppel.testing.MysqlValues;
import doppel.testing.TestServer;
import doppel.testing.VersionedServer;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rich database of every version of MySQL and MariaDB that is at hand, on its own server and on the newest. */
final class MysqlVersionsTest {

    private static final List<String> DEFINITIONS = List.of(
            "CREATE TABLE people (id int unsigned PRIMARY KEY AUTO_INCREMENT, name varchar(80) COLLATE utf8mb4_bin"
                    + " NOT NULL DEFAULT 'a;''b😀', boss int unsigned, born date, upper_name varchar(80) AS"
                    + " (upper(name)) STORED, story text, KEY (name(10)), FULLTEXT KEY (story), FOREIGN KEY (boss)"
                    + " REFERENCES people (id) ON DELETE SET NULL ON UPDATE CASCADE) COMMENT='people'",
            "SET foreign_key_checks = 0",
            "INSERT INTO people (id, name, boss, born, story) VALUES (1, 'Zoë', 3, '2000-02-29', 'x'), (2, '😀', NULL,"
                    + " NULL, ''), (3, 'a ', 1, '0000-00-00', NULL)",
            "SET foreign_key_checks = 1",
            "CREATE TABLE parts (id int NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE"
                    + " (to_days(day)) (PARTITION p0 VALUES LESS THAN (to_days('2020-01-01')), PARTITION p1 VALUES"
                    + " LESS THAN MAXVALUE)",
            "INSERT INTO parts VALUES (1, '2019-01-01'), (2, '2024-01-01')",
            "CREATE TABLE old (id int PRIMARY KEY AUTO_INCREMENT, t char(10)) ENGINE=MyISAM AUTO_INCREMENT=77",
            "INSERT INTO old (t) VALUES ('x')",
            "CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2",
            "CREATE PROCEDURE report(IN since date) BEGIN SELECT * FROM people WHERE born > since; END",
            "CREATE VIEW a_top AS SELECT id, twice(id) AS two FROM people",
            "CREATE TRIGGER people_in BEFORE INSERT ON people FOR EACH ROW SET NEW.story = lower(NEW.story)",
            "CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01 03:00:00' DISABLE DO DELETE FROM parts");

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    static Stream<DatabaseServer> servers() {
        return DatabaseServer.all(TestServer.MARIADB, TestServer.MYSQL).stream();
    }

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void comesBackOnItsOwnServer(DatabaseServer server) throws SQLException {
        String source = rich(server);
        DoubleDump.assertLossless(server.forDoppel(source));
        Path fixture = dump(server, source, "first");
        String target = fresh(server);

        restore(fixture, RestoreOptions.into(server.forDoppel(target)));
        assertThat(MysqlFacts.of(target)).isEqualTo(MysqlFacts.of(source));
        run(target, "DELETE FROM parts", "DROP VIEW a_top");
        restore(fixture, RestoreOptions.into(server.forDoppel(target)).replace());

        assertThat(MysqlFacts.of(target)).isEqualTo(MysqlFacts.of(source));
        assertSame(fixture, dump(server, target, "second"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void goesToTheNewestVersionAndBack(DatabaseServer server) throws SQLException {
        DatabaseServer newest = server.kind();
        if (!server.kind().available()) {
            return; // only older ones are at hand
        }
        Path first = dump(server, rich(server), "first");
        String newer = fresh(newest);
        restore(first, RestoreOptions.into(newest.forDoppel(newer)));
        String back = fresh(server);
        restore(dump(newest, newer, "newest"), RestoreOptions.into(server.forDoppel(back)));

        assertSame(first, dump(server, back, "back"));
    }

    private String rich(DatabaseServer server) throws SQLException {
        String url = fresh(server);
        List<String> statements = new ArrayList<>(DEFINITIONS);
        Map<String, List<String>> known = new TreeMap<>();
        for (Map.Entry<String, List<String>> type :
                MysqlValues.of(server.kind()).entrySet()) {
            if (!isRefused(server, type.getKey()) && knows(url, type.getKey(), type.getValue())) {
                known.put(type.getKey(), type.getValue());
            }
        }
        statements.addAll(List.of(MysqlValues.table(known)));
        run(url, statements.toArray(String[]::new));
        return url;
    }

    /**
     * MySQL 5.7 reads other numbers from the text of its own JSON, and does not know the name that newer versions print
     * for a collection: both are refused by name.
     */
    private static boolean isRefused(DatabaseServer server, String type) {
        return (type.equals("json") || type.equals("geometrycollection"))
                && server instanceof VersionedServer older
                && older.kind() == TestServer.MYSQL
                && older.version().startsWith("5.");
    }

    private static boolean knows(String url, String type, List<String> values) throws SQLException {
        run(url, "DROP TABLE IF EXISTS tried");
        try {
            run(
                    url,
                    "CREATE TABLE tried (a " + type + ")",
                    "INSERT IGNORE INTO tried VALUES (" + String.join("), (", values) + ")");
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            run(url, "DROP TABLE IF EXISTS tried");
        }
    }

    private String fresh(DatabaseServer server) {
        String url = server.freshDatabase();
        cleanings.add(() -> {
            try {
                run(server.administration(), "DROP DATABASE " + url.replaceAll(".*/([^/?]*)\\?.*", "$1"));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
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

    private Path dump(DatabaseServer server, String url, String name) {
        Path fixture = folder.resolve(name);
        Dialect dialect = Dialects.forUrl(server.forDoppel(url));
        try (Source source = dialect.openSource(server.forDoppel(url))) {
            new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(fixture);
        }
        return fixture;
    }

    private static void restore(Path fixture, RestoreOptions options) {
        RestoreReport report = new Restorer(options, Progress.NONE).restore(fixture);
        assertThat(report.reasons()).isEmpty();
        assertThat(report.published()).isTrue();
    }

    private static void assertSame(Path one, Path other) {
        StringBuilder text = new StringBuilder();
        FixtureDiff.compare(one, other, new UnifiedText(text, false));
        assertThat(text.toString()).isEmpty();
    }
}
