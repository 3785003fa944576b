package doppel.dialect.mysql.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Ddl;
import doppel.dialect.TargetRequest;
import doppel.dialect.mysql.Database;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlScriptTest;
import doppel.testing.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose rights definitions use after a restore: those of the account that they had, never those of who restores. */
class MysqlDefinersTest {

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void keepTheirAccountWhoeverRestores(TestServer server) {
        try (Database live = Database.fresh(server);
                Owner owner = new Owner(server, live)) {
            owner.fill();
            String script = MysqlScriptTest.script(live).script();

            restore(live, server, new TargetRequest(live.url(), Optional.of(script), false, TargetRequest.Rows.OWN));

            assertThat(definers(live)).isEqualTo(Collections.nCopies(5, owner.name + "@localhost"));
            assertThat(MysqlScriptTest.script(live).script()).isEqualTo(script);
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void areNamedWhereTheAccountIsGone(TestServer server) {
        try (Database live = Database.fresh(server)) {
            String gone;
            try (Owner owner = new Owner(server, live)) {
                owner.fill();
                gone = owner.name + "@localhost";
            }
            Ddl ddl = MysqlScriptTest.script(live);
            assertThat(ddl.notCarried()).isEmpty();
            assertThat(ddl.notices()).anySatisfy(notice -> assertThat(notice).contains(gone, "1 view"));

            restore(
                    live,
                    server,
                    new TargetRequest(live.url(), Optional.of(ddl.script()), false, TargetRequest.Rows.OWN));

            assertThat(definers(live)).isEqualTo(Collections.nCopies(5, gone));
        }
    }

    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.Database#servers")
    void areRefusedByNameToAnAccountThatMayNotDefineForOthers(TestServer server) {
        try (Database live = Database.fresh(server);
                Database other = Database.fresh(server);
                Owner owner = new Owner(server, live);
                Owner restoring = new Owner(server, other)) {
            owner.fill();
            TargetRequest request = new TargetRequest(
                    restoring.url(), Optional.of(MysqlScriptTest.script(live).script()), false, TargetRequest.Rows.OWN);

            assertThatThrownBy(() -> restore(other, server, request))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEFINER_REFUSED))
                    .hasMessageContaining(owner.name + "@localhost");
            assertThat(definers(other)).isEmpty();

            restore(other, server, request.withCurrentDefiner(true));

            assertThat(definers(other)).isEqualTo(Collections.nCopies(5, restoring.name + "@localhost"));
        }
    }

    private static void restore(Database live, TestServer server, TargetRequest request) {
        try (MysqlStaging staging = MysqlStaging.begin(request, Database.connector(server))) {
            staging.finishRows();
            staging.publish();
        }
        live.session().use(live.name());
    }

    private static List<String> definers(Database database) {
        return database.rows("SELECT DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()"
                + " UNION ALL SELECT DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()"
                + " UNION ALL SELECT DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"
                + " UNION ALL SELECT DEFINER FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()");
    }

    /** An account that may do everything in one database, and in those beside it. */
    private static final class Owner implements AutoCloseable {

        private final Database live;
        private final TestServer server;
        private final String name;

        Owner(TestServer server, Database live) {
            this.live = live;
            this.server = server;
            name = "o_" + live.name();
            live.run(
                    "CREATE USER `" + name + "`@`localhost`",
                    "GRANT ALL ON `" + live.name() + "`.* TO `" + name + "`@`localhost`",
                    "GRANT ALL ON `doppel\\_%`.* TO `" + name + "`@`localhost`");
        }

        String url() {
            return live.url().replace("user=root", "user=" + name);
        }

        void fill() {
            try (MysqlSession session = Database.connector(server).open(url())) {
                for (String sql : List.of(
                        "CREATE TABLE t (a INT)",
                        "CREATE VIEW v AS SELECT a FROM t",
                        "CREATE PROCEDURE p() SQL SECURITY DEFINER GRANT ALL ON *.* TO `" + name + "`@`localhost`",
                        "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
                        "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
                        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01' DO GRANT ALL ON *.* TO `" + name
                                + "`@`localhost`")) {
                    session.run("Filling", sql);
                }
            }
        }

        @Override
        public void close() {
            live.run("DROP USER `" + name + "`@`localhost`");
        }
    }
}
