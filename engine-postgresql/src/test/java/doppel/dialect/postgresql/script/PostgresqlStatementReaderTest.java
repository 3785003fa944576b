package doppel.dialect.postgresql.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresqlStatementReaderTest {

    @Test
    void splitsWherePsqlDoes() {
        assertThat(statements("""
                        \\restrict abc;
                        -- a; comment
                        CREATE TABLE a (v text DEFAULT ';''', \"w;\"\"\" text); /* b; /* nested; */ c; */ SELECT 1
                        ;
                        SELECT E'\\';', U&'\\003b', $$;$$, $a$ $$;$b$ $a$, $1, a$b$c;
                        CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2);
                        CREATE OR REPLACE FUNCTION f() RETURNS integer BEGIN ATOMIC
                          SELECT CASE WHEN true THEN 1 END; SELECT 2; END;
                        CREATE TABLE "end" (begin_ integer); ; SELECT 3"""))
                .containsExactly(
                        "1 \\restrict abc;",
                        "3 CREATE TABLE a (v text DEFAULT ';''', \"w;\"\"\" text)",
                        "3 SELECT 1",
                        "5 SELECT E'\\';', U&'\\003b', $$;$$, $a$ $$;$b$ $a$, $1, a$b$c",
                        "6 CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2)",
                        "7 CREATE OR REPLACE FUNCTION f() RETURNS integer BEGIN ATOMIC\n"
                                + "  SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
                        "9 CREATE TABLE \"end\" (begin_ integer)",
                        "9 SELECT 3");
    }

    @Test
    void keepsWhatWaitsForTheRowsApart() {
        PostgresqlStatementReader reader =
                PostgresqlStatementReader.read("SELECT 1;\n" + PostgresqlStatementReader.AFTER_ROWS
                        + "\n\nSELECT 2; SELECT '\n" + PostgresqlStatementReader.AFTER_ROWS + "\n'");
        assertThat(reader.beforeRows()).hasSize(1);
        assertThat(reader.afterRows()).hasSize(2);
    }

    private static List<String> statements(String script) {
        return PostgresqlStatementReader.read(script).beforeRows().stream()
                .map(statement -> statement.line() + " " + statement.sql())
                .toList();
    }
}
