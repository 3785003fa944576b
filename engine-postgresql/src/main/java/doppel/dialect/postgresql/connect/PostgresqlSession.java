package doppel.dialect.postgresql.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * The settings that every transaction has, so that values have one text form, nothing is hidden and nothing waits or
 * ends too early. They end with the transaction: behind a pooler, the next one is somebody else's.
 */
public final class PostgresqlSession {

    /**
     * The first one comes first: from then on, names without a schema mean the server's own functions and operators,
     * and types of users are qualified.
     */
    private static final String SETTINGS = """
            SET LOCAL search_path = ''; SET LOCAL client_min_messages = warning; SET LOCAL TimeZone = 'UTC';
            SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 3;
            SET LOCAL bytea_output = 'hex'; SET LOCAL lc_monetary = 'C'; SET LOCAL xmloption = 'content';
            SET LOCAL xmlbinary = 'base64'; SET LOCAL standard_conforming_strings = on; SET LOCAL row_security = off;
            SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
            SET LOCAL lock_timeout = '5s'; SET LOCAL synchronous_commit = on; SET LOCAL quote_all_identifiers = off;
            SET LOCAL array_nulls = on; SET LOCAL transform_null_equals = off; SET LOCAL constraint_exclusion = off;
            SET LOCAL exit_on_error = off; SET LOCAL gin_fuzzy_search_limit = 0""";

    /** Settings that only some servers have, or that only a superuser may change: what is right stays as it is. */
    private static final String WHERE_WRONG = "SELECT set_config(s.name, k.value, true) FROM pg_settings s"
            + " JOIN (VALUES ('transaction_timeout', '0'), ('session_replication_role', 'origin'),"
            + " ('zero_damaged_pages', 'off'), ('icu_validation_level', 'warning'),"
            + " ('restrict_nonsystem_relation_kind', '')) k (name, value)"
            + " ON k.name = s.name AND k.value <> s.setting";

    /** Reads tables only: not what has become a view, and would run its owner's code, since its name was read. */
    private static final String ONLY_TABLES = "SELECT set_config(name, 'view, foreign-table', true) FROM pg_settings"
            + " WHERE name = 'restrict_nonsystem_relation_kind'";

    /** What was set for the session, but not for what the driver and the pooler rely on. */
    private static final String TAKE_BACK = "SELECT pg_catalog.set_config(name, reset_val, false)"
            + " FROM pg_catalog.pg_settings WHERE source = 'session' AND context IN ('user', 'superuser')"
            + " AND name NOT IN ('client_encoding', 'application_name', 'role', 'session_authorization')"
            + " AND name NOT LIKE 'transaction\\_%' AND name NOT LIKE '%.%' AND setting IS DISTINCT FROM reset_val";

    private PostgresqlSession() {}

    /** Prepares a new connection: a pooler may give each transaction another session, which has other statements. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            PGConnection driver = connection.unwrap(PGConnection.class);
            if (row.getInt(1) != driver.getBackendPID()) {
                driver.setPrepareThreshold(0);
            }
        }
    }

    /** Begins a transaction that sees what others commit, and can write if the account usually can. */
    public static void begin(Connection connection) throws SQLException {
        begin(connection, "READ COMMITTED");
    }

    /** Begins a transaction that sees one state and reads tables only. */
    public static void beginToRead(Connection connection) throws SQLException {
        begin(connection, "REPEATABLE READ, READ ONLY");
        run(connection, ONLY_TABLES);
    }

    /** Begins a transaction that sees the state that another one has exported, and reads tables only. */
    public static void beginToRead(Connection connection, String snapshot) throws SQLException {
        begin(connection, "REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT " + PostgresqlName.literal(snapshot));
        run(connection, ONLY_TABLES);
    }

    /** Begins a transaction that sees one state, reads tables only, and can write to temporary ones. */
    public static void beginToCopy(Connection connection) throws SQLException {
        begin(connection, "REPEATABLE READ, READ WRITE");
        run(connection, ONLY_TABLES);
    }

    private static void begin(Connection connection, String mode) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "SET TRANSACTION ISOLATION LEVEL " + mode + "; " + SETTINGS);
        run(connection, WHERE_WRONG);
    }

    /**
     * Ends the transaction, and begins none: each statement stands alone. Where the session is not that of a pooler,
     * none of its statements waits or ends too early.
     */
    public static void end(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        if (connection.unwrap(PGConnection.class).getPrepareThreshold() != 0) {
            run(connection, "SET statement_timeout = 0; SET lock_timeout = '5s'");
            run(
                    connection,
                    "SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings"
                            + " WHERE name IN ('idle_session_timeout', 'transaction_timeout')");
        }
    }

    /** Gives the open transaction its settings again after a script, and takes back what that set for the session. */
    public static void again(Connection connection) throws SQLException {
        run(connection, TAKE_BACK);
        run(connection, SETTINGS);
        run(connection, WHERE_WRONG);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
