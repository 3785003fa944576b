package doppel.dialect.postgresql.connect;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Queries;
import doppel.dialect.RefusedException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What to say of errors that the server reports. */
public final class PostgresqlErrors {

    /**
     * Classes of SQLSTATE that are about what a row holds: data exceptions, constraints, RAISE in PL/pgSQL, and what a
     * function that a constraint calls may throw.
     */
    private static final Set<String> ABOUT_ROWS = Set.of("22", "23", "P0", "38", "39", "44");

    /** A row or an index entry that is too large, and a statement that gets too complex for its stack, are the row's too. */
    private static final Set<String> ABOUT_LARGE_ROWS = Set.of("54000", "54001");

    /** What COPY was reading, which only the context says; the value follows if it is text. */
    private static final Pattern COPIED = Pattern.compile("COPY [^\n]*?, line \\d+, column ([^:\n]+)");

    private PostgresqlErrors() {}

    /** Something that asks the database. */
    public interface Query<T> {
        T run() throws SQLException;
    }

    /** Asks the database, and says what was being done if it fails. */
    public static <T> T query(String doing, Query<T> query) {
        try {
            return query.run();
        } catch (SQLException | org.jdbi.v3.core.JdbiException e) {
            throw failure(doing, e);
        }
    }

    /** What to say of an error. */
    public static DatabaseException failure(String doing, Exception e) {
        SQLException cause = Queries.sqlException(e);
        String state = String.valueOf(cause.getSQLState());
        return switch (state) {
            case "55P03", "40P01" ->
                new DatabaseException(
                        ErrorCode.DATABASE_LOCKED,
                        doing + ": another session holds what is needed locked (" + words(cause) + ").",
                        "Stop the application that uses the database (pg_stat_activity names its sessions), then run this"
                                + " again.",
                        e);
            case "42501" ->
                new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        doing + ": " + words(cause) + ".",
                        "Use a role that owns the database and its objects, or grant what is missing.",
                        e);
            case "53200" ->
                new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        doing + ": " + words(cause) + ".",
                        "The server ran out of memory or of room for locks: raise max_locks_per_transaction if it says so.",
                        e);
            case "53100" ->
                new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        doing + ": " + words(cause) + ".",
                        "Make room on the server's disk; then run this again.",
                        e);
            default ->
                new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        doing + " failed: " + words(cause) + ".",
                        state.startsWith("08") || state.startsWith("57P")
                                ? "The connection to the server is gone: look at the server's log, then run this again."
                                : "The words after \"failed\" are the server's own.",
                        e);
        };
    }

    /** Turns an error that is about a row into a refusal. */
    public static void refuse(String table, SQLException e) throws RefusedException {
        String state = String.valueOf(e.getSQLState());
        if (state.length() == 5 && ABOUT_ROWS.contains(state.substring(0, 2)) || ABOUT_LARGE_ROWS.contains(state)) {
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
