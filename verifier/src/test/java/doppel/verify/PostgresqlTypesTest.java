package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of every type of PostgreSQL come back exactly. */
final class PostgresqlTypesTest {

    @TempDir
    private Path folder;

    @Test
    void knowsEveryType() throws SQLException {
        Set<String> types = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(TestServer.POSTGRESQL.url("postgres"));
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT typname FROM pg_type WHERE typtype IN ('b', 'r', 'm') AND typrelid = 0"
                                + " AND typnamespace = 'pg_catalog'::regnamespace"
                                + " AND typname !~ '^_'")) {
            while (rows.next()) {
                types.add(rows.getString(1));
            }
        }
        Set<String> known = new TreeSet<>(PostgresqlTypeValues.all().keySet());
        known.addAll(PostgresqlTypeValues.WITHOUT_INPUT);
        assertThat(known).containsExactlyElementsOf(types);
    }

    @Test
    void givesBackValuesOfEveryType() throws IOException, SQLException {
        StringBuilder script = new StringBuilder();
        List<String> rows = new ArrayList<>();
        PostgresqlTypeValues.all().forEach((type, values) -> {
            String table = "t_" + type;
            script.append("CREATE TABLE " + table + " (id integer PRIMARY KEY, v pg_catalog.\"" + type + "\");\n");
            rows.add("INSERT INTO " + table + " VALUES (0, NULL)");
            for (int i = 0; i < values.size(); i++) {
                rows.add("INSERT INTO " + table + " VALUES (" + (i + 1) + ", " + literal(values.get(i)) + ")");
            }
        });
        new PostgresqlRoundTrip(folder, "").check(script.toString(), List.of(String.join(";\n", rows)));
    }

    @Test
    void ordersValuesOfEveryTypeWithoutAKey() throws IOException, SQLException {
        StringBuilder script = new StringBuilder();
        List<String> rows = new ArrayList<>();
        PostgresqlTypeValues.all().forEach((type, values) -> {
            String table = "t_" + type;
            script.append("CREATE TABLE " + table + " (v pg_catalog.\"" + type + "\");\n");
            values.forEach(value -> rows.add("INSERT INTO " + table + " VALUES (" + literal(value) + ")"));
        });
        new PostgresqlRoundTrip(folder, "").check(script.toString(), List.of(String.join(";\n", rows)));
    }

    @Test
    void givesBackArraysOfEveryType() throws IOException, SQLException {
        StringBuilder script = new StringBuilder();
        List<String> rows = new ArrayList<>();
        PostgresqlTypeValues.all().forEach((type, values) -> {
            String table = "t_" + type;
            String arrayType = "pg_catalog.\"" + type + "\"[]";
            script.append("CREATE TABLE " + table + " (id integer PRIMARY KEY, v " + arrayType + ");\n");
            List<String> elements = new ArrayList<>();
            values.forEach(value -> elements.add(literal(value) + "::pg_catalog.\"" + type + "\""));
            elements.add("NULL");
            rows.add("INSERT INTO " + table + " VALUES (1, '{}'), (2, ARRAY[" + String.join(", ", elements) + "]::"
                    + arrayType + ")");
        });
        rows.add("INSERT INTO t_int4 VALUES (3, '[-2:-1][0:1]={{1,2},{3,NULL}}')");
        new PostgresqlRoundTrip(folder, "").check(script.toString(), List.of(String.join(";\n", rows)));
    }

    @Test
    void givesBackTypesWithModifiersAndTypesOfUsers() throws IOException, SQLException {
        String script = """
                CREATE SCHEMA app;
                CREATE TYPE app."Mood AS" AS ENUM ('sad', 'it''s', 'a, b');
                CREATE DOMAIN app.price AS numeric(10,2) CHECK (VALUE >= 0);
                CREATE DOMAIN app.good AS app."Mood AS" NOT NULL;
                CREATE DOMAIN app.dear AS app.price CHECK (VALUE > 10);
                CREATE TYPE app.pair AS (a integer, b text);
                CREATE TYPE app.textrange AS RANGE (subtype = text, collation = "C");
                CREATE TABLE t (
                  id integer PRIMARY KEY, c char(5), v varchar(3), b bit(3), w varbit(4), n numeric(5,2), s \
                numeric(3,-2),
                  t0 timestamp(0), z3 timestamptz(3), i interval day to second(2), k time(1),
                  mood app."Mood AS", moods app."Mood AS"[], price app.price, dear app.dear, good app.good,
                  pair app.pair, pairs app.pair[], r app.textrange, m app.textmultirange, prices app.price[]);
                """;
        List<String> rows = List.of(
                "INSERT INTO t VALUES (1, 'a', 'abc', '101', '1', 1.5, 12300, '2010-01-12 10:00:00',"
                        + " '2010-01-12 10:00:00.125Z', '1 day 2 hours 3.25 seconds', '10:00:00.5', 'it''s',"
                        + " '{sad,\"a, b\"}', 1.50, 11.00, 'sad', '(1,\"a \"\"b\"\" \\\\\")', '{\"(1,a)\",\"(,)\"}',"
                        + " '[a,b)', '{[a,b),[c,d)}', '{1.00,2.50}')",
                "INSERT INTO t (id, good) VALUES (2, 'sad')");
        PostgresqlRoundTrip trip = new PostgresqlRoundTrip(folder, "");
        trip.check(script, rows);
        assertThat(trip.rowFiles()).contains("decimal(\"1.50\"), decimal(\"11.00\"), \"sad\"");
    }

    @Test
    void givesBackTextThatIsNotValid() throws IOException, SQLException {
        String options = "TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'";
        PostgresqlRoundTrip trip = new PostgresqlRoundTrip(folder, options);
        trip.check(
                "CREATE TABLE t (id integer PRIMARY KEY, v text, w varchar(10), x text[])",
                List.of("INSERT INTO t VALUES (1, 'a', 'b', NULL),"
                        + " (2, convert_from('\\xc3', 'SQL_ASCII'), convert_from('\\xff5c0a', 'SQL_ASCII'),"
                        + " ARRAY[convert_from('\\xc3', 'SQL_ASCII')])"));
        assertThat(trip.rowFiles()).contains("into.t(2, rawText(\"c3\"), rawText(\"ff5c0a\"), rawText(\"7bc37d\"))");
    }

    @Test
    void givesBackTextOfEncodingsOtherThanUtf8() throws IOException, SQLException {
        String options = "TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'";
        PostgresqlRoundTrip trip = new PostgresqlRoundTrip(folder, options);
        trip.check("CREATE TABLE t (id integer PRIMARY KEY, v text)", List.of("INSERT INTO t VALUES (1, 'M\u00e9')"));
        assertThat(trip.rowFiles()).contains("\"M\u00e9\"");
    }

    private static String literal(String value) {
        return "E'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
