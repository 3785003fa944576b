package doppel.dialect.postgresql.connect;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Queries;
import doppel.dialect.RefusedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Translates errors that the server reports. */
public final class PostgresqlErrors {

    /**
     * Classes of SQLSTATE for errors about the content of a row: data exceptions, constraints, RAISE in PL/pgSQL, and
     * exceptions of functions that constraints call.
     */
    private static final Set<String> ABOUT_ROWS = Set.of("22", "23", "P0", "38", "39", "44");

    /**
     * A row or an index entry that is too large, or a statement that is too complex for its stack, is also an error of
     * the row.
     */
    private static final Set<String> ABOUT_LARGE_ROWS = Set.of("54000", "54001");

    /** What the server says of a row of more than a gigabyte. */
    private static final String STRING_BUFFER = "string buffer";

    private static final String TOO_LARGE = "invalid memory alloc request size";

    /** The column that COPY was reading, which only the context says; the value follows if it is text. */
    private static final Pattern COPIED = Pattern.compile("COPY [^\n]*?, line \\d+, column ([^:\n]+)");

    /** The setting that the server names, in every language, when it has no room for a lock. */
    private static final String ROOM_FOR_LOCKS = "max_locks_per_transaction";

    private PostgresqlErrors() {}

    /** An access to the database. */
    public interface Query<T> {
        T run() throws SQLException;
    }

    /** Accesses the database; if that fails, the error says what was being done. */
    public static <T> T query(String doing, Query<T> query) {
        try {
            return query.run();
        } catch (SQLException | org.jdbi.v3.core.JdbiException e) {
            throw failure(doing, e);
        }
    }

    /** Whether the connection is gone: the server has ended, or nothing comes any more. */
    public static boolean isLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P0") || e.getCause() instanceof IOException;
    }

    /** Whether the server has no room for a lock that a statement needs, which itself may be right. */
    public static boolean isOutOfLocks(SQLException e) {
        return e instanceof PSQLException server
                && server.getServerErrorMessage() != null
                && String.valueOf(server.getServerErrorMessage().getHint()).contains(ROOM_FOR_LOCKS);
    }

    /** Whether the account lacks a right. */
    public static boolean isRefused(SQLException e) {
        return "42501".equals(e.getSQLState());
    }

    /** Whether the server, or the transaction, is for reading only. */
    private static boolean isReadOnly(SQLException e) {
        return "25006".equals(e.getSQLState());
    }

    /** Gives a lost connection up without a word to the server, which would wait for an answer. */
    public static void abort(Connection connection, SQLException cause) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** The exception for an error. */
    public static DatabaseException failure(String doing, Exception e) {
        SQLException cause = Queries.sqlException(e);
        String state = String.valueOf(cause.getSQLState());
        if (words(cause).contains(STRING_BUFFER) || words(cause).contains(TOO_LARGE)) {
            return new DatabaseException(
                    ErrorCode.TOO_LARGE_FOR_SERVER,
                    doing + ": the server cannot send a row of more than 1 GB (" + words(cause) + ").",
                    "Spread the large values of that row over several rows, or leave the table out with --exclude.",
                    e);
        }
        if (isOutOfLocks(cause)) {
            return new DatabaseException(
                    ErrorCode.TOO_FEW_LOCKS,
                    doing + ": the server has no room for more locks (" + words(cause) + ").",
                    "Raise " + ROOM_FOR_LOCKS + " and restart the server: there is room for that many times"
                            + " max_connections, and one transaction creates everything, with about five locks for"
                            + " each table.",
                    e);
        }
        if (isReadOnly(cause)) {
            return new DatabaseException(
                    ErrorCode.DATABASE_FAILED,
                    doing + ": the server is a standby, or the database is read-only (" + words(cause) + ").",
                    "Name the primary server, or let the account say ALTER ROLE … SET default_transaction_read_only"
                            + " = off, or ALTER DATABASE … SET default_transaction_read_only = off.",
                    e);
        }
        return switch (state) {
            case "55P03", "40P01" ->
                new DatabaseException(
                        ErrorCode.DATABASE_LOCKED,
                        doing + ": another session holds a lock on what is needed (" + words(cause) + ").",
                        "Stop the application that uses the database (pg_stat_activity names its sessions), then "
                                + "run this"
                                + " again.",
                        e);
            case "42501" ->
                new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        doing + ": " + words(cause) + ".",
                        PostgresqlRights.advice(words(cause)),
                        e);
            case "53200" ->
                new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        doing + ": " + words(cause) + ".",
                        "The server has no more memory: its log says for what.",
                        e);
            case "53100" ->
                new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        doing + ": " + words(cause) + ".",
                        "Free space on the server's disk; then run this again.",
                        e);
            default ->
                new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        doing + " failed: " + words(cause) + ".",
                        isLost(cause)
                                ? "The connection to the server was lost: look at the server's log, then run this"
                                        + " again."
                                : "The words after \"failed\" are the server's own.",
                        e);
        };
    }

    /** Turns an error about a row into a refusal. */
    public static void refuse(String table, SQLException e) throws RefusedException {
        String state = String.valueOf(e.getSQLState());
        if (state.length() == 5 && ABOUT_ROWS.contains(state.substring(0, 2))
                || ABOUT_LARGE_ROWS.contains(state)
                || String.valueOf(e.getMessage()).contains(TOO_LARGE)) {
            throw new RefusedException(table + column(e) + ": " + words(e), e);
        }
    }

    /** The column that the server names, or that {@code COPY} was reading. */
    private static String column(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException server ? server.getServerErrorMessage() : null;
        if (message == null) {
            return "";
        }
        if (message.getColumn() != null) {
            return "." + message.getColumn();
        }
        String where = message.getWhere();
        Matcher copied = COPIED.matcher(where == null ? "" : where);
        return copied.lookingAt() ? "." + copied.group(1) : "";
    }

    /** The server's words, with the detail that names a key. */
    public static String words(SQLException e) {
        if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
            ServerErrorMessage message = server.getServerErrorMessage();
            String detail = message.getDetail();
            return message.getMessage() + (detail == null ? "" : ": " + detail.replaceFirst("\\.$", ""));
        }
        return String.valueOf(e.getMessage());
    }
}
