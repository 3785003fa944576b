package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.Sha256;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlStructure;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * The two databases that a restore uses besides the live one: the new database grows in one; the other keeps the
 * journal and takes the old tables. A lock on the server keeps two restores from using them at once.
 *
 * @param session the connection that holds the lock
 * @param live the database that is restored
 */
public record MysqlWorkplace(MysqlSession session, String live) {

    private static final int SECONDS_TO_WAIT = 10;
    private static final int LONGEST_NAME = 64;
    private static final int DIRECTORY_NOT_EMPTY = 1010;
    private static final String NEW = "doppel_new_";
    private static final String OLD = "doppel_old_";

    /** The database in which the new one grows. */
    public String staging() {
        return derived(NEW);
    }

    /** The database that keeps the journal, and the old tables once they are no longer needed. */
    public String archive() {
        return derived(OLD);
    }

    private String derived(String prefix) {
        String name = prefix + live;
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : prefix + live.substring(0, live.offsetByCodePoints(0, 30)) + "_" + digest().substring(0, 16);
    }

    private String digest() {
        return Sha256.of(live.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the lock; false if another connection has it. The server releases it when the connection ends. */
    boolean tryLock() {
        return lockWithin(0);
    }

    private boolean lockWithin(int seconds) {
        return "1".equals(session.string("Locking " + live, "SELECT GET_LOCK(" + lockName() + ", " + seconds + ")"));
    }

    /**
     * Takes the lock. After a killed restore, it waits until the server has noticed that, since the server first
     * finishes the running statement.
     *
     * @throws DatabaseException if another restore has it
     */
    void lock() {
        if (!lockWithin(SECONDS_TO_WAIT)) {
            throw new DatabaseException(
                    ErrorCode.ALREADY_RUNNING,
                    "Another Doppel is restoring " + live + ".",
                    "Wait until it has ended, then run this again.");
        }
    }

    /** Releases the lock. */
    void unlock() {
        session.string("Unlocking " + live, "SELECT RELEASE_LOCK(" + lockName() + ")");
    }

    private String lockName() {
        return MysqlSession.literal("doppel_" + digest().substring(0, 48));
    }

    /** Whether there is a database of this name. */
    boolean exists(String database) {
        return !session
                .strings(
                        "Looking for databases",
                        "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = "
                                + MysqlSession.literal(database))
                .stream()
                .filter(MysqlStructure.isNamed(session, database))
                .toList()
                .isEmpty();
    }

    /** The tables and sequences of a database. */
    List<String> tables(String database) {
        return names(database, "<>");
    }

    /** The views of a database. */
    List<String> views(String database) {
        return names(database, "=");
    }

    private List<String> names(String database, String comparison) {
        return session.strings(
                "Reading the tables of " + database,
                "SHOW FULL TABLES FROM " + MysqlSession.quote(database) + " WHERE Table_type " + comparison
                        + " 'VIEW'");
    }

    /** Whether a database defines nothing. */
    boolean isEmpty(String database) {
        String in = " = " + MysqlSession.literal(database);
        return tables(database).isEmpty()
                && views(database).isEmpty()
                && session.strings(
                                "Looking at " + database,
                                "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA" + in
                                        + " UNION ALL SELECT EVENT_NAME FROM information_schema.EVENTS"
                                        + " WHERE EVENT_SCHEMA"
                                        + in)
                        .isEmpty();
    }

    /** Drops a database so that, even if interrupted, it is recognizable as one of Doppel's until it is gone. */
    void drop(String database) {
        if (!exists(database)) {
            return;
        }
        run("SET SESSION foreign_key_checks = 0");
        for (String view : views(database)) {
            run("DROP VIEW IF EXISTS " + MysqlSession.quote(database, view));
        }
        for (String table : tables(database)) {
            // to this statement, a sequence is also a table
            run("DROP TABLE IF EXISTS " + MysqlSession.quote(database, table));
        }
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + MysqlSession.quote(database));
        } catch (SQLException e) {
            // a killed MariaDB can leave files that it does not know: then an empty database stays, and is used again
            if (e.getErrorCode() != DIRECTORY_NOT_EMPTY) {
                throw session.failure("Working beside " + live, e);
            }
        }
        run("SET SESSION foreign_key_checks = 1");
    }

    /** Creates a database, or uses the empty one that could not be dropped. */
    void create(String database) {
        run("CREATE DATABASE IF NOT EXISTS " + MysqlSession.quote(database));
    }

    private void run(String sql) {
        session.run("Working beside " + live, sql);
    }
}
