package doppel.dialect.mysql.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.dialect.TargetState.Kind;
import doppel.dialect.mysql.Database;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.testing.TestServer;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MysqlTargetStateTest {

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void saysWhatThereIs(TestServer server) {
        try (Database database = Database.fresh(server)) {
            assertThat(state(server, database)).isEqualTo(new TargetState(Kind.EMPTY, 0, null));

            database.run("CREATE TABLE a (i INT)", "CREATE TABLE b (i INT)");
            assertThat(state(server, database)).isEqualTo(new TargetState(Kind.BLANK, 2, null));

            database.run("INSERT INTO b VALUES (1)");
            assertThat(state(server, database)).isEqualTo(new TargetState(Kind.FILLED, 2, "b"));

            database.run("DROP DATABASE " + database.name());
            assertThat(state(server, database)).isEqualTo(new TargetState(Kind.ABSENT, 0, null));
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void leavesADatabaseAloneThatOnlyHasOneOfDoppelsNames(TestServer server) {
        try (Database database = Database.fresh(server)) {
            String strange = "doppel_old_" + database.name();
            database.run("CREATE DATABASE " + strange, "CREATE TABLE " + strange + ".t (i INT)");
            try {
                assertThat(state(server, database).kind()).isEqualTo(Kind.EMPTY);
                assertThatThrownBy(() -> MysqlStaging.begin(
                                new TargetRequest(database.url(), Optional.of(""), false, TargetRequest.Rows.OWN),
                                Database.connector(server)))
                        .isInstanceOfSatisfying(
                                DatabaseException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_NOT_EMPTY));
                assertThat(database.rows("SHOW TABLES FROM " + strange)).containsExactly("t");
            } finally {
                database.run("DROP DATABASE " + strange);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void dropsScratchDatabasesThatNobodyUsesAnyMore(TestServer server) {
        try (Database database = Database.fresh(server)) {
            String left = "doppel_scratch_0123456789abcdef";
            database.run("CREATE DATABASE IF NOT EXISTS " + left);
            String name;
            try (ScratchDatabase scratch = MysqlScratch.create(database.url(), Database.connector(server));
                    ScratchDatabase second = MysqlScratch.create(database.url(), Database.connector(server))) {
                name = MysqlConnector.database(scratch.url());
                assertThat(database.rows("SHOW DATABASES LIKE '" + name + "'")).containsExactly(name);
                assertThat(database.rows("SHOW DATABASES LIKE '" + left + "'")).isEmpty();
                assertThat(second.url()).isNotEqualTo(scratch.url());
            }
            assertThat(database.rows("SHOW DATABASES LIKE '" + name + "'")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void removesWhatAFailedRestoreIntoAScratchDatabaseLeft(TestServer server) {
        String left = "doppel_scratch_fedcba9876543210";
        try (Database database = Database.fresh(server)) {
            database.run(
                    "CREATE DATABASE IF NOT EXISTS doppel_old_" + left,
                    "CREATE TABLE doppel_old_" + left + ".doppel_swapped (nothing INT)",
                    "CREATE DATABASE IF NOT EXISTS doppel_new_" + left,
                    "CREATE TABLE doppel_new_" + left + ".t (a INT)");
            try (ScratchDatabase scratch = MysqlScratch.create(database.url(), Database.connector(server))) {
                assertThat(scratch.notices()).singleElement().asString().contains(left);
                assertThat(database.rows("SHOW DATABASES LIKE '%" + left + "'")).isEmpty();
            }
        }
    }

    private static TargetState state(TestServer server, Database database) {
        return MysqlTargetState.of(database.url(), Database.connector(server));
    }
}
