package doppel.dialect.postgresql.rows;

import static doppel.dialect.postgresql.ServerDatabase.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.dialect.LateRefusalException;
import doppel.dialect.Queries;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest.Rows;
import doppel.dialect.postgresql.CatalogContents;
import doppel.dialect.postgresql.PgDump;
import doppel.dialect.postgresql.ServerDatabase;
import doppel.fixture.Row;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresqlWaitingKeysTest {

    /** Keys of every kind; the second half are those that stay, since a definition does not say all of them. */
    private static final String SCRIPT = """
            CREATE EXTENSION IF NOT EXISTS btree_gist;
            CREATE TABLE plain (id integer PRIMARY KEY, code text CONSTRAINT "Code" UNIQUE, low text);
            CREATE UNIQUE INDEX low ON plain (lower(low)) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE \
            id > 0;
            COMMENT ON CONSTRAINT plain_pkey ON plain IS 'the "key"; it''s plain';
            COMMENT ON INDEX plain_pkey IS 'an index';
            COMMENT ON INDEX low IS 'another';
            CREATE TABLE referring (plain integer REFERENCES plain, code text REFERENCES plain (code) DEFERRABLE);
            CREATE TABLE late (id integer, n integer, PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED, UNIQUE (n) \
            DEFERRABLE);
            CREATE TABLE booked (room integer, during int4range, EXCLUDE USING gist (room WITH =, during WITH &&));
            CREATE TABLE filling (id integer, PRIMARY KEY (id) WITH (fillfactor = 50));
            CREATE TABLE viewed (id integer PRIMARY KEY, v text);
            CREATE VIEW view AS SELECT id, v FROM viewed GROUP BY id;
            CREATE TABLE replica (id integer PRIMARY KEY, n integer NOT NULL CONSTRAINT replica_n UNIQUE);
            ALTER TABLE replica REPLICA IDENTITY USING INDEX replica_n;
            CREATE TABLE clustered (id integer PRIMARY KEY);
            ALTER TABLE clustered CLUSTER ON clustered_pkey;
            CREATE TABLE heir (PRIMARY KEY (id)) INHERITS (filling);
            CREATE TABLE parts (id integer CONSTRAINT parts_key PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE part (id integer NOT NULL, own integer UNIQUE, CONSTRAINT "Part" PRIMARY KEY (id));
            ALTER TABLE part DROP COLUMN own;
            ALTER TABLE parts ATTACH PARTITION part FOR VALUES FROM (0) TO (10);
            CREATE TABLE whole (part integer REFERENCES parts);
            """;

    private static final String PERIODS = """
            CREATE TABLE stay (id integer, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
            CREATE TABLE meal (stay integer, during int4range, FOREIGN KEY (stay, PERIOD during) REFERENCES stay);
            """;

    private final ServerDatabase database = ServerDatabase.fresh();

    private static String script(ServerDatabase database) {
        boolean periods =
                Integer.parseInt(database.query("SHOW server_version_num").get(0)) >= 180_000;
        return SCRIPT + (periods ? PERIODS : "");
    }

    @Test
    void keysOfEveryKindComeBackAsTheyWere() throws Exception {
        String script = script(database);
        ServerDatabase made = ServerDatabase.fresh(script);
        try (Target target = database.target(script, Rows.OWN)) {
            target.insert(List.of(
                    row("referring", "plain", 1, "code", "a"),
                    row("plain", "id", 1, "code", "a", "low", "A"),
                    row("late", "id", 1, "n", 1),
                    row("booked", "room", 1, "during", "[1,5)"),
                    row("booked", "room", 1, "during", "[5,6)"),
                    row("parts", "id", 1),
                    row("whole", "part", 1)));
            List<Object> dangling = new ArrayList<>();
            target.danglingReferences(dangling::add);
            assertThat(dangling).isEmpty();
            target.finishRows();
            assertThat(target.verify()).isEmpty();
            target.publish();
        }
        assertThat(CatalogContents.read(database)).isEqualTo(CatalogContents.read(made));
        if (PgDump.knows(database)) {
            assertThat(PgDump.definitions(database)).isEqualTo(PgDump.definitions(made));
        }
    }

    @Test
    void saysAtTheEndThatRowsBreakAKey() throws Exception {
        for (List<Object> values : List.of(
                List.<Object>of("plain", "id", 1, "low", "x", "Key (id)=(1) is duplicated"),
                List.<Object>of("plain", "id", 2, "low", "a", "Key (lower(low))=(a) is duplicated"),
                List.<Object>of("late", "id", 2, "n", 7, "Key (n)=(7) is duplicated"),
                List.<Object>of("booked", "room", 1, "during", "[4,9)", "conflicts with key"))) {
            ServerDatabase fresh = ServerDatabase.fresh();
            try (Target target = fresh.target(SCRIPT)) {
                target.insert(List.of(
                        row("plain", "id", 1, "low", "A"),
                        row("late", "id", 1, "n", 7),
                        row("booked", "room", 1, "during", "[1,5)"),
                        row((String) values.get(0), values.subList(1, 5).toArray())));
                assertThatThrownBy(() -> target.danglingReferences(reference -> {}))
                        .isInstanceOf(LateRefusalException.class)
                        .hasMessageContaining((String) values.get(5));
            }
        }
    }

    @Test
    void comeBackForOneTableAndGoWithTheirSavepoint() throws Exception {
        database.execute(SCRIPT);
        try (Connection connection = DriverManager.getConnection(database.url())) {
            connection.setAutoCommit(false);
            connection
                    .createStatement()
                    .execute("ALTER TABLE referring DROP CONSTRAINT referring_plain_fkey,"
                            + " DROP CONSTRAINT referring_code_fkey");
            PostgresqlWaitingKeys keys = new PostgresqlWaitingKeys(connection, Queries.on(connection));
            keys.takeAway();
            assertThat(indexes(connection, "plain")).isZero();
            connection.createStatement().execute("SAVEPOINT first");
            keys.savepoint();
            connection.createStatement().execute("SAVEPOINT second");
            keys.savepoint();
            keys.require("plain");
            assertThat(indexes(connection, "plain")).isEqualTo(3);
            connection.createStatement().execute("RELEASE second");
            keys.released();
            connection.createStatement().execute("ROLLBACK TO first");
            keys.rolledBack();
            assertThat(indexes(connection, "plain")).isZero();
            keys.require("plain");
            assertThat(indexes(connection, "plain")).isEqualTo(3);
            assertThat(indexes(connection, "late")).isZero();
            keys.giveBack();
            assertThat(indexes(connection, "late")).isEqualTo(2);
        }
    }

    private static int indexes(Connection connection, String table) throws SQLException {
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("SELECT count(*) FROM pg_index WHERE indrelid = '" + table + "'::regclass")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void rowsAreFoundAndChangedByTheKeys() throws Exception {
        List<Row> twice = List.of(row("plain", "id", 1, "code", "a"), row("plain", "id", 2, "code", "a"));
        try (Target target = database.target(SCRIPT)) {
            target.insert(twice);
            assertThat(target.find("plain", new String[] {"low"}, new Object[] {null}))
                    .isPresent();
            assertThatThrownBy(() -> target.find("plain", new String[] {"id"}, new Object[] {1}))
                    .isInstanceOf(LateRefusalException.class);
        }
        try (Target target = database.target(SCRIPT)) {
            target.insert(twice);
            assertThatThrownBy(() -> target.update(row("plain", "id", 1), row("plain", "code", "b")))
                    .isInstanceOf(LateRefusalException.class);
        }
    }

    @Test
    void tablesThatHaveRowsKeepTheirKeys() throws Exception {
        database.execute("CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (id integer PRIMARY KEY);"
                + " INSERT INTO a VALUES (1)");
        try (Target target = database.target(null)) {
            target.savepoint();
            assertThatThrownBy(() -> target.insert(List.of(row("a", "id", 1))))
                    .hasMessageContaining("Key (id)=(1) already exists");
            target.rollbackToSavepoint();
            target.insert(List.of(row("b", "id", 1), row("b", "id", 1)));
            assertThatThrownBy(target::finishRows).isInstanceOf(LateRefusalException.class);
        }
    }
}
