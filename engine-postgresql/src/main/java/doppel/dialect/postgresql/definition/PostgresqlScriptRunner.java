package doppel.dialect.postgresql.definition;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlOneTransaction;
import doppel.dialect.postgresql.connect.PostgresqlPath;
import doppel.dialect.postgresql.connect.PostgresqlSavepoint;
import doppel.dialect.postgresql.script.PostgresqlBodies;
import doppel.dialect.postgresql.script.PostgresqlPlace;
import doppel.dialect.postgresql.script.PostgresqlQuotes;
import doppel.dialect.postgresql.script.PostgresqlStatementReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/** Runs a script as psql would, in the open transaction. */
public final class PostgresqlScriptRunner {

    /** Statements that begin or end a transaction; there is one around everything already. */
    private static final Pattern TRANSACTION = Pattern.compile(
            "(BEGIN|START\\s+TRANSACTION|COMMIT|END)(\\s.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern UNDOING = Pattern.compile(
            "(ROLLBACK|ABORT|PREPARE\\s+TRANSACTION)(\\s.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The script comes as text, not in an encoding. */
    private static final Pattern ENCODING = Pattern.compile(
            "SET\\s+(SESSION\\s+|LOCAL\\s+)?CLIENT_ENCODING\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** There are no rows yet that a constraint could be about. */
    private static final Pattern CONSTRAINTS =
            Pattern.compile("SET\\s+CONSTRAINTS\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern INLINE_ROWS =
            Pattern.compile("COPY\\s.*\\sFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Statements for which the server plans expressions, whose functions may name what the path has to find. */
    private static final Pattern PLANS = Pattern.compile(
            "(CREATE\\s+(UNLOGGED\\s+|UNIQUE\\s+)?(TABLE|INDEX|MATERIALIZED|STATISTICS)|ALTER\\s+(TABLE|DOMAIN)"
                    + "|REFRESH)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEMA =
            Pattern.compile("CREATE\\s+SCHEMA\\s+(\"(?:[^\"]|\"\")+\"|[^\\s\"]+)", Pattern.CASE_INSENSITIVE);

    /** Commands to psql that change nothing here. */
    private static final Set<String> HARMLESS = Set.of(
            "\\restrict", "\\unrestrict", "\\set", "\\unset", "\\echo", "\\qecho", "\\timing", "\\pset", "\\encoding");

    /** A word, a name, a function, an option, a combination, a provider. */
    private static final Set<String> UNKNOWN = Set.of("42601", "42704", "42883", "22023", "0A000", "42P17");

    private final Connection connection;
    private final Set<String> schemasThere;

    /** @param schemasThere schemas that have been created already, so that the script need not create them */
    public PostgresqlScriptRunner(Connection connection, Set<String> schemasThere) {
        this.connection = connection;
        this.schemasThere = schemasThere;
    }

    /**
     * Runs statements.
     *
     * @throws DatabaseException if one fails, or ends the transaction, which undoes everything
     */
    public void run(List<PostgresqlStatementReader.Statement> statements) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        PostgresqlOneTransaction transaction = PostgresqlOneTransaction.guard(connection);
        List<PostgresqlStatementReader.Statement> needed = new ArrayList<>();
        for (PostgresqlStatementReader.Statement statement : statements) {
            if (statement.isCommand()) {
                requireHarmless(statement);
            } else if (!isSuperfluous(statement)) {
                requireKnownWords(statement, statements);
                needed.add(statement);
            }
        }
        PostgresqlSavepoint.each(
                connection,
                needed,
                statement -> runTogether(statement, transaction),
                statement -> run(statement, transaction));
        transaction.release();
    }

    private static void requireHarmless(PostgresqlStatementReader.Statement statement) {
        String command = statement.sql().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        if (!HARMLESS.contains(command)) {
            throw failure(
                    statement,
                    command + " is a psql command, which only psql can run",
                    "Remove it, or run the script with psql first and restore into the tables that it creates.",
                    null);
        }
    }

    private boolean isSuperfluous(PostgresqlStatementReader.Statement statement) {
        String sql = PostgresqlQuotes.withoutComments(statement.sql());
        if (UNDOING.matcher(sql).matches()) {
            throw failure(
                    statement,
                    "the script rolls back what it did",
                    "Remove the statement: the whole restore is one transaction.",
                    null);
        }
        if (INLINE_ROWS.matcher(sql).matches()) {
            throw failure(
                    statement,
                    "the script contains rows",
                    "Use a script without rows, as pg_dump --schema-only writes it: the rows come from the fixture.",
                    null);
        }
        Matcher schema = SCHEMA.matcher(sql);
        return TRANSACTION.matcher(sql).matches()
                || ENCODING.matcher(sql).matches()
                || CONSTRAINTS.matcher(sql).matches()
                || schema.matches() && schemasThere.contains(identifier(schema.group(1)));
    }

    private static String identifier(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }

    private void runTogether(PostgresqlStatementReader.Statement statement, PostgresqlOneTransaction transaction)
            throws SQLException {
        try {
            PostgresqlSavepoint.run(connection, statement.sql());
            transaction.requireOpen();
        } catch (SQLException e) {
            requireOpen(statement, transaction, e);
            throw e;
        }
    }

    private void run(PostgresqlStatementReader.Statement statement, PostgresqlOneTransaction transaction) {
        try {
            if (PLANS.matcher(statement.sql()).lookingAt()) {
                PostgresqlPath.run(connection, statement.sql());
            } else {
                PostgresqlSavepoint.run(connection, statement.sql());
            }
            transaction.requireOpen();
        } catch (SQLException e) {
            requireOpen(statement, transaction, e);
            if (PostgresqlErrors.isOutOfLocks(e) || PostgresqlErrors.isRefused(e)) {
                throw PostgresqlErrors.failure("Creating the schema, line " + statement.line() + " of the script", e);
            }
            throw failure(
                    PostgresqlPlace.line(statement, e),
                    PostgresqlErrors.words(e) + hint(e) + ", in " + PostgresqlPlace.of(statement, e)
                            + (isUnknown(e) ? "; the server is PostgreSQL " + version() : ""),
                    "Correct the script; `psql --single-transaction -f script` shows the same error.",
                    e);
        }
    }

    /** Whether the server does not know what a statement says, as one that is older than the script would not. */
    private static boolean isUnknown(SQLException e) {
        return UNKNOWN.contains(String.valueOf(e.getSQLState()));
    }

    private String version() {
        try {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Asking for the version of the server", e);
        }
    }

    /** The server would accept such bodies, and fail when they are called. */
    private void requireKnownWords(
            PostgresqlStatementReader.Statement statement, List<PostgresqlStatementReader.Statement> script)
            throws SQLException {
        Optional<String> unknown = PostgresqlBodies.unknownWord(connection, statement, script);
        if (unknown.isPresent()) {
            throw failure(
                    statement,
                    PostgresqlPlace.of(statement, null) + " uses " + unknown.get() + ", which PostgreSQL " + version()
                            + " does not know",
                    "Restore into a newer server, or write the function without it.",
                    null);
        }
    }

    private static void requireOpen(
            PostgresqlStatementReader.Statement statement, PostgresqlOneTransaction transaction, SQLException e) {
        if (transaction.isEndedBy(e)) {
            throw failure(
                    statement,
                    "it ends the transaction of the restore",
                    "Remove COMMIT, ROLLBACK and the like: the whole restore is one transaction.",
                    e);
        }
    }

    private static String hint(SQLException e) {
        String hint = e instanceof PSQLException server && server.getServerErrorMessage() != null
                ? server.getServerErrorMessage().getHint()
                : null;
        return hint == null ? "" : " (" + hint.replaceFirst("\\.$", "") + ")";
    }

    private static DatabaseException failure(
            PostgresqlStatementReader.Statement statement, String words, String next, Exception cause) {
        return failure(statement.line(), words, next, cause);
    }

    private static DatabaseException failure(int line, String words, String next, Exception cause) {
        return new DatabaseException(
                ErrorCode.SCHEMA_NOT_CREATED,
                "The schema cannot be created: line " + line + " of the script: " + words + ".",
                next,
                cause);
    }
}
