package doppel.dialect.mysql.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.mysql.Database;
import doppel.dialect.mysql.replace.MysqlStaging;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Table;
import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the administrator prefers for everybody's sessions, Doppel reads and writes the same, or refuses. */
class MysqlVariablesTest {

    /** Variables by which the administrator cuts everybody off, or that hold for more than this test's server. */
    private static final Set<String> LEFT_ALONE = Set.of(
            "max_user_connections", "server_id", "sql_log_bin", "redirect_url", "max_allowed_packet", "wsrep_on");

    /** Limits of memory that no statement gets by without an error. */
    private static final Set<String> LIMITS = Set.of("max_session_mem_used", "tmp_disk_table_size");

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void readsTheSameWhateverASessionVariableIs(TestServer server) throws SQLException {
        try (Database database = filled(server);
                Connection admin = DriverManager.getConnection(server.url());
                Statement statement = admin.createStatement()) {
            String reference = dump(server, database.url());
            int tried = 0;
            List<String> changing = new ArrayList<>();
            for (Map.Entry<String, List<String>> variable :
                    hostile(server, statement).entrySet()) {
                String before = value(statement, variable.getKey());
                for (String value : variable.getValue()) {
                    if (!set(statement, variable.getKey(), value)) {
                        continue;
                    }
                    try {
                        tried++;
                        if (!dump(server, database.url()).equals(reference)) {
                            changing.add(variable.getKey() + " = " + value);
                        }
                    } catch (DatabaseException e) {
                        if (!LIMITS.contains(variable.getKey())) {
                            changing.add(variable.getKey() + " = " + value + ": " + e.getMessage());
                        }
                    } finally {
                        giveBack(statement, variable.getKey(), before);
                    }
                }
            }
            assertThat(changing).isEmpty();
            assertThat(tried).isGreaterThan(150);
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void writesTheSameWhateverTheSessionVariablesAre(TestServer server) throws SQLException {
        try (Database source = filled(server);
                Database target = Database.fresh(server);
                Connection admin = DriverManager.getConnection(server.url());
                Statement statement = admin.createStatement()) {
            String reference = dump(server, source.url());
            Map<String, String> before = new LinkedHashMap<>();
            for (Map.Entry<String, String> variable : Map.ofEntries(
                            Map.entry("auto_increment_increment", "7"),
                            Map.entry("auto_increment_offset", "3"),
                            Map.entry("completion_type", "2"),
                            Map.entry("default_storage_engine", "MyISAM"),
                            Map.entry("default_week_format", "3"),
                            Map.entry("explicit_defaults_for_timestamp", "OFF"),
                            Map.entry("foreign_key_checks", "OFF"),
                            Map.entry("innodb_compression_default", "ON"),
                            Map.entry("max_error_count", "0"),
                            Map.entry("sql_generate_invisible_primary_key", "ON"),
                            Map.entry("sql_if_exists", "ON"),
                            Map.entry("sql_mode", "'ANSI,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH'"),
                            Map.entry("sql_notes", "OFF"),
                            Map.entry("sql_quote_show_create", "OFF"),
                            Map.entry("sql_require_primary_key", "ON"),
                            Map.entry("sql_select_limit", "1"),
                            Map.entry("system_versioning_insert_history", "ON"),
                            Map.entry("time_zone", "'-11:00'"),
                            Map.entry("unique_checks", "OFF"))
                    .entrySet()) {
                String old = value(statement, variable.getKey());
                if (old != null && set(statement, variable.getKey(), variable.getValue())) {
                    before.put(variable.getKey(), old);
                }
            }
            try {
                restore(server, source.url(), target.url());
                assertThat(dump(server, target.url())).isEqualTo(reference);
            } finally {
                for (Map.Entry<String, String> variable : before.entrySet()) {
                    giveBack(statement, variable.getKey(), variable.getValue());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void refusesWhatAnAccountMayNotChange(TestServer server) throws SQLException {
        String variable = "sql_generate_invisible_primary_key";
        try (Database database = Database.fresh(server);
                Connection admin = DriverManager.getConnection(server.url());
                Statement statement = admin.createStatement()) {
            String before = value(statement, variable);
            if (before == null) {
                return; // MariaDB has no variable of the kind that needs a right
            }
            String account = "`w_" + database.name() + "`@`localhost`";
            database.run("CREATE USER " + account, "GRANT ALL ON `" + database.name() + "`.* TO " + account);
            set(statement, variable, "ON");
            try {
                TargetRequest request = new TargetRequest(
                        database.url().replace("user=root", "user=w_" + database.name()),
                        Optional.of("CREATE TABLE t (a INT);"),
                        false,
                        TargetRequest.Rows.OWN);
                assertThatThrownBy(() -> MysqlStaging.begin(request, Database.connector(server)))
                        .isInstanceOfSatisfying(
                                DatabaseException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.VARIABLE_REFUSED))
                        .hasMessageContaining(variable);
            } finally {
                giveBack(statement, variable, before);
                database.run("DROP USER " + account);
            }
        }
    }

    /** What the settings of sessions could change. */
    private static Database filled(TestServer server) {
        Database database = Database.fresh(server)
                .run(
                        "CREATE TABLE numbers (id INT PRIMARY KEY AUTO_INCREMENT, f FLOAT, d DECIMAL(20, 6),"
                                + " bits BIT(9)) AUTO_INCREMENT = 50",
                        "INSERT INTO numbers VALUES (0, 1.1, 2.5, b'101'), (2, -0.0, 3.000001, NULL),"
                                + " (3, 1e30, 7, b'1')",
                        "CREATE TABLE texts (a CHAR(10) COLLATE utf8mb4_bin, b VARCHAR(30), c LONGTEXT,"
                                + " e ENUM('x', 'y'))",
                        "INSERT INTO texts VALUES ('a  ', 'Ä\\\\\\'\"', REPEAT('long', 2000), 'y'),"
                                + " ('b', '', NULL, NULL), ('B', 'b', 'c', 'x'), ('b ', 'b', 'd', 'x')",
                        "CREATE TABLE times (at TIMESTAMP(6) NULL, d DATE, t TIME(3))",
                        "INSERT INTO times (at, d, t) VALUES ('2020-02-29 12:00:00.123456', '2020-01-01',"
                                + " '-838:59:59'), (NULL, '0000-00-00', NULL)",
                        "CREATE TABLE child (n INT, CONSTRAINT k FOREIGN KEY (n) REFERENCES numbers (id))",
                        "INSERT INTO child VALUES (2)",
                        "CREATE VIEW v AS SELECT CONCAT(a, b) AS x FROM texts WHERE a = 'b' || b = 'c'",
                        "CREATE TRIGGER r BEFORE INSERT ON child FOR EACH ROW SET NEW.n = NEW.n",
                        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DISABLE ON SLAVE DO"
                                + " DELETE FROM child");
        if (server == TestServer.MARIADB) {
            database.run(
                    "CREATE TABLE versions (a INT) WITH SYSTEM VERSIONING", "INSERT INTO versions VALUES (1), (2)");
        } else {
            database.run(
                    "SET SESSION sql_generate_invisible_primary_key = ON",
                    "CREATE TABLE invisible (a INT)",
                    "SET SESSION sql_generate_invisible_primary_key = OFF",
                    "INSERT INTO invisible VALUES (1), (2)");
        }
        return database;
    }

    /** Other values of each session variable that can also be set for everybody. */
    private static Map<String, List<String>> hostile(TestServer server, Statement statement) throws SQLException {
        Map<String, List<String>> hostile = new LinkedHashMap<>();
        String query = server == TestServer.MARIADB
                ? "SELECT LOWER(VARIABLE_NAME), GLOBAL_VALUE, COALESCE(ENUM_VALUE_LIST,"
                        + " CONCAT(NUMERIC_MIN_VALUE, ',', NUMERIC_MAX_VALUE), '')"
                        + " FROM information_schema.SYSTEM_VARIABLES WHERE VARIABLE_SCOPE = 'SESSION'"
                        + " AND READ_ONLY = 'NO'"
                : "SELECT v.VARIABLE_NAME, v.VARIABLE_VALUE, CASE WHEN i.MAX_VALUE IN ('', '0') THEN '' ELSE"
                        + " CONCAT(i.MIN_VALUE, ',', i.MAX_VALUE) END FROM performance_schema.global_variables v"
                        + " JOIN performance_schema.variables_info i USING (VARIABLE_NAME)"
                        + " JOIN performance_schema.session_variables s USING (VARIABLE_NAME)";
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<String> values =
                        new ArrayList<>(Arrays.asList(rows.getString(3).split(",")));
                if (List.of("ON", "OFF").contains(rows.getString(2))) {
                    values = List.of(rows.getString(2).equals("ON") ? "OFF" : "ON");
                } else if (values.get(0).isEmpty()) {
                    values = List.of("0", "1", "2", "'latin1'", "'de_DE'", "TIMESTAMP'2000-01-01 00:00:00'");
                } else if (values.size() > 2) {
                    values.remove(rows.getString(2));
                }
                if (!LEFT_ALONE.contains(rows.getString(1)) && isOfSessions(server, rows.getString(1))) {
                    hostile.put(rows.getString(1), values);
                }
            }
        }
        return hostile;
    }

    /** MySQL lists what only the whole server has beside what sessions have: there, a session cannot set it. */
    private static boolean isOfSessions(TestServer server, String variable) throws SQLException {
        if (server == TestServer.MARIADB) {
            return true;
        }
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION " + variable + " = @@GLOBAL." + variable);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static String value(Statement statement, String variable) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE '" + variable + "'")) {
            return rows.next() ? rows.getString(2) : null;
        }
    }

    private static boolean set(Statement statement, String variable, String value) {
        try {
            boolean bare = value.matches("-?[0-9.]+|ON|OFF") || value.endsWith("'");
            statement.execute("SET GLOBAL " + variable + " = " + (bare ? value : "'" + value + "'"));
            return true;
        } catch (SQLException e) {
            return false; // not a value of this variable
        }
    }

    private static void giveBack(Statement statement, String variable, String value) throws SQLException {
        boolean none = value.isEmpty() && !set(statement, variable, "''");
        if (none || variable.equals("system_versioning_asof")) {
            statement.execute("SET GLOBAL " + variable + " = DEFAULT");
        } else if (!value.isEmpty()) {
            assertThat(set(statement, variable, value))
                    .as(variable + " = " + value)
                    .isTrue();
        }
    }

    private static String dump(TestServer server, String url) {
        try (Source source = Dialects.forUrl(server.forDoppel(url)).openSource(server.forDoppel(url))) {
            StringBuilder text = new StringBuilder();
            text.append(source.ddl(source.schema().tables()).script());
            text.append(source.schema().others());
            for (Table table : source.schema().tables()) {
                text.append(table.name()).append(table.columns()).append(source.digest(table));
                try (RowCursor cursor = source.rows(table)) {
                    Object[] row = new Object[table.insertableColumns().size()];
                    while (cursor.next(row)) {
                        text.append(Arrays.deepToString(row)).append('\n');
                    }
                }
            }
            return text.toString();
        }
    }

    private static void restore(TestServer server, String from, String into) {
        Dialect dialect = Dialects.forUrl(server.forDoppel(into));
        try (Source source = dialect.openSource(server.forDoppel(from));
                Target target = dialect.openTarget(new TargetRequest(
                        server.forDoppel(into),
                        Optional.of(source.ddl(source.schema().tables()).script()),
                        false,
                        TargetRequest.Rows.UNTOUCHED))) {
            for (Table table : source.schema().tables()) {
                List<Row> rows = new ArrayList<>();
                String[] names =
                        table.insertableColumns().stream().map(Column::name).toArray(String[]::new);
                try (RowCursor cursor = source.rows(table)) {
                    Object[] values = new Object[names.length];
                    while (cursor.next(values)) {
                        Row row = new Row(Shape.empty(table.name()));
                        for (int i = 0; i < names.length; i++) {
                            row.set(names[i], values[i]);
                        }
                        rows.add(row);
                    }
                }
                target.prepare(table.name());
                target.savepoint();
                target.insert(rows);
                target.releaseSavepoint();
                if (table.identity() != null) {
                    target.continueNumbering(table.name(), table.identity());
                }
            }
            target.finishRows();
            assertThat(target.verify()).isEmpty();
            target.publish();
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
    }
}
