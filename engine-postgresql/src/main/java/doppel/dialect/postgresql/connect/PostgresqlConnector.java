package doppel.dialect.postgresql.connect;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Resources;
import doppel.dialect.server.Credentials;
import doppel.dialect.server.Environment;
import doppel.dialect.server.ServerAddress;
import doppel.dialect.server.ServerLogin;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGProperty;

/** Connects to the database of a URL. */
public final class PostgresqlConnector {

    /** The first version whose catalogs say what a dump has to know. */
    private static final int OLDEST_VERSION = 12;

    private final ServerAddress written;
    private final ServerLogin login;

    private final Credentials credentials;

    /** Begins a transaction. */
    @FunctionalInterface
    private interface Beginning {
        void begin(Connection connection) throws SQLException;
    }

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

    /** Connects; a transaction is open that has the settings of {@link PostgresqlSession}. */
    public Connection open() {
        return open("doppel", PostgresqlSession::begin);
    }

    /** The same under another name, which {@code pg_stat_activity} shows. */
    public Connection open(String applicationName) {
        return open(applicationName, PostgresqlSession::begin);
    }

    /** Connects; a transaction is open that sees one state and reads tables only. */
    public Connection openToRead() {
        return open("doppel", PostgresqlSession::beginToRead);
    }

    /** The same, seeing the state that another transaction has exported. */
    public Connection openToRead(String snapshot) {
        return open("doppel", connection -> PostgresqlSession.beginToRead(connection, snapshot));
    }

    private Connection open(String applicationName, Beginning beginning) {
        Connection connection = PostgresqlLogin.connect(
                login,
                Map.of(
                        PGProperty.APPLICATION_NAME.getName(),
                        applicationName,
                        PGProperty.BINARY_TRANSFER.getName(),
                        "false"), // what is read is the text form
                credentials);
        try {
            requireKnown(connection.getMetaData());
            PostgresqlSession.prepare(connection);
            beginning.begin(connection);
            return connection;
        } catch (SQLException e) {
            Resources.closeQuietly(connection, e);
            throw PostgresqlErrors.failure("Preparing the session", e);
        } catch (DatabaseException e) {
            Resources.closeQuietly(connection, e);
            throw e;
        }
    }

    private static void requireKnown(DatabaseMetaData server) throws SQLException {
        if (server.getDatabaseMajorVersion() < OLDEST_VERSION) {
            throw new DatabaseException(
                    ErrorCode.SERVER_TOO_OLD,
                    "PostgreSQL " + server.getDatabaseProductVersion().replaceFirst("^(9\\.\\d+|\\d\\d).*", "$1")
                            + " is too old, " + OLDEST_VERSION + " is needed.",
                    "Upgrade the server, or copy the database to a newer one with pg_dump and psql.");
        }
    }

    /** The URL without its password. */
    @Override
    public String toString() {
        return written.toString();
    }
}
