package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Between MySQL and MariaDB everything goes that both can say. */
final class MysqlRelativesTest {

    private static final String[] BOTH_SAY = {
        "CREATE TABLE t (id int PRIMARY KEY, tok varchar(20) COLLATE utf8mb4_bin NOT NULL UNIQUE,"
                + " name varchar(20), born date INVISIBLE DEFAULT '2000-01-01',"
                + " upd timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
                + " fine datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),"
                + " kind enum('a','A') COLLATE utf8mb4_bin)",
        "INSERT INTO t (id, tok, name, upd, fine, kind) VALUES (1, 'abc', 'Zoë', '2020-02-02 02:02:02',"
                + " '2020-02-02 02:02:02.123', 'A'), (2, 'ABC', NULL, NULL, NULL, 'a')",
        "CREATE TABLE polish (a varchar(9) COLLATE utf8mb4_polish_ci, b text COLLATE utf8mb4_polish_ci, n int)",
        "CREATE TABLE shapes (g geometry, c geometrycollection, m multipolygon, p point, l linestring, y polygon)",
        "INSERT INTO shapes (c) VALUES (ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2))'))",
    };

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, MYSQL", "MYSQL, MARIADB"})
    void keepWhatBothCanSay(Engine from, Engine to) throws SQLException {
        String source = fresh(from, "source");
        from.run(source, BOTH_SAY);
        String target = fresh(to, "target");
        Path fixture = folder.resolve("fixture");
        from.dump(from.doppel(source), DumpOptions.defaults(), fixture);

        RestoreOptions options = RestoreOptions.into(to.doppel(target));
        assertThat(new Restorer(options, Progress.NONE).restore(fixture).published())
                .isTrue();

        for (String sql : List.of(
                "SELECT TABLE_NAME, COLUMN_NAME, COLLATION_NAME FROM information_schema.COLUMNS WHERE"
                        + " TABLE_SCHEMA = DATABASE() AND (COLLATION_NAME LIKE '%\\_bin' OR COLLATION_NAME LIKE"
                        + " '%polish%') ORDER BY 1, 2",
                "SELECT COLUMN_NAME, REPLACE(REPLACE(LOWER(EXTRA), 'default_generated ', ''), '()', '') FROM"
                        + " information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND (EXTRA LIKE '%update%' OR"
                        + " EXTRA LIKE '%INVISIBLE%') ORDER BY 1",
                "SELECT id FROM t WHERE tok = 'abc' OR kind = 'A'")) {
            assertThat(query(target, sql)).isNotEmpty().isEqualTo(query(source, sql));
        }
    }

    /** What text without another collation has is of each server's own choice, and decides which words are equal. */
    @ParameterizedTest
    @CsvSource({"MARIADB, MYSQL, utf8mb4_general_ci", "MYSQL, MARIADB, utf8mb4_unicode_ci"})
    void keepTheUsualCollation(Engine from, Engine to, String collation) throws SQLException {
        String source = fresh(from, "source");
        from.run(source, "CREATE TABLE t (a varchar(9) COLLATE " + collation + ", b text COLLATE " + collation + ")");
        String target = fresh(to, "target");
        Path fixture = folder.resolve("fixture");
        from.dump(from.doppel(source), DumpOptions.defaults(), fixture);

        new Restorer(RestoreOptions.into(to.doppel(target)), Progress.NONE).restore(fixture);

        assertThat(query(
                        target,
                        "SELECT COLLATION_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"))
                .containsOnly(collation);
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, MYSQL", "MYSQL, MARIADB"})
    void comeBackAsTheyWere(Engine from, Engine to) {
        String source = fresh(from, "source");
        from.run(source, BOTH_SAY);
        StringBuilder differences = new StringBuilder();

        DoubleDumpReport report = new DoubleDump(
                        from.doppel(source),
                        Optional.of(to.doppel(fresh(to, "via"))),
                        Optional.empty(),
                        Optional.of(folder.resolve("kept")),
                        Progress.NONE,
                        new UnifiedText(differences, false))
                .run();

        assertThat(differences.toString()).isEmpty();
        assertThat(report.losses()).isEmpty();
    }

    private String fresh(Engine engine, String name) {
        String url = engine.fresh(folder, name);
        cleanings.add(() -> engine.drop(url));
        return url;
    }

    private static List<String> query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
                all.add(line.toString());
            }
            return all;
        }
    }
}
