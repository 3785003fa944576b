package doppel.dialect.mysql.connect;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Resources;
import doppel.dialect.server.Credentials;
import doppel.dialect.server.Environment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Opens every connection to a server of this family, with the settings that values need to be transferred unchanged.
 * Thread-safe.
 */
public record MysqlConnector(MysqlFlavor flavor, Credentials credentials) {

    /** Fixed settings of the driver, whatever the URL says. */
    private static final Map<String, String> DRIVER_OPTIONS = Map.ofEntries(
            Map.entry("characterEncoding", "UTF-8"),
            Map.entry("tinyInt1isBit", "false"),
            Map.entry("yearIsDateType", "false"),
            Map.entry("useServerPrepStmts", "false"),
            Map.entry("useCursorFetch", "false"),
            Map.entry("allowMultiQueries", "false"),
            Map.entry("allowLoadLocalInfile", "false"),
            Map.entry("allowLoadLocalInfileInPath", ""), // see MysqlSession.allowFiles
            Map.entry("maxAllowedPacket", "1073741824"),
            Map.entry("netTimeoutForStreamingResults", "3600"));

    /** A database that every server has and every account may see. */
    private static final String ALWAYS_THERE = "information_schema";

    /**
     * Strict, so that a value that does not fit is an error; but a date or parts of it may be zero, and so may an
     * identity.
     */
    private static final String SQL_MODE =
            "STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION";

    /** Lets queries give all of their rows; the server may be set to give none. */
    static final String ALL_ROWS = "SET SESSION sql_select_limit = 18446744073709551615";

    /** In an order in which no strict mode refuses a number beyond the server's maximum, which it then takes. */
    private static final List<String> SETTINGS = List.of(
            "SET SESSION sql_mode = ''",
            ALL_ROWS,
            "SET SESSION max_join_size = 18446744073709551615," + " group_concat_max_len = 18446744073709551615",
            "SET NAMES utf8mb4",
            "SET SESSION sql_mode = '" + SQL_MODE + "', time_zone = '+00:00'",
            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE");

    private static final String PREPARING = "Preparing the session";

    /**
     * Opens a connection that reads or changes the database of the URL.
     *
     * @throws DatabaseException if the server does not answer, is of another flavour, or has no such database
     */
    public MysqlSession open(String url) {
        String database = database(url);
        MysqlSession session = openServer(url);
        try {
            session.use(database);
            return session;
        } catch (RuntimeException e) {
            Resources.closeQuietly(session, e);
            throw e;
        }
    }

    /** Opens a connection to the server of the URL without choosing a database. */
    public MysqlSession openServer(String url) {
        Connection connection = MysqlLogin.connect(
                MysqlAddress.parse(url).withDatabase(ALWAYS_THERE).url(), DRIVER_OPTIONS, credentials);
        try {
            MysqlSession session = new MysqlSession(connection, flavor);
            requireFlavor(session, flavor);
            requireVersion(session);
            prepare(session);
            return session;
        } catch (SQLException e) {
            Resources.closeQuietly(connection, e);
            throw MysqlErrors.failure(PREPARING, e);
        } catch (RuntimeException e) {
            Resources.closeQuietly(connection, e);
            throw e;
        }
    }

    /**
     * Gives the session its settings, again if a script may have changed them.
     *
     * @throws DatabaseException if the server has others and does not let this account change them
     */
    public static void prepare(MysqlSession session) {
        SETTINGS.forEach(setting -> session.run(PREPARING, setting));
        MysqlVariables.ALL.set(session);
    }

    /** Gives the session the settings that decide how definitions and rows are written, too. */
    public static void prepareToWrite(MysqlSession session) {
        MysqlVariables.WRITING.set(session);
    }

    /** The database that the URL names. */
    public static String database(String url) {
        return MysqlAddress.login(url, Environment.ofProcess()).address().database();
    }

    private static void requireVersion(MysqlSession session) {
        boolean mariadb = session.isMariadb();
        if (!session.isAtLeast(mariadb ? 10 : 5, mariadb ? 5 : 7)) {
            throw new DatabaseException(
                    ErrorCode.SERVER_TOO_OLD,
                    session.flavor().displayName() + " " + session.version() + " is too old, "
                            + (mariadb ? "10.5" : "5.7") + " is needed.",
                    "Upgrade the server, or carry the database to a newer one with the server's own tools first.");
        }
    }

    private static void requireFlavor(MysqlSession session, MysqlFlavor flavor) throws SQLException {
        MysqlFlavor found = session.version().contains("MariaDB") ? MysqlFlavor.MARIADB : MysqlFlavor.MYSQL;
        if (found != flavor) {
            throw new DatabaseException(
                    ErrorCode.NOT_A_DATABASE,
                    "The server is " + found.displayName() + ", not " + flavor.displayName() + ".",
                    "Begin the URL with " + found.id() + ":// or jdbc:" + found.id() + "://.");
        }
    }
}
