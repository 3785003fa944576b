package doppel.dialect.mysql.connect;

import com.mysql.cj.jdbc.Driver;
import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.server.Credentials;
import doppel.dialect.server.Environment;
import doppel.dialect.server.ServerLogin;
import doppel.dialect.server.WatchedSocket;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;

/** Logs in to MySQL or MariaDB. */
final class MysqlLogin {

    /** The settings of every connection; how long it waits for a silent server is up to its socket. */
    private static final Map<String, String> ALWAYS = Map.of(
            "tcpKeepAlive", "true",
            "socketTimeout", "0",
            "autoReconnect", "false",
            "createDatabaseIfNotExist", "false",
            "connectionAttributes", "program_name:doppel");

    private static final String FACTORY = "socketFactory";

    /** Whether a session is at rest: it is idle, or waits for Doppel. The server may keep what it does to itself. */
    private static final String AT_REST = "SELECT COMMAND = 'Sleep' OR COALESCE(STATE, '') IN"
            + " ('Sending to client', 'Writing to net', 'Reading from net', 'Receiving from client')"
            + " FROM information_schema.PROCESSLIST WHERE ID = ";

    private static final long LONGEST_QUESTION_SECONDS = 30;

    private static final Map<String, String> UNLESS_SAID = Map.of("connectTimeout", "10000");

    private MysqlLogin() {}

    /**
     * Connects to the database of a URL, with a password from any of its places.
     *
     * @param driverOptions more settings of the driver, whatever the URL says
     * @throws DatabaseException if that is not possible
     */
    static Connection connect(String url, Map<String, String> driverOptions, Credentials credentials) {
        return connect(MysqlAddress.login(url, Environment.ofProcess()), driverOptions, credentials);
    }

    /** The same with a known login. */
    static Connection connect(ServerLogin login, Map<String, String> driverOptions, Credentials credentials) {
        Properties properties = new Properties();
        properties.putAll(UNLESS_SAID);
        properties.putAll(login.driverOptions());
        properties.putAll(ALWAYS);
        properties.putAll(driverOptions);
        properties.setProperty("user", login.address().user().orElseThrow());
        try {
            Driver driver = new Driver();
            return login.connect(
                    new ServerLogin.Attempt() {
                        @Override
                        public Connection connect(String password) throws SQLException {
                            properties.setProperty("password", password);
                            return properties.containsKey(FACTORY)
                                    ? driver.connect(login.driverUrl(), properties)
                                    : watched(driver, login.driverUrl(), properties, credentials.patience());
                        }

                        @Override
                        public boolean wantsPassword(SQLException refusal) {
                            return refusal.getErrorCode() == 1045 || refusal.getErrorCode() == 1698;
                        }
                    },
                    credentials);
        } catch (SQLException e) {
            throw failure(login, e);
        }
    }

    /** Connects by a socket that does not wait for ever. */
    private static Connection watched(Driver driver, String url, Properties properties, Duration patience)
            throws SQLException {
        Properties watched = new Properties();
        watched.putAll(properties);
        watched.setProperty(FACTORY, MysqlNetwork.class.getName());
        MysqlNetwork.begin(patience);
        WatchedSocket socket;
        Connection connection;
        try {
            connection = driver.connect(url, watched);
        } finally {
            socket = MysqlNetwork.end();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = answer(statement, "SELECT CONNECTION_ID()")) {
            row.next();
            long session = row.getLong(1);
            socket.watch(() -> isAtWork(driver, url, properties, session, patience));
        }
        return connection;
    }

    /** The rows of a query, which the server may be set to cut off after none. */
    private static ResultSet answer(Statement statement, String query) throws SQLException {
        statement.execute(MysqlConnector.ALL_ROWS);
        return statement.executeQuery(query);
    }

    /**
     * Asks the server on another connection. A server that refuses is there. A session that it does not know is gone,
     * unless a proxy stands between, which has numbers of its own.
     */
    private static boolean isAtWork(Driver driver, String url, Properties properties, long session, Duration patience) {
        long seconds = Math.max(1, Math.min(LONGEST_QUESTION_SECONDS, patience.toSeconds()));
        Properties asking = new Properties();
        asking.putAll(properties);
        asking.setProperty("connectTimeout", seconds + "000");
        asking.setProperty("socketTimeout", seconds + "000");
        try (Connection connection = driver.connect(url, asking);
                Statement statement = connection.createStatement();
                ResultSet row = answer(statement, AT_REST + session)) {
            return row.next() ? !row.getBoolean(1) : !knowsItsSessions(connection);
        } catch (SQLException e) {
            return e.getErrorCode() > 0;
        }
    }

