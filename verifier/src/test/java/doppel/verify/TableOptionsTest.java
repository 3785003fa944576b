package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.Progress;
import doppel.UsageException;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.TargetTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables get the engine, the collation and the row format that somebody wants. */
final class TableOptionsTest {

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void changesTablesOfItsOwnEngine(Engine engine) throws SQLException {
        String source = fresh(engine, "source");
        engine.run(
                source,
                "CREATE TABLE t (id int PRIMARY KEY, name varchar(40) UNIQUE) ENGINE=MyISAM CHARSET=latin1",
                "INSERT INTO t VALUES (1, 'é')");
        String target = fresh(engine, "target");

        restore(engine.doppel(source), engine.doppel(target), Map.of("engine", "InnoDB", "collate", "utf8mb4_bin"));

        assertThat(query(target, "SELECT ENGINE, TABLE_COLLATION FROM information_schema.TABLES"))
                .containsExactly("InnoDB|utf8mb4_bin");
        assertThat(query(target, "SELECT COLLATION_NAME, COLUMN_NAME FROM information_schema.COLUMNS"))
                .contains("utf8mb4_bin|name");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void createsTablesOfAnotherEngineAsWanted(Engine engine) throws SQLException {
        String source = fresh(Engine.SQLITE, "source");
        Engine.SQLITE.run(
                source,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
                "INSERT INTO t VALUES (1, 'a@x'), (2, 'A@X')");
        String target = fresh(engine, "target");

        restore(source, engine.doppel(target), Map.of("collate", "utf8mb4_bin", "row_format", "dynamic"));

        assertThat(query(target, "SELECT ROW_FORMAT, TABLE_COLLATION FROM information_schema.TABLES"))
                .containsExactly("Dynamic|utf8mb4_bin");
        assertThatThrownBy(() -> restore(source, engine.doppel(fresh(engine, "other")), Map.of("color", "red")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("color");
    }

    private void restore(String from, String into, Map<String, String> options) {
        Path fixture = folder.resolve("fixture" + options.size() + options.hashCode());
        try (Source source = Dialects.forUrl(from).openSource(from)) {
            new Dumper(Dialects.forUrl(from), source, DumpOptions.defaults(), Progress.NONE).dump(fixture);
        }
        assertThat(new Restorer(RestoreOptions.into(into).tables(TargetTables.of(options)), Progress.NONE)
                        .restore(fixture)
                        .published())
                .isTrue();
    }

    private static List<String> query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql + " WHERE TABLE_SCHEMA = DATABASE()")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1) + "|" + rows.getString(2));
            }
            return found;
        }
    }

    private String fresh(Engine engine, String name) {
        String url = engine.fresh(folder, name);
        cleanings.add(() -> engine.drop(url));
        return url;
    }
}
