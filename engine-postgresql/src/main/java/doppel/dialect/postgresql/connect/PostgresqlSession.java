package doppel.dialect.postgresql.connect;

import doppel.DatabaseException;
import doppel.ErrorCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
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
    private static final String WHERE_WRONG = "SELECT s.name, k.value FROM pg_settings s"
            + " JOIN (VALUES ('transaction_timeout', '0'), ('session_replication_role', 'origin'),"
            + " ('zero_damaged_pages', 'off'), ('icu_validation_level', 'warning'),"
            + " ('restrict_nonsystem_relation_kind', '')) k (name, value)"
            + " ON k.name = s.name AND k.value <> s.setting";

    /** The one of them without which triggers do not run and references are not checked. */
    private static final String FOR_ROWS = "session_replication_role";

    /** Reads tables only: not what has become a view, and would run its owner's code, since its name was read. */
    private static final String ONLY_TABLES = "SELECT set_config(name, 'view, foreign-table', true) FROM pg_settings"
            + " WHERE name = 'restrict_nonsystem_relation_kind'";

    /** What was set for the session, but not for what the driver and the pooler rely on. */
    private static final String TAKE_BACK = "SELECT pg_catalog.set_config(name, reset_val, false)"
            + " FROM pg_catalog.pg_settings WHERE source = 'session' AND context IN ('user', 'superuser')"
            + " AND name NOT IN ('client_encoding', 'application_name', 'role', 'session_authorization',"
            + " 'transaction_isolation', 'transaction_read_only', 'transaction_deferrable')"
            + " AND name NOT LIKE '%.%' AND setting IS DISTINCT FROM reset_val";

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

    /**
     * Begins a transaction that sees what others commit, and can write if the account usually can.
     *
     * @throws DatabaseException if rows would be written otherwise than elsewhere, and the account may not change that
     */
    public static void begin(Connection connection) throws SQLException {
        begin(connection, "READ COMMITTED");
        setRight(connection, true);
    }

    /** Begins a transaction that sees one state and reads tables only. */
    public static void beginToRead(Connection connection) throws SQLException {
        begin(connection, "REPEATABLE READ, READ ONLY");
        setRight(connection, false);
        run(connection, ONLY_TABLES);
    }

    /** Begins a transaction that sees the state that another one has exported, and reads tables only. */
    public static void beginToRead(Connection connection, String snapshot) throws SQLException {
        begin(connection, "REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT " + PostgresqlName.literal(snapshot));
        setRight(connection, false);
        run(connection, ONLY_TABLES);
    }

    /** Begins a transaction that sees one state, reads tables only, and can write to temporary ones. */
    public static void beginToCopy(Connection connection) throws SQLException {
        begin(connection, "REPEATABLE READ, READ WRITE");
        setRight(connection, false);
        run(connection, ONLY_TABLES);
    }

    private static void begin(Connection connection, String mode) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "SET TRANSACTION ISOLATION LEVEL " + mode + "; " + SETTINGS);
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
        run(connection, "SET LOCAL search_path = ''"); // it reads by operators, which may be anybody's
        run(connection, TAKE_BACK);
        run(connection, SETTINGS);
        setRight(connection, true);
    }

    /** Sets right what the account may change. What it may not is in the way of writing if rows depend on it. */
    private static void setRight(Connection connection, boolean writes) throws SQLException {
        for (Map.Entry<String, String> wrong : wrong(connection).entrySet()) {
            String name = wrong.getKey();
            run(connection, "SAVEPOINT doppel_setting");
            try {
                run(connection, "SET LOCAL " + name + " = " + PostgresqlName.literal(wrong.getValue()));
            } catch (SQLException e) {
                if (!PostgresqlErrors.isRefused(e)) {
                    throw e;
                }
                if (writes && name.equals(FOR_ROWS)) {
                    throw mayNotWrite(e);
                }
                run(connection, "ROLLBACK TO doppel_setting");
            }
            run(connection, "RELEASE doppel_setting");
        }
    }

    private static Map<String, String> wrong(Connection connection) throws SQLException {
        Map<String, String> wrong = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WHERE_WRONG)) {
            while (rows.next()) {
                wrong.put(rows.getString(1), rows.getString(2));
            }
        }
        return wrong;
    }

    private static DatabaseException mayNotWrite(SQLException refusal) {
        return new DatabaseException(
                ErrorCode.DATABASE_FAILED,
                "Preparing to write: " + FOR_ROWS + " is not 'origin' here, so that triggers do not run and references"
                        + " are not checked, and this account may not change it.",
                "Let a superuser say ALTER DATABASE … RESET " + FOR_ROWS + " (or ALTER ROLE … RESET " + FOR_ROWS
                        + "), or write as a superuser.",
                refusal);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
