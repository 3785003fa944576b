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
    void whatBeginsAndEndsATransactionAsPsqlWouldIsPassedOver() throws Exception {
        try (Target target = database.target(
                "BEGIN/**/; CREATE TABLE t (id integer); COMMIT -- done\n;" + " SET CONSTRAINTS ALL IMMEDIATE")) {
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT count(*) FROM public.t")).containsExactly("0");
    }
}
