package doppel.dialect.mysql.connect;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.RefusedException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Interprets the errors of a server. */
public final class MysqlErrors {

    private static final int NO_RIGHT_TO_DATABASE = 1044;
    static final int UNKNOWN_DATABASE = 1049;
    public static final int DUPLICATE_KEY = 1062;
    public static final int TRIGGER_EXISTS = 1359;

    private static final Set<Integer> LOCKED = Set.of(1205, 1213, 3572);

    /** The server runs with an option that forbids this, such as {@code read_only}. */
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1836);

    /** LOAD DATA LOCAL is switched off, or may not be used. */
    private static final Set<Integer> FORBIDDEN = Set.of(1148, 3948, 4166);

    /** Errors about the content of a row that do not have an SQLSTATE of class 22 or 23. */
    private static final Set<Integer> ABOUT_A_ROW = Set.of(
            1048, // column cannot be null
            1062, // duplicate entry for a key
            1118, // row size too large
            1263, // NULL supplied to a NOT NULL column
            1264, // out of range value
            1265, // data truncated
            1292, // incorrect value
            1300, // invalid character string
            1364, // field has no default
            1366, // incorrect value for a column
            1367, // illegal number
            1406, // data too long
            1411, // incorrect value for a function
            1416, // cannot get geometry from the data
            1452, // foreign key
            1526, // no partition for the value
            1586, // duplicate entry for a key
            1690, // value out of range
            1748, // row not in the given partitions
            3037, // invalid geometry
            3140, // invalid JSON text
            3141, // invalid JSON text in a function
            3157, // JSON document too deep
            3643, // SRID of a geometry differs from its column's
            3819, // check constraint of MySQL
            4025, // check constraint of MariaDB
            4038); // wrong JSON of MariaDB

    /** An account that may not use a database of Doppel's own. */
    private static final Pattern OUR_DATABASE = Pattern.compile("('.*'@'.*') .*'doppel_[^']*'");

    /** What the driver puts before the words of the server. */
    private static final String DRIVERS_WORDS = "Data truncation: ";

    private MysqlErrors() {}

    /** Whether the error is about the content of a row. */
    public static boolean isAboutRow(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || ABOUT_A_ROW.contains(e.getErrorCode());
    }

    /** Whether the server does not accept files of rows. */
    public static boolean forbidsLoading(SQLException e) {
        return FORBIDDEN.contains(e.getErrorCode());
    }

    /** Whether the connection is gone. */
    public static boolean isLost(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith("08");
    }

    /** Turns an error about a row into a refusal. */
    public static void refuse(SQLException e) throws RefusedException {
        if (isAboutRow(e)) {
            throw new RefusedException(words(e), e);
        }
    }

    /** The exception for an error that the driver reports. */
    static DatabaseException failure(String doing, SQLException e) {
        int code = e.getErrorCode();
        if (code == UNKNOWN_DATABASE) {
            return new DatabaseException(
                    ErrorCode.DATABASE_MISSING,
                    doing + " failed: " + words(e) + ".",
                    "Check the name after the server in the URL; `SHOW DATABASES` lists what this account may see.",
                    e);
        }
        if (code == NO_RIGHT_TO_DATABASE) {
            Matcher ours = OUR_DATABASE.matcher(words(e));
            return new DatabaseException(
                    ErrorCode.ACCESS_DENIED,
                    doing + " failed: " + words(e) + ".",
                    ours.find()
                            ? "Doppel works in databases beside the one that it restores or proves, whose names begin"
                                    + " with doppel_. Let an administrator run: GRANT ALL ON `doppel\\_%`.* TO "
                                    + ours.group(1) + ";"
                            : "Check the name of the database: it may not exist. An administrator can change the"
                                    + " rights: GRANT ALL.",
                    e);
        }
        if (LOCKED.contains(code)) {
            return new DatabaseException(
                    ErrorCode.DATABASE_LOCKED,
                    doing + ": another connection holds a lock (" + words(e) + ").",
                    "Stop the application that uses the database (`SHOW FULL PROCESSLIST` names it), then run "
                            + "this again.",
                    e);
        }
        return new DatabaseException(ErrorCode.DATABASE_FAILED, doing + " failed: " + words(e) + ".", nextStep(e), e);
    }

    private static String nextStep(SQLException e) {
        int code = e.getErrorCode();
        String state = String.valueOf(e.getSQLState());
        if (e instanceof PacketTooBigException) {
            return "Raise the server's limit, then run this again: SET GLOBAL max_allowed_packet = 1073741824. With"
                    + " SET GLOBAL local_infile = 1, rows of most tables need no packet.";
        }
        if (state.startsWith("28") || code == 1142 || code == 1227) {
            return "Check the account's name, password and rights (`SHOW GRANTS`).";
        }
        if (READ_ONLY.contains(code) && words(e).contains("read")) {
            return "The server takes no changes, as a replica does: restore into its primary, or SET GLOBAL"
                    + " read_only = 0. A double dump can restore elsewhere: --scratch.";
        }
        if (isLost(e)) {
            return "Check that the server runs, and the host and port of the URL.";
        }
        return "The words after \"failed\" are the server's own.";
    }

    /** The words of the server, without a full stop. */
    public static String words(SQLException e) {
        String message = String.valueOf(e.getMessage()).strip();
        int lines = message.indexOf('\n');
        String first = lines < 0 ? message : message.substring(0, lines).strip();
        if (first.startsWith(DRIVERS_WORDS)) {
            first = first.substring(DRIVERS_WORDS.length());
        }
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }
}
