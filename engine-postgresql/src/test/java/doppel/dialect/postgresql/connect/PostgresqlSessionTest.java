package doppel.dialect.postgresql.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.dialect.postgresql.PostgresqlDialect;
import doppel.dialect.postgresql.PostgresqlSource;
import doppel.dialect.postgresql.ServerDatabase;
import doppel.dialect.server.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings of a database that its owner, who is no superuser, may not change. */
class PostgresqlSessionTest {

    private final ServerDatabase database = ServerDatabase.fresh();
    private final String name = database.query("SELECT current_database()").get(0);
    private final String owner =
            "owner_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String url = database.url().replaceFirst("user=\\w+", "user=" + owner);

    @BeforeEach
    void createOwner() {
        database.execute("CREATE ROLE " + owner + " LOGIN PASSWORD 'secret'; ALTER DATABASE " + name + " OWNER TO "
                + owner + "; CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1); ALTER TABLE t OWNER TO "
                + owner);
        assertThat(url).contains(owner);
    }

    @AfterEach
    void dropOwner() {
        database.execute("ALTER DATABASE " + name + " OWNER TO CURRENT_USER; ALTER DATABASE " + name
                + " RESET ALL; REASSIGN OWNED BY " + owner + " TO CURRENT_USER; DROP ROLE " + owner);
    }

    @Test
    void areInNobodysWayWhoReads() throws SQLException {
        set("session_replication_role = replica");
        set("zero_damaged_pages = on");
        set("transaction_timeout = '1h'", 17);
        try (PostgresqlSource source = (PostgresqlSource) new PostgresqlDialect().openSource(url)) {
            assertThat(source.schema().tables()).hasSize(1);
        }
        new PostgresqlDialect().check(url);
    }

    @Test
    void areInNobodysWayWhoWritesTheSame() throws SQLException {
        set("zero_damaged_pages = on");
        try (Connection connection = connector().open()) {
            connection.createStatement().execute("INSERT INTO public.t VALUES (2)");
            PostgresqlSession.again(connection);
            connection.commit();
        }
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("2");
    }

    @Test
    void areRefusedByNameWhereRowsWouldBeWrittenUnchecked() {
        set("session_replication_role = replica");
        assertThatThrownBy(() -> connector().open())
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e.nextStep()).contains("RESET session_replication_role"))
                .hasMessageContaining("session_replication_role is not 'origin'");
    }

    @Test
    void areSetRightByASuperuser() throws SQLException {
        set("session_replication_role = replica");
        try (Connection connection =
                PostgresqlConnector.ofUrl(database.url(), Credentials.none()).open()) {
            try (var row = connection.createStatement().executeQuery("SHOW session_replication_role")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("origin");
            }
        }
    }

    @Test
    void bringNoOperatorsOfOthersIntoTheSession() throws SQLException {
        database.execute("CREATE SCHEMA evil; CREATE FUNCTION evil.run(text, text) RETURNS boolean LANGUAGE plpgsql AS"
                + " $$BEGIN RAISE 'code of somebody else'; END$$");
        for (String operator : List.of("=", "<>", "!~~")) {
            database.execute(
                    "CREATE OPERATOR evil." + operator + " (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.run)");
        }
        set("search_path = evil, pg_catalog");
        try (Connection connection =
                PostgresqlConnector.ofUrl(database.url(), Credentials.none()).open()) {
            connection.createStatement().execute("SET LOCAL search_path = DEFAULT");
            PostgresqlSession.again(connection);
            connection.commit();
        }
    }

    @Test
    void comeBackAfterAScriptThatChangesThem() throws SQLException {
        String limit = database.version() < 17 ? "statement_timeout" : "transaction_timeout"; // which 17 brought
        set(limit + " = '1h'");
        try (Connection connection = connector().open()) {
            connection.createStatement().execute("SET " + limit + " = 0");
            PostgresqlSession.again(connection);
            connection.commit();
            try (var row = connection.createStatement().executeQuery("SHOW " + limit)) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("1h");
            }
        }
    }

    private PostgresqlConnector connector() {
        return PostgresqlConnector.ofUrl(url, Credentials.none());
    }

    private void set(String setting) {
        database.execute("ALTER DATABASE " + name + " SET " + setting);
    }

    private void set(String setting, int sinceVersion) {
        if (database.version() >= sinceVersion) {
            set(setting);
        }
    }
}