    private static boolean knowsItsSessions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private static DatabaseException failure(ServerLogin login, SQLException e) {
        String words = words(e);
        String database = login.address().database();
        return switch (e.getErrorCode()) {
            case 1049 ->
                failure(
                        ErrorCode.DATABASE_MISSING,
                        "There is no database " + database + " at " + login.where() + ".",
                        "Check its name, including upper and lower case, or create it: CREATE DATABASE.",
                        e);
            case 1044 ->
                failure(
                        ErrorCode.ACCESS_DENIED,
                        login.who() + " has no rights to the database " + database + ", or it does not exist: " + words
                                + ".",
                        "Check its name; an administrator can change that: GRANT ALL ON `" + database
                                + "`.* TO the user.",
                        e);
            case 1045, 1698, 1130, 1251, 1820, 1862, 3118 ->
                failure(
                        ErrorCode.ACCESS_DENIED,
                        login.where() + " does not let "
                                + login.address().user().orElseThrow() + " in: " + words + ".",
                        e.getErrorCode() == 1045 || e.getErrorCode() == 1698
                                ? login.passwordAdvice("~/.my.cnf")
                                : "An administrator of the server can change that.",
                        e);
            case 3159 -> encryption(login, words, e);
            case 1040, 1203, 1226 ->
                failure(
                        ErrorCode.SERVER_UNREACHABLE,
                        "Connecting to " + login.where() + " failed: " + words + ".",
                        "Close other connections, or raise max_connections.",
                        e);
            default -> unanswered(login, words, e);
        };
    }

    private static DatabaseException unanswered(ServerLogin login, String words, SQLException e) {
        if (causeOf(e, SSLException.class, GeneralSecurityException.class).isPresent()
                || words.contains("Public Key Retrieval")
                || words.contains("SSL")) {
            return encryption(login, words, e);
        }
        Optional<Throwable> network = causeOf(e, IOException.class);
        boolean unanswered =
                network.isPresent() || String.valueOf(e.getSQLState()).startsWith("08");
        String where = "No server answers at " + login.where();
        String why = network.map(cause -> cause instanceof UnknownHostException
                        ? ": there is no host of this name"
                        : cause instanceof SocketTimeoutException ? " in time" : ": " + cause.getMessage())
                .orElse(": " + words);
        return unanswered
                ? failure(
                        ErrorCode.SERVER_UNREACHABLE,
                        where + why + ".",
                        "Check host and port, and that the server runs and listens there (bind_address, "
                                + "skip_networking),"
                                + " without a firewall in between.",
                        e)
                : failure(
                        ErrorCode.NOT_A_DATABASE,
                        "Connecting to " + login.address().database() + " at " + login.where() + " failed: " + words
                                + ".",
                        "These are the server's own words, or its driver's.",
                        e);
    }

    private static DatabaseException encryption(ServerLogin login, String words, SQLException e) {
        String reason = causeOf(e, SSLException.class, GeneralSecurityException.class)
                .map(Throwable::getMessage)
                .orElse(words);
        return failure(
                ErrorCode.NOT_ENCRYPTED,
                "No encrypted connection to " + login.where() + " could be made: " + reason + ".",
                "The option ssl-mode sets the mode (DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY), and"
                        + " ssl-ca the trusted certificate authority; without encryption, a password needs"
                        + " get-server-public-key=1.",
                e);
    }

    @SafeVarargs
    private static Optional<Throwable> causeOf(Throwable e, Class<? extends Throwable>... types) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            for (Class<? extends Throwable> type : types) {
                if (type.isInstance(cause)) {
                    return Optional.of(cause);
                }
            }
        }
        return Optional.empty();
    }

    private static DatabaseException failure(ErrorCode code, String message, String nextStep, SQLException cause) {
        return new DatabaseException(code, message, nextStep, cause);
    }

    /** The server's words on one line. */
    private static String words(SQLException e) {
        String line = String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
