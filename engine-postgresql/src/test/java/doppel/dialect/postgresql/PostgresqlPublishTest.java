package doppel.dialect.postgresql;

import static doppel.dialect.postgresql.ServerDatabase.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.dialect.Queries;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Target;
import doppel.dialect.TargetState;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.server.Credentials;
import doppel.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresqlPublishTest {

    private static final String OLD = """
            CREATE EXTENSION citext;
            CREATE SCHEMA app;
            CREATE EXTENSION hstore SCHEMA app;
            CREATE TABLE public.t (id integer PRIMARY KEY, name public.citext, tags app.hstore);
            CREATE VIEW app.v AS SELECT * FROM public.t;
            INSERT INTO public.t VALUES (1, 'old', 'a=>1');
            """;

    private static final String NEW = """
            CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
            CREATE SCHEMA app;
            CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA app;
            CREATE TABLE public.t (id integer PRIMARY KEY, name public.citext, tags app.hstore);
            """;

    private final ServerDatabase database = ServerDatabase.fresh(OLD);

    @Test
    void keepsTheOldDatabaseUntilTheNewOneIsPublished() throws Exception {
        List<String> grants = database.query("SELECT nspacl, nspowner FROM pg_namespace WHERE nspname = 'public'");
        try (Target target = database.target(NEW)) {
            target.insert(List.of(row("t", "id", 2, "name", "new", "tags", "\"b\"=>\"2\"")));
            target.finishRows();
            assertThat(database.query("SELECT * FROM app.v")).containsExactly("1|old|\"a\"=>\"1\"");
            database.execute("UPDATE t SET name = 'older'");
            target.publish();
        }
        assertThat(database.query("SELECT *, name = 'NEW' FROM t")).containsExactly("2|new|\"b\"=>\"2\"|t");
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1"))
                .containsExactly("app", "information_schema", "public");
        assertThat(database.query("SELECT nspacl, nspowner FROM pg_namespace WHERE nspname = 'public'"))
                .isEqualTo(grants);
        assertThat(database.query("SELECT count(*) FROM pg_views WHERE schemaname = 'app'"))
                .containsExactly("0");
    }

    @Test
    void leavesTheOldDatabaseWhereTheNewOneIsNotPublished() throws Exception {
        try (Target target = database.target(NEW)) {
            target.insert(List.of(row("t", "id", 2)));
        }
        assertThat(database.query("SELECT * FROM app.v")).containsExactly("1|old|\"a\"=>\"1\"");
    }

    @Test
    void replacesWhatASchemaScriptDefinesTwice() throws Exception {
        String script = "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                + " CREATE TABLE u (id integer); CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()";
        for (int i = 0; i < 2; i++) {
            try (Target target = database.target(script)) {
                target.finishRows();
                target.publish();
            }
        }
        assertThat(database.query("SELECT evtname FROM pg_event_trigger")).containsExactly("e");
    }

    @Test
    void refusesASecondRestoreAtTheSameTime() {
        Target first = database.target(NEW);
        try (first) {
            assertThatThrownBy(() -> database.target(NEW))
                    .isInstanceOfSatisfying(
                            DoppelException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_RUNNING));
        }
        database.target(NEW).close();
    }

    @Test
    void saysThatSomebodyHoldsATableLocked() throws Exception {
        try (Connection other = DriverManager.getConnection(database.url());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            assertThatThrownBy(database::source)
                    .isInstanceOfSatisfying(
                            DoppelException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_LOCKED));
        }
    }

    @Test
    void saysWhichLineOfTheScriptFails() {
        String script = "SET search_path = public;\n\n-- a; comment\nCREATE TABLE u (v text DEFAULT ';');\n"
                + "CREATE TABLE\n  u (id nonsense);";
        assertThatThrownBy(() -> database.target(script))
                .isInstanceOfSatisfying(
                        DoppelException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_CREATED))
                .hasMessageContaining(
                        "line 6 of the script: type \"nonsense\" does not exist, in CREATE TABLE: u (id nonsense)");
        assertThat(database.query("SELECT * FROM app.v")).hasSize(1);
    }

    @Test
    void createsADatabaseAndDropsItWhereNothingIsPublished() throws Exception {
        String url = TestServer.POSTGRESQL.url(
                "doppel_absent_" + ProcessHandle.current().pid());
        ServerDatabase absent = new ServerDatabase(url);
        PostgresqlDialect dialect = new PostgresqlDialect();
        assertThat(dialect.inspect(url).kind()).isEqualTo(TargetState.Kind.ABSENT);
        absent.target("CREATE TABLE t (id integer)").close();
        assertThat(dialect.inspect(url).kind()).isEqualTo(TargetState.Kind.ABSENT);
        try (Target target = absent.target("CREATE TABLE t (id integer)")) {
            target.finishRows();
            target.publish();
        }
        assertThat(dialect.inspect(url).kind()).isEqualTo(TargetState.Kind.BLANK);
        absent.execute("INSERT INTO t VALUES (1)");
        assertThat(dialect.inspect(url)).isEqualTo(new TargetState(TargetState.Kind.FILLED, 1, "t"));
        database.execute(
                "DROP DATABASE doppel_absent_" + ProcessHandle.current().pid());
    }

    @Test
    void givesAScratchDatabaseAndTakesItAway() throws Exception {
        PostgresqlDialect dialect = new PostgresqlDialect();
        ServerDatabase latin = new ServerDatabase(TestServer.POSTGRESQL.freshDatabase(
                "TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"));
        String live = "SELECT datname FROM pg_database WHERE datname LIKE 'doppel_scratch_%'";
        List<String> before = database.query(live);
        try (ScratchDatabase scratch = dialect.scratch(latin.url(), Path.of(""));
                ScratchDatabase other = dialect.scratch(latin.url(), Path.of(""))) {
            try (Connection connection =
                    PostgresqlConnector.ofUrl(scratch.url(), Credentials.none()).open()) {
                assertThat(PostgresqlEncoding.read(Queries.on(connection)).name())
                        .isEqualTo("LATIN1");
            }
            assertThat(dialect.inspect(other.url()).kind()).isEqualTo(TargetState.Kind.EMPTY);
        }
        assertThat(database.query(live)).isSubsetOf(before);
    }

    @Test
    void dropsScratchDatabasesOfKilledRuns() {
        String left = "doppel_scratch_" + "0".repeat(32);
        database.execute("CREATE DATABASE " + left);
        new PostgresqlDialect().scratch(database.url(), Path.of("")).close();
        assertThat(database.query("SELECT 1 FROM pg_database WHERE datname = '" + left + "'"))
                .isEmpty();
    }

    @Test
    void replacesForAnOwnerWhoIsNoSuperuser() throws Exception {
        String owner = "doppel_owner_" + ProcessHandle.current().pid();
        database.execute("CREATE ROLE " + owner + " LOGIN");
        ServerDatabase owned = new ServerDatabase(TestServer.POSTGRESQL.freshDatabase("OWNER " + owner));
        ServerDatabase asOwner = new ServerDatabase(owned.url().replace("user=postgres", "user=" + owner));
        String script = "CREATE SCHEMA app; CREATE TABLE t (id integer PRIMARY KEY, o integer REFERENCES t);";
        List<String> grants = owned.query("SELECT nspacl, nspowner FROM pg_namespace WHERE nspname = 'public'");
        try {
            for (int i = 1; i < 3; i++) {
                try (Target target = asOwner.target(script)) {
                    target.insert(List.of(row("t", "id", i, "o", i)));
                    target.finishRows();
                    target.publish();
                }
            }
            assertThat(asOwner.query("SELECT id FROM t")).containsExactly("2");
            assertThat(owned.query("SELECT nspacl, nspowner FROM pg_namespace WHERE nspname = 'public'"))
                    .isEqualTo(grants);
            asOwner.source().close();
        } finally {
            String name = owned.query("SELECT current_database()").get(0);
            database.execute("DROP DATABASE " + name);
            database.execute("DROP ROLE " + owner);
        }
    }
}
