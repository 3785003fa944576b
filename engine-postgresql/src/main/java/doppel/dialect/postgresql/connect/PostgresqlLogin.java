package doppel.dialect.postgresql.connect;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.server.Credentials;
import doppel.dialect.server.ServerLogin;
import doppel.dialect.server.WatchedSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** Logs in to PostgreSQL. */
final class PostgresqlLogin {

    private static final Driver DRIVER = new Driver();
    private static final String FACTORY = "socketFactory";

    /** The settings of every connection; how long it waits for a silent server is up to its socket. */
    private static final Map<String, String> ALWAYS = Map.of(
            "ApplicationName", "doppel",
            "tcpKeepAlive", "true",
            "socketTimeout", "0");

    /** Whether a session is at rest: it is idle, or waits for Doppel. The server may keep what it does to itself. */
    private static final String AT_REST =
            "SET LOCAL search_path = ''; SELECT state LIKE 'idle%' OR wait_event_type = 'Client'"
                    + " FROM pg_stat_activity WHERE pid = ";

    private static final long LONGEST_QUESTION_SECONDS = 30;

    private static final Map<String, String> UNLESS_SAID = Map.of("connectTimeout", "10", "loginTimeout", "30");

    /** What a pooler says of a database. */
    private static final Pattern UNKNOWN_TO_POOLER = Pattern.compile("no such database|database .* does not exist$");

    /** Who finds that a certificate is for another name: the driver names it in every language, with no other sign. */
    private static final String VERIFIER = "HostnameVerifier";

    /** The driver writes to standard error what its exception says as well. */
    private static final Logger DRIVERS_OWN = Logger.getLogger("org.postgresql");

    static {
        DRIVERS_OWN.setLevel(Level.OFF);
    }

    private PostgresqlLogin() {}

    /**
     * Connects.
     *
     * @param driverOptions more settings of the driver, whatever the URL says
     * @throws DatabaseException if that is not possible
     */
    static Connection connect(ServerLogin login, Map<String, String> driverOptions, Credentials credentials) {
        Properties properties = new Properties();
        properties.putAll(UNLESS_SAID);
        properties.putAll(login.driverOptions());
        properties.putAll(ALWAYS);
        properties.putAll(driverOptions);
        properties.setProperty("user", login.address().user().orElseThrow());
        try {
            return login.connect(
                    new ServerLogin.Attempt() {
                        @Override
                        public Connection connect(String password) throws SQLException {
                            properties.setProperty("password", password); // otherwise the driver looks for one itself
                            return properties.containsKey(FACTORY)
                                    ? DRIVER.connect(login.driverUrl(), properties)
                                    : watched(login.driverUrl(), properties, credentials.patience());
                        }

                        @Override
                        public boolean wantsPassword(SQLException refusal) {
                            return isState(refusal, "28P01", "28000")
                                    || isState(refusal, "08004")
                                            && String.valueOf(refusal.getMessage())
                                                    .contains("password");
                        }
                    },
                    credentials);
        } catch (SQLException e) {
            throw failure(login, e);
        }
    }

    /** Connects by a socket that does not wait for ever. */
    private static Connection watched(String url, Properties properties, Duration patience) throws SQLException {
        String ticket = PostgresqlNetwork.ticket(patience);
        Properties watched = new Properties();
        watched.putAll(properties);
        watched.setProperty(FACTORY, PostgresqlNetwork.class.getName());
        watched.setProperty(FACTORY + "Arg", ticket);
        try {
            Connection connection = DRIVER.connect(url, watched);
            WatchedSocket socket = PostgresqlNetwork.take(ticket);
            int process = connection.unwrap(PGConnection.class).getBackendPID();
            socket.watch(() -> isAtWork(url, properties, process, patience));
            return connection;
        } finally {
            PostgresqlNetwork.take(ticket);
        }
    }

