package doppel.dialect.postgresql.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Target;
import doppel.dialect.postgresql.ServerDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script cannot end the transaction of a restore. */
final class PostgresqlOneTransactionTest {

    private static final String SECOND_FAILS = "CREATE TABLE t (id integer);\n<end>;\nCREATE TABLE t (id integer)";

    private final ServerDatabase database =
            ServerDatabase.fresh("CREATE TABLE old (id integer)", "INSERT INTO old VALUES (1)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT/**/",
                "END/**/",
                "COMMIT--x\n",
                "/* a */ COMMIT /* b */ WORK",
                "ROLLBACK/**/",
                "ABORT--x\n",
                "COMMIT AND CHAIN",
                "PREPARE/**/TRANSACTION 'x'",
                "SET standard_conforming_strings = off;\nSELECT 'a\\'';\nCOMMIT;\nSELECT 'b'",
                "SET standard_conforming_strings = off;\nSELECT 'a\\'';\nCOMMIT AND CHAIN;\nSELECT 'b'",
                "SET standard_conforming_strings = off;\nSELECT 'a\\'';\nROLLBACK;\nSELECT 'b'"
            })
    void whatEndsTheTransactionLeavesTheOldState(String end) {
        String script = SECOND_FAILS.replace("<end>", end);

        assertThatThrownBy(() -> database.target(script).close())
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_CREATED));

        assertThat(database.query("SELECT * FROM public.old")).containsExactly("1");
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'doppel%'"))
                .isEmpty();
    }

    @Test
    void whatEndsItIsNamedByItsLineAlsoAmidHundredsOfStatements() {
        String many = "SELECT 1;\n".repeat(250);

        String hidden = "SET standard_conforming_strings = off;\nSELECT 'a\\'';\nCOMMIT;\nSELECT 'b';\n";

        assertThatThrownBy(() -> database.target(many + hidden + many).close())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("line 252 of the script: it ends the transaction of the restore");
        assertThatThrownBy(
                        () -> database.target(many + "SELECT nothing;\n" + many).close())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("line 251 of the script: column \"nothing\" does not exist");
    }

    /** A function whose body names another without its schema, as a generated column uses it. */
    @Test
    void namesThatOnlyTheDatabasesOwnPathFindsAreFoundAlsoAmidHundredsOfStatements() throws Exception {
        StringBuilder script = new StringBuilder("""
                SET check_function_bodies = off;
                SET search_path = '';
                CREATE FUNCTION public.slug(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT fold(t)';
                CREATE FUNCTION public.fold(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
                """);
        for (int i = 0; i < 150; i++) {
            script.append("CREATE TABLE public.t" + i + " (v text PRIMARY KEY,"
                    + " w text GENERATED ALWAYS AS (public.slug(v)) STORED);\n");
        }

        try (Target target = database.target(script.toString())) {
            target.finishRows();
            target.publish();
        }

        assertThat(database.query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 't%' AND schemaname = 'public'"))
                .containsExactly("150");
    }

    @Test
    void whatBeginsAndEndsATransactionAsPsqlWouldIsPassedOver() throws Exception {
        try (Target target = database.target(
                "BEGIN/**/; CREATE TABLE t (id integer); COMMIT -- done\n;" + " SET CONSTRAINTS ALL IMMEDIATE")) {
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT count(*) FROM public.t")).containsExactly("0");
    }
}
