package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of tables of every kind come back exactly. */
final class PostgresqlRowsTest {

    @TempDir
    private Path folder;

    @Test
    void givesBackRowsOfPartitionsAndHeirs() throws IOException, SQLException {
        String script = """
                CREATE TABLE parts (a integer, b text, PRIMARY KEY (a, b)) PARTITION BY RANGE (a);
                CREATE TABLE low PARTITION OF parts FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b);
                CREATE TABLE low_x (b text NOT NULL, a integer NOT NULL);
                ALTER TABLE low ATTACH PARTITION low_x FOR VALUES IN ('x');
                CREATE TABLE rest PARTITION OF parts DEFAULT;
                CREATE TABLE parent (id integer PRIMARY KEY, v text);
                CREATE TABLE child (more text, UNIQUE (id)) INHERITS (parent);
                CREATE TABLE refers (id integer PRIMARY KEY, a integer, b text, heir integer REFERENCES child (id),
                  FOREIGN KEY (a, b) REFERENCES parts);
                """;
        List<String> rows = List.of(
                "INSERT INTO parts VALUES (5, 'x'), (50, 'y'), (-1, 'z')",
                "INSERT INTO parent VALUES (1, 'p'); INSERT INTO child VALUES (1, 'c', 'm')",
                "INSERT INTO refers VALUES (1, 5, 'x', 1), (2, 50, NULL, NULL)");
        PostgresqlRoundTrip trip = new PostgresqlRoundTrip(folder, "");
        trip.check(script, rows);
        assertThat(trip.rowFiles())
                .contains("into.parts(-1, \"z\");\n    into.parts(5, \"x\");\n    into.parts(50, \"y\");")
                .contains("into.parent(1, \"p\");")
                .contains("into.child(1, \"c\", \"m\");")
                .doesNotContain("into.low", "into.rest");
    }

    @Test
    void givesBackKeysSequencesAndGeneratedColumns() throws IOException, SQLException {
        String script = """
                CREATE SCHEMA "a.b";
                CREATE TABLE "a.b"."It""s" ("Select" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "x y" text,
                  twice text GENERATED ALWAYS AS ("x y" || "x y") STORED);
                CREATE TABLE "a.b" (id integer PRIMARY KEY REFERENCES "a.b"."It""s");
                CREATE TABLE nothing ();
                CREATE TABLE "\\\"\"\" (\"\\\\\" integer, \"?\" integer);
                CREATE TABLE tree (id integer PRIMARY KEY, parent integer NOT NULL REFERENCES tree);
                CREATE TABLE unkeyed (n numeric, f float8, t text);
                """;
        List<String> rows = List.of(
                "INSERT INTO \"a.b\".\"It\"\"s\" (\"x y\") VALUES ('one'), (NULL)",
                "INSERT INTO \"a.b\" VALUES (2)",
                "INSERT INTO nothing DEFAULT VALUES; INSERT INTO nothing DEFAULT VALUES",
                "INSERT INTO tree VALUES (1, 2), (2, 1)",
                "INSERT INTO unkeyed VALUES (1.0, '-0', 'b'), (1.00, '0', 'b'), (1, '-0', 'B'), (1.0, '-0', 'b'),"
                        + " (NULL, NULL, NULL)");
        PostgresqlRoundTrip trip = new PostgresqlRoundTrip(folder, "");
        trip.check(script, rows);
        assertThat(trip.rowFiles()).contains("(1, \"one\");").contains("into.nothing();\n    into.nothing();");
    }

    @Test
    void givesBackLargeObjects() throws IOException, SQLException {
        List<String> rows = List.of(
                "SELECT lo_from_bytea(70000, decode(repeat('00ff', 3000), 'hex')), lo_create(70001),"
                        + " lo_put(lo_create(70002), 100000, 'far')",
                "INSERT INTO t VALUES (1, 70000)");
        PostgresqlRoundTrip trip = new PostgresqlRoundTrip(folder, "");
        trip.check("CREATE TABLE t (id integer PRIMARY KEY, object oid)", rows);
        assertThat(trip.rowFiles()).contains("(70001, 0, bytes(\"\"));").contains("(70002, 48, bytes(\"");
    }

    @Test
    void ordersTextByItsBytes() throws IOException, SQLException {
        PostgresqlRoundTrip trip =
                new PostgresqlRoundTrip(folder, "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
        trip.check(
                "CREATE TABLE t (v text PRIMARY KEY)",
                List.of("INSERT INTO t VALUES ('b'), ('B'), ('a'), ('\u00e9'), ('~')"));
        assertThat(trip.rowFiles())
                .containsSubsequence(
                        "into.t(\"B\")", "into.t(\"a\")", "into.t(\"b\")", "into.t(\"~\")", "into.t(\"\u00e9\")");
    }
}
