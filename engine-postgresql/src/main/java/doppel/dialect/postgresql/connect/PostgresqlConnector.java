package doppel.dialect.postgresql.connect;

import doppel.dialect.Resources;
import doppel.dialect.server.Credentials;
import doppel.dialect.server.Environment;
import doppel.dialect.server.ServerAddress;
import doppel.dialect.server.ServerLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.PGProperty;

/** Connects to the database of a URL. Every session has the same settings, so that values have one text form. */
public final class PostgresqlConnector {

    /**
     * Settings that decide the text form of values, and keep rows from being hidden. The first one comes first: from
     * then on, names without a schema mean the server's own functions and operators, and types of users are qualified.
     */
    private static final String SETTINGS = """
            SET search_path = ''; SET client_min_messages = warning; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD';
            SET IntervalStyle = 'postgres'; SET extra_float_digits = 3; SET bytea_output = 'hex';
            SET lc_monetary = 'C'; SET xmloption = 'content'; SET xmlbinary = 'base64';
            SET standard_conforming_strings = on; SET row_security = off; SET statement_timeout = 0;
            SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '5s'; SET synchronous_commit = on;
            SET quote_all_identifiers = off; SET array_nulls = on; SET transform_null_equals = off;
            SET constraint_exclusion = off""";

    /** Reads tables only: not what has become a view, and would run its owner's code, since its name was read. */
    private static final String ONLY_TABLES = "SELECT set_config(name, 'view, foreign-table', false) FROM pg_settings"
            + " WHERE name = 'restrict_nonsystem_relation_kind'";

    private final ServerAddress written;
    private final ServerLogin login;

    private final Credentials credentials;

    private PostgresqlConnector(ServerAddress written, ServerLogin login, Credentials credentials) {
        this.written = written;
        this.login = login;
        this.credentials = credentials;
    }

    /** A connector to the database of this URL. */
    public static PostgresqlConnector ofUrl(String url, Credentials credentials) {
        ServerAddress written = PostgresqlAddress.parse(url);
        return new PostgresqlConnector(written, PostgresqlAddress.login(written, Environment.ofProcess()), credentials);
    }

    /** The name of the database. */
    public String database() {
        return login.address().database();
    }

    /** Another database on the same server, reached the same way. */
    public PostgresqlConnector withDatabase(String name) {
        ServerAddress other = written.withDatabase(name);
        ServerLogin same =
                PostgresqlAddress.login(other, Environment.ofProcess()).orPassword(login.password());
        return new PostgresqlConnector(other, same, credentials);
    }

    /** The database that exists on every server, for statements about databases. */
    public PostgresqlConnector maintenance() {
        return withDatabase(database().equals("postgres") ? "template1" : "postgres");
    }

    /** A URL from which this class reaches this database, with the password that was found: it must not be shown. */
    public String url() {
        return login.password()
                .map(found -> written.withPassword(found.text()))
                .orElse(written)
                .url();
    }

    /** Connects, with the settings that every session has. */
    public Connection open() {
        return open("doppel");
    }

    /** The same under another name, which {@code pg_stat_activity} shows. */
    public Connection open(String applicationName) {
        Connection connection = PostgresqlLogin.connect(
                login,
                Map.of(
                        PGProperty.APPLICATION_NAME.getName(),
                        applicationName,
                        PGProperty.BINARY_TRANSFER.getName(),
                        "false"), // what is read is the text form
                credentials);
        try {
            configure(connection);
            return connection;
        } catch (SQLException e) {
            Resources.closeQuietly(connection, e);
            throw PostgresqlErrors.failure("Preparing the session", e);
        }
    }

    /** Gives the session its settings, again if a script may have changed them. */
    public static void configure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
    }

    /** Keeps a session that only reads from reading through views, where the server can do that. */
    public static void readOnlyTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONLY_TABLES);
        }
    }

    /** The URL without its password. */
    @Override
    public String toString() {
        return written.toString();
    }
}
