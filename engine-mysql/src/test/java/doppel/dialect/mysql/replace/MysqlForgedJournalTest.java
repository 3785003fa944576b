package doppel.dialect.mysql.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.TargetRequest;
import doppel.dialect.mysql.Database;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an account with rights on Doppel's auxiliary databases alone can do to another account's commands: nothing. */
class MysqlForgedJournalTest {

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void whatAnotherAccountWroteIsNeverDone(TestServer server) {
        try (Database live = live(server);
                Attacker attacker = new Attacker(server, live)) {
            attacker.run(
                    "CREATE DATABASE " + attacker.archive,
                    "CREATE TABLE " + attacker.archive + ".doppel_swapped (nothing INT)",
                    "CREATE TABLE " + attacker.archive
                            + ".doppel_journal (number INT PRIMARY KEY, direction VARCHAR(4), line LONGTEXT)",
                    "INSERT INTO " + attacker.archive + ".doppel_journal VALUES (1, 'redo', 'GRANT ALL ON *.* TO "
                            + attacker.account + " WITH GRANT OPTION')",
                    "CREATE PROCEDURE " + attacker.archive + ".doppel_begun() DO 0",
                    "CREATE PROCEDURE " + attacker.archive + ".doppel_journal() DO 'live " + hex(live.name()) + ";gone "
                            + hex("PROCEDURE") + " " + hex("p") + ";made'",
                    "CREATE DATABASE " + attacker.staging,
                    "CREATE PROCEDURE " + attacker.staging + ".p() SELECT 'theirs'");
            String before = contents(live);

            dumps(server, live);
            assertThat(MysqlRecovery.unfinished(live.url(), Database.connector(server)))
                    .isEmpty();
            MysqlRecovery.finish(live.url(), Database.connector(server));
            assertThatThrownBy(() -> begin(server, live))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_NOT_EMPTY))
                    .hasMessageContaining(attacker.name);

            assertThat(contents(live)).isEqualTo(before);
            assertThat(live.rows("SHOW GRANTS FOR " + attacker.account).toString())
                    .doesNotContain("*.* TO `" + attacker.name + "`@`localhost` WITH GRANT")
                    .doesNotContain("ALL PRIVILEGES ON *.*");
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void anotherAccountCannotPretendToBeTheOneThatRestores(TestServer server) {
        try (Database live = live(server);
                Attacker attacker = new Attacker(server, live)) {
            String mine = live.session().string("Asking", "SELECT CURRENT_USER()");
            attacker.run("CREATE DATABASE " + attacker.archive);

            assertThatThrownBy(() -> attacker.run("CREATE DEFINER = "
                            + MysqlDefinition.quotedAccount(mine) + " PROCEDURE "
                            + attacker.archive + ".doppel_begun() DO 0"))
                    .isInstanceOf(DatabaseException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void anEmptyDatabaseThatHoldsARoutineIsNotTakenForAStagingDatabase(TestServer server) {
        try (Database live = live(server);
                Attacker attacker = new Attacker(server, live)) {
            attacker.run(
                    "CREATE DATABASE " + attacker.staging,
                    "CREATE PROCEDURE " + attacker.staging + ".theirs() SELECT 'theirs'");

            assertThatThrownBy(() -> begin(server, live))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_NOT_EMPTY));
            assertThat(contents(live)).doesNotContain("theirs");
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void aDumpFinishesNothingThatWasInterrupted(TestServer server) {
        try (Database live = live(server)) {
            MysqlStagingTest.cutOff(server, live, "CREATE TABLE t (a INT);", "triggers dropped");
            String before = contents(live);

            assertThatThrownBy(() -> dumps(server, live))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESTORE_INTERRUPTED));
            assertThat(contents(live)).isEqualTo(before);

            assertThat(MysqlRecovery.unfinished(live.url(), Database.connector(server)))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("gets its triggers back"));
            MysqlRecovery.finish(live.url(), Database.connector(server));
            assertThat(live.rows(
                            "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"))
                    .containsExactly("r");
            dumps(server, live);
        }
    }

    private static Database live(TestServer server) {
        return Database.fresh(server)
                .run(
                        "CREATE TABLE t (a INT)",
                        "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
                        "CREATE PROCEDURE p() SELECT 'mine'");
    }

    private static MysqlStaging begin(TestServer server, Database live) {
        return MysqlStaging.begin(
                new TargetRequest(live.url(), Optional.of("CREATE TABLE t (a INT);"), false, TargetRequest.Rows.OWN),
                Database.connector(server));
    }

    private static void dumps(TestServer server, Database live) {
        String url = server.forDoppel(live.url());
        try (Source source = Dialects.forUrl(url).openSource(url)) {
            assertThat(source.schema().tables()).isNotEmpty();
        }
    }

    private static String contents(Database live) {
        return live.rows("SELECT ROUTINE_NAME, ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA"
                                + " = DATABASE()")
                        .toString()
                + live.rows("SHOW TABLES")
                + live.rows("SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()");
    }

    private static String hex(String text) {
        return "x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An account with all rights on the auxiliary databases, and nothing else. */
    private static final class Attacker implements AutoCloseable {

        private final Database live;
        private final String name;
        private final String account;
        private final String archive;
        private final String staging;
        private final MysqlSession session;

        Attacker(TestServer server, Database live) {
            this.live = live;
            name = "a_" + live.name();
            account = "`" + name + "`@`localhost`";
            archive = "doppel_old_" + live.name();
            staging = "doppel_new_" + live.name();
            live.run("CREATE USER " + account, "GRANT ALL ON `doppel\\_%`.* TO " + account);
            session = Database.connector(server).openServer(live.url().replace("user=root", "user=" + name));
        }

        void run(String... statements) {
            List.of(statements).forEach(statement -> session.run("Attacking", statement));
        }

        @Override
        public void close() {
            session.close();
            live.run(
                    "DROP DATABASE IF EXISTS " + archive, "DROP DATABASE IF EXISTS " + staging, "DROP USER " + account);
        }
    }
}