    /**
     * Asks the server on another connection. A server that refuses is there. A session that it does not know is gone,
     * unless a pooler stands between, which has numbers of its own.
     */
    static boolean isAtWork(String url, Properties properties, int process, Duration patience) {
        String seconds = String.valueOf(Math.max(1, Math.min(LONGEST_QUESTION_SECONDS, patience.toSeconds())));
        Properties asking = new Properties();
        asking.putAll(properties);
        Stream.of("connectTimeout", "loginTimeout", "socketTimeout").forEach(time -> asking.setProperty(time, seconds));
        try (Connection connection = DRIVER.connect(url, asking);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false); // behind a pooler, what is set would stay
            boolean atWork = isAtWork(connection, statement, process);
            connection.rollback();
            return atWork;
        } catch (SQLException e) {
            return e instanceof PSQLException server && server.getServerErrorMessage() != null;
        }
    }

    private static boolean isAtWork(Connection connection, Statement statement, int process) throws SQLException {
        statement.execute(AT_REST + process);
        statement.getMoreResults();
        try (ResultSet row = statement.getResultSet()) {
            if (row.next()) {
                return !row.getBoolean(1);
            }
        }
        try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        }
    }

    private static boolean isState(SQLException e, String... states) {
        return List.of(states).contains(String.valueOf(e.getSQLState()));
    }

    private static DatabaseException failure(ServerLogin login, SQLException e) {
        String words = words(e);
        String database = login.address().database();
        if (isState(e, "3D000")
                || isState(e, "08P01") && UNKNOWN_TO_POOLER.matcher(words).lookingAt()) {
            return failure(
                    ErrorCode.DATABASE_MISSING,
                    "There is no database " + database + " at " + login.where() + ".",
                    "Check its name, including upper and lower case, or create it: `createdb " + database + "`.",
                    e);
        }
        if (isState(e, "42501")) {
            return failure(
                    ErrorCode.ACCESS_DENIED,
                    login.who() + " may not connect to " + database + ": " + words + ".",
                    "Its owner can allow it: GRANT CONNECT ON DATABASE.",
                    e);
        }
        if (words.contains(VERIFIER)) {
            return failure(
                    ErrorCode.NOT_ENCRYPTED,
                    "The certificate of the server at " + login.where() + " is for another name.",
                    "Connect with the name that the certificate has; sslmode=verify-ca accepts any name.",
                    e);
        }
        if (isEncryption(e, words)) {
            return failure(
                    ErrorCode.NOT_ENCRYPTED,
                    "No encrypted connection to " + login.where() + " could be made: " + words + ".",
                    "The option sslmode sets the mode (disable, prefer, require, verify-ca, verify-full), and"
                            + " sslrootcert the trusted certificate authority.",
                    e);
        }
        if (isState(e, "28P01", "28000", "08004")) {
            return failure(
                    ErrorCode.ACCESS_DENIED,
                    login.where() + " does not let " + login.address().user().orElseThrow() + " in: " + words + ".",
                    login.passwordAdvice("~/.pgpass"),
                    e);
        }
        if (e.getCause() instanceof IOException || isState(e, "08001", "08006")) {
            return failure(
                    ErrorCode.SERVER_UNREACHABLE,
                    unreachable(login, e) + ".",
                    "Check host and port, and that the server runs and listens there (listen_addresses), without a "
                            + "firewall"
                            + " in between.",
                    e);
        }
        boolean full = isState(e, "53300");
        boolean starting = isState(e, "57P03");
        return failure(
                full || starting ? ErrorCode.SERVER_UNREACHABLE : ErrorCode.NOT_A_DATABASE,
                "Connecting to " + database + " at " + login.where() + " failed: " + words + ".",
                full
                        ? "Close other connections, or raise max_connections."
                        : starting ? "Try again when the server is ready." : "These are the server's own words.",
                e);
    }

    private static boolean isEncryption(SQLException e, String words) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof java.security.GeneralSecurityException) {
                return true;
            }
        }
        return words.contains("SSL") || words.contains("no encryption") || words.contains("certificate");
    }

    private static String unreachable(ServerLogin login, SQLException e) {
        Throwable cause = e.getCause();
        String where = "No server answers at " + login.where();
        if (cause instanceof UnknownHostException) {
            return where + ": there is no host of this name";
        }
        if (cause instanceof SocketTimeoutException) {
            return where + " in time";
        }
        return cause instanceof ConnectException || cause instanceof NoRouteToHostException
                ? where + ": " + cause.getMessage()
                : where + ": " + words(e);
    }

    private static DatabaseException failure(ErrorCode code, String message, String nextStep, SQLException cause) {
        return new DatabaseException(code, message, nextStep, cause);
    }

    /** The server's words, or else the driver's, on one line. */
    private static String words(SQLException e) {
        String words = e instanceof PSQLException server && server.getServerErrorMessage() != null
                ? server.getServerErrorMessage().getMessage()
                : e.getMessage();
        String line = String.valueOf(words).strip().replaceAll("\\s+", " ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
