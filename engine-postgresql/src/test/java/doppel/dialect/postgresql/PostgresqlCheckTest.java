package doppel.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.CheckedAbility;
import doppel.dialect.CheckedAbility.Verdict;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.postgresql.connect.PostgresqlAddress;
import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a database and its user, and what is done with one that is lent. */
final class PostgresqlCheckTest {

    private final String url = TestServer.POSTGRESQL.freshDatabase();
    private final String database = PostgresqlAddress.parse(url).database();
    private final String reader = "reader_" + database;

    @BeforeEach
    void createReader() throws SQLException {
        run("CREATE ROLE " + reader + " LOGIN");
    }

    @AfterEach
    void dropReader() throws SQLException {
        run("DROP OWNED BY " + reader + " CASCADE; DROP ROLE " + reader);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, CheckedAbility> check(String url) {
        List<CheckedAbility> abilities = new PostgresqlDialect().check(url);
        return abilities.stream().collect(Collectors.toMap(CheckedAbility::name, Function.identity()));
    }

    private String readerUrl() {
        return PostgresqlAddress.parse(url).withUser(reader).url();
    }

    @Test
    void theOwnerLacksNothing() throws SQLException {
        run("CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE EXTENSION citext");

        Map<String, CheckedAbility> abilities = check(url);

        assertThat(abilities.values()).noneMatch(ability -> ability.verdict() == Verdict.MISSING);
        assertThat(abilities.get("server").finding()).startsWith("PostgreSQL ");
        assertThat(abilities.get("read-tables").finding()).isEqualTo("2 tables, read in one snapshot");
        assertThat(abilities.get("extensions").finding()).isEqualTo("citext");
    }

    @Test
    void namesWhatAReaderMayNotDo() throws SQLException {
        run("CREATE TABLE a (id serial); CREATE SCHEMA s; CREATE TABLE s.b (id int); CREATE TABLE c (id int); "
                + "GRANT SELECT ON c TO "
                + reader);

        Map<String, CheckedAbility> abilities = check(readerUrl());

        assertThat(abilities.get("read-tables").verdict()).isEqualTo(Verdict.MISSING);
        assertThat(abilities.get("read-tables").finding()).isEqualTo("no right to read public.a, public.a_id_seq, s.b");
        assertThat(abilities.get("read-tables").remedy()).contains("GRANT SELECT");
        assertThat(abilities.get("create-objects").verdict()).isEqualTo(Verdict.MISSING);
        assertThat(abilities.get("replace").verdict()).isEqualTo(Verdict.MISSING);
        assertThat(abilities.get("replace").finding())
                .contains("public, s, public.a")
                .endsWith("and 1 more");
        assertThat(abilities.get("scratch-database").verdict()).isEqualTo(Verdict.LIMITED);
        assertThat(abilities.get("scratch-database").remedy()).contains("--scratch");
    }

    @Test
    void namesTablesWhosePoliciesHideRows() throws SQLException {
        run("CREATE TABLE a (id int); ALTER TABLE a ENABLE ROW LEVEL SECURITY; GRANT SELECT ON a TO " + reader);

        assertThat(check(readerUrl()).get("read-tables").finding()).isEqualTo("policies hide rows of public.a");
        assertThat(check(url).get("read-tables").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void namesWhatOnlyASuperuserCreates() throws SQLException {
        run("CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                + " CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()");

        assertThat(check(readerUrl()).get("extensions").finding()).contains("event trigger e");
        assertThat(check(url).get("extensions").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void definitionsThatADumpRefusesAreMissing() throws SQLException {
        run("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (id int)"
                + " SERVER s");

        assertThat(check(url).get("read-definitions").verdict()).isEqualTo(Verdict.MISSING);

        run("DROP FOREIGN DATA WRAPPER w CASCADE");
    }

    @Test
    void countsTheLocksThatAReplacementTakes() throws SQLException {
        run("CREATE TABLE a (id int PRIMARY KEY)");

        assertThat(check(url).get("locks").finding())
                .matches("room for \\d+ locks; a dump takes 2, a replacement about \\d+");
        assertThat(check(url).get("locks").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void saysWhenAServerIsReadOnly() throws SQLException {
        run("ALTER DATABASE " + database + " SET default_transaction_read_only = on");

        assertThat(check(url).get("create-objects").verdict()).isEqualTo(Verdict.MISSING);
        assertThat(check(url).get("create-objects").finding()).contains("read-only");

        run("BEGIN READ WRITE; ALTER DATABASE " + database + " RESET default_transaction_read_only; COMMIT");
    }

    @Test
    void emptiesALentDatabaseAgain() throws SQLException {
        run("CREATE EXTENSION citext; GRANT CREATE ON SCHEMA public TO " + reader
                + "; COMMENT ON SCHEMA public IS 'ours'");
        try (ScratchDatabase lent = new PostgresqlDialect().borrow(url)) {
            assertThat(PostgresqlAddress.parse(lent.url()).database()).isEqualTo(database);
            run("CREATE EXTENSION hstore; CREATE TABLE a (id serial PRIMARY KEY, b hstore); CREATE SCHEMA s;"
                    + " CREATE TYPE s.c AS ENUM ('x'); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                    + " SELECT lo_create(0)");
        }

        new PostgresqlDialect().borrow(url).close();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT (SELECT string_agg(extname::text, ',' ORDER BY extname) FROM"
                                + " pg_extension), has_schema_privilege('" + reader + "', 'public', 'CREATE'),"
                                + " obj_description('public'::regnamespace), (SELECT count(*) FROM "
                                + "pg_largeobject_metadata)")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("citext,plpgsql");
            assertThat(row.getBoolean(2)).isTrue();
            assertThat(row.getString(3)).isEqualTo("ours");
            assertThat(row.getInt(4)).isZero();
        }
    }

    @Test
    void takesNoLentDatabaseThatHoldsAnything() throws SQLException {
        run("CREATE TABLE a (id int)");

        assertThatThrownBy(() -> new PostgresqlDialect().borrow(url))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_NOT_EMPTY));
        assertThatThrownBy(() -> new PostgresqlDialect().borrow(TestServer.POSTGRESQL.url("no_such_database")))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_MISSING));
    }
}
