package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dialect.Dialects;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.testing.TestServer;
import doppel.testing.TransactionPooler;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a pooler, each transaction may have another session, which afterwards belongs to the application. */
final class PostgresqlPoolerTest {

    private static final String SCHEMA = """
            CREATE TABLE person (id serial PRIMARY KEY, name text UNIQUE, boss integer REFERENCES person);
            CREATE FUNCTION fold(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
            CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT fold(t)';
            CREATE TABLE page (title text PRIMARY KEY, slug text GENERATED ALWAYS AS (slug(title)) STORED);
            INSERT INTO person (name, boss) SELECT 'n' || i, i % 7 + 1 FROM generate_series(1, 30) i;
            INSERT INTO page (title) VALUES ('Ada'), ('Grace');
            """;

    @TempDir
    private Path folder;

    private TransactionPooler pooler;
    private String database;

    @BeforeEach
    void startPooler() throws Exception {
        String direct = TestServer.POSTGRESQL.freshDatabase();
        Engine.POSTGRESQL.run(direct, SCHEMA);
        database = name(direct);
        pooler = new TransactionPooler(TestServer.POSTGRESQL.url());
    }

    @AfterEach
    void stopPooler() throws Exception {
        pooler.close();
    }

    private static String name(String url) {
        return url.replaceAll(".*/([^/?]*)\\?.*", "$1");
    }

    @Test
    void aDumpLeavesTheApplicationsSessionsAsTheyWere() throws SQLException {
        List<String> before = settings();

        Engine.POSTGRESQL.dump(pooler.url(database), DumpOptions.defaults(), folder.resolve("fixture"));
        Dialects.forUrl(pooler.url(database)).check(pooler.url(database));
        DoubleDump.assertLossless(pooler.url(database));

        assertThat(settings()).isEqualTo(before);
        assertThat(rows(pooler.url(database))).isEqualTo(30);
    }

    @Test
    void aRestoreLeavesTheApplicationsSessionsAsTheyWere() throws SQLException {
        Path fixture = folder.resolve("fixture");
        Engine.POSTGRESQL.dump(pooler.url(database), DumpOptions.defaults(), fixture);
        List<String> before = settings();

        for (int i = 0; i < 3; i++) {
            new Restorer(RestoreOptions.into(pooler.url(database)).replace(), Progress.NONE).restore(fixture);
            assertThat(rows(pooler.url(database))).isEqualTo(30);
        }
        Dialects.forUrl(pooler.url(database)).stamp(pooler.url(database), "2");

        assertThat(settings()).isEqualTo(before);
    }

    @Test
    void preparedStatementsOfTheApplicationAreInNobodysWay() throws SQLException {
        try (Connection application = DriverManager.getConnection(pooler.url(database))) {
            for (int named = 1; named <= 20; named++) {
                try (PreparedStatement statement = application.prepareStatement("SELECT " + named)) {
                    for (int i = 0; i < 6; i++) {
                        statement.executeQuery().close();
                    }
                }
            }
        }
        Path fixture = folder.resolve("fixture");
        Engine.POSTGRESQL.dump(pooler.url(database), DumpOptions.defaults(), fixture);
        new Restorer(RestoreOptions.into(pooler.url(database)).replace(), Progress.NONE).restore(fixture);
        for (int i = 0; i < 8; i++) {
            Dialects.forUrl(pooler.url(database)).stamp(pooler.url(database), "2");
        }
        assertThat(rows(pooler.url(database))).isEqualTo(30);
    }

    private static long rows(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM person")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** What differs from a new session, in each session of the pooler. */
    private List<String> settings() throws SQLException {
        List<String> settings = new ArrayList<>();
        List<Connection> all = new ArrayList<>();
        for (int left = Math.max(1, pooler.idleSessions(database)); left > 0; left--) {
            Connection connection = DriverManager.getConnection(pooler.url(database));
            connection.setAutoCommit(false);
            all.add(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT name || ' = ' || setting FROM pg_settings"
                            + " WHERE source = 'session' AND setting IS DISTINCT FROM reset_val"
                            + " AND name NOT IN ('transaction_isolation', 'transaction_read_only',"
                            + " 'transaction_deferrable', 'extra_float_digits')"
                            + " UNION SELECT 'isolation ' || current_setting('transaction_isolation')"
                            + " UNION SELECT 'read-only ' || current_setting('transaction_read_only') ORDER BY 1")) {
                while (rows.next()) {
                    if (!settings.contains(rows.getString(1))) {
                        settings.add(rows.getString(1));
                    }
                }
            }
        }
        for (Connection connection : all) {
            connection.rollback();
            connection.close();
        }
        return settings;
    }
}
