package doppel.dialect.postgresql.script;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.postgresql.ServerDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlBodiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE",
                "WITH s AS (SELECT 1) MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE",
                "BEGIN merge  into t USING s ON true WHEN MATCHED THEN DELETE; END"
            })
    void aStatementOfNewerServersIsFound(String body) {
        assertThat(PostgresqlBodies.newerWords(function(body))).containsExactly("merge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM JSON_TABLE ('[]', '$[*]')", "SELECT 1, a.* FROM t, json_table(t.j, '$') a"})
    void aClauseOfNewerServersIsFound(String body) {
        assertThat(PostgresqlBodies.newerWords(function(body))).containsExactly("json_table");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT public.json_table(1)",
                "SELECT public . json_table(1)",
                "SELECT 'json_table(1)'",
                "SELECT json_tables(1)",
                "BEGIN SELECT merge INTO x FROM t; END",
                "BEGIN SELECT 1, t.merge INTO x, y FROM t; END",
                "SELECT merge('a', 'b')"
            })
    void whatBelongsToTheDatabaseIsNot(String body) {
        assertThat(PostgresqlBodies.newerWords(function(body))).isEmpty();
    }

    @Test
    void aFunctionThatTheScriptOrTheDatabaseHasIsKnown() throws SQLException {
        ServerDatabase database = ServerDatabase.fresh();
        var calls = function("SELECT json_table(1)");
        var creates = new PostgresqlStatementReader.Statement(
                1, "CREATE FUNCTION public.json_table(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'");
        try (Connection connection = DriverManager.getConnection(database.url())) {
            if (database.version() < 17) {
                assertThat(PostgresqlBodies.unknownWord(connection, calls, List.of(calls)))
                        .contains("JSON_TABLE");
            }
            assertThat(PostgresqlBodies.unknownWord(connection, calls, List.of(calls, creates)))
                    .isEmpty();
            database.execute(creates.sql());
            assertThat(PostgresqlBodies.unknownWord(connection, calls, List.of(calls)))
                    .isEmpty();
        }
    }

    private static PostgresqlStatementReader.Statement function(String body) {
        return new PostgresqlStatementReader.Statement(
                1, "CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$" + body + "$$");
    }
}
