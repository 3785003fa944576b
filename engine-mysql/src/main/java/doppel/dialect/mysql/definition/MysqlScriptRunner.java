package doppel.dialect.mysql.definition;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.mysql.connect.MysqlErrors;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Runs a script in the chosen database. Events are created, but do not run there. */
public final class MysqlScriptRunner {

    private static final int NO_RIGHT = 1227;

    private static final int UNKNOWN_VALUE = 1231;

    /** Modes that MySQL 8 took away: all say what the modes beside them say, or concern accounts alone. */
    private static final Pattern RETIRED_MODES = Pattern.compile(
            "\\b(NO_AUTO_CREATE_USER|DB2|MAXDB|MSSQL|MYSQL323|MYSQL40|ORACLE|POSTGRESQL|NO_(FIELD|KEY|TABLE)_OPTIONS)"
                    + "\\b,?");

    private final MysqlSession session;
    private final MysqlEvents events;
    private final boolean currentDefiner;

    /**
     * @param events records the state of the events that are disabled here
     * @param currentDefiner whether this account becomes the definer of all that has one
     */
    public MysqlScriptRunner(MysqlSession session, MysqlEvents events, boolean currentDefiner) {
        this.session = session;
        this.events = events;
        this.currentDefiner = currentDefiner;
    }

    /** Runs scripts whose definitions keep their definers. */
    public MysqlScriptRunner(MysqlSession session, MysqlEvents events) {
        this(session, events, false);
    }

    /**
     * Runs all statements, then gives the session back its settings.
     *
     * @throws DatabaseException at the first one that fails or is not allowed, with its line
     */
    public void run(String script) {
        MysqlSettings before = current(session);
        MysqlStatements statements = new MysqlStatements(script);
        MysqlToken.Mode mode = MysqlToken.Mode.of(before.sqlMode());
        Optional<MysqlStatements.Found> found = statements.next(mode);
        while (found.isPresent()) {
            MysqlStatements.Found next = found.get();
            MysqlDefiner definer = definer(next.sql(), mode);
            String sql = currentDefiner ? definer.rest() : next.sql();
            Optional<String> objection = MysqlScriptGuard.objection(sql, mode);
            if (objection.isPresent()) {
                throw failure(next, objection.get(), null);
            }
            execute(next, events.disabled(sql, mode), mode, definer.account());
            if (changesSettings(sql, mode)) {
                mode = MysqlToken.Mode.of(current(session).sqlMode());
            }
            found = statements.next(mode);
        }
        session.run("Ending the script", "UNLOCK TABLES");
        session.run("Ending the script", "SET NAMES utf8mb4");
        session.run("Ending the script", "SET foreign_key_checks = 1, unique_checks = 1, autocommit = 1");
        before.statementsAfter(MysqlSettings.NONE).forEach(statement -> session.run("Ending the script", statement));
    }

    /** The settings of a session as they are now. */
    public static MysqlSettings current(MysqlSession session) {
        return session.list(
                        "Reading the settings",
                        "SELECT @@sql_mode, @@time_zone, @@character_set_client, @@collation_connection",
                        row -> new MysqlSettings(
                                row.getString(1), row.getString(2), row.getString(3), row.getString(4), null))
                .get(0);
    }

    private static MysqlDefiner definer(String sql, MysqlToken.Mode mode) {
        List<MysqlToken> tokens = MysqlToken.of(sql, mode);
        boolean defines = !tokens.isEmpty() && tokens.get(0).isOneOf("create", "alter");
        return defines ? MysqlDefiner.of(sql, mode) : new MysqlDefiner(null, sql, 0);
    }

    private static boolean changesSettings(String sql, MysqlToken.Mode mode) {
        List<MysqlToken> tokens = MysqlToken.of(sql, mode);
        return !tokens.isEmpty() && tokens.get(0).is("set");
    }

    private void execute(MysqlStatements.Found found, String sql, MysqlToken.Mode mode, String definer) {
        try {
            execute(sql);
        } catch (SQLException e) {
            if (e.getErrorCode() == UNKNOWN_VALUE
                    && changesSettings(sql, mode)
                    && RETIRED_MODES.matcher(sql).find()) {
                execute(found, RETIRED_MODES.matcher(sql).replaceAll(""), mode, definer);
                return;
            }
            if (e.getErrorCode() == NO_RIGHT && definer != null && !currentDefiner) {
                throw refused(found, definer, e);
            }
            if (e.getErrorCode() != MysqlErrors.TRIGGER_EXISTS || !dropOrphan(MysqlToken.of(sql, mode))) {
                throw failure(found, MysqlErrors.words(e), e);
            }
            try {
                execute(sql);
            } catch (SQLException again) {
                throw failure(found, MysqlErrors.words(again), again);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false); // braces in a body are not JDBC escapes
            statement.execute(sql);
        }
    }

    /**
     * A killed MariaDB can leave a trigger's file without its table, which then blocks another trigger and is shown
     * nowhere.
     */
    private boolean dropOrphan(List<MysqlToken> creation) {
        int name = 0;
        while (!creation.get(name).is("trigger")) {
            name++;
        }
        do {
            name++;
        } while (creation.get(name).isOneOf("if", "not", "exists"));
        String trigger = creation.get(name).text();
        List<String> known = session.strings(
                "Looking for triggers",
                "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()");
        if (known.stream().anyMatch(MysqlStructure.isNamed(session, trigger))) {
            return false;
        }
        session.run("Removing what is left of a trigger", "DROP TRIGGER IF EXISTS " + MysqlSession.quote(trigger));
        return true;
    }

    private DatabaseException refused(MysqlStatements.Found found, String definer, SQLException cause) {
        String begin = found.sql().lines().findFirst().orElse("");
        return new DatabaseException(
                ErrorCode.DEFINER_REFUSED,
                "Line " + found.line() + " of the schema defines something for the account " + definer
                        + ", and this account may not define for others: "
                        + (begin.length() > 100 ? begin.substring(0, 100) + "…" : begin),
                "Restore as an account that may: GRANT " + (session.isMariadb() ? "SET USER" : "SET_ANY_DEFINER")
                        + " ON *.* TO " + session.string("Reading the account", "SELECT CURRENT_USER()")
                        + ". Or restore with --definer current: then all of it belongs to this account, and uses its"
                        + " rights. Look at schema.sql before that.",
                cause);
    }

    private DatabaseException failure(MysqlStatements.Found found, String reason, Exception cause) {
        return new DatabaseException(
                ErrorCode.SCHEMA_NOT_CREATED,
                "The schema cannot be created: line " + found.line() + ": " + reason + ".",
                "Correct the script; `" + (session.isMariadb() ? "mariadb" : "mysql")
                        + " --comments NEW < script` shows the server's errors, too.",
                cause);
    }
}
