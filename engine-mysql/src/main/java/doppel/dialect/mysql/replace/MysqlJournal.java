package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.mysql.connect.MysqlErrors;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlScriptRunner;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to be done, or undone, when a restore is interrupted. The journal is a table with a marker next to it. The
 * statement that swaps the tables also renames the marker, so that its name tells whether to undo or to redo.
 */
final class MysqlJournal {

    /** The states of a restore. */
    enum State {
        /** There is no restore. */
        NONE,
        /** A database has the name of one of Doppel's, but was not created by a restore. */
        FOREIGN,
        /** The live database has not been touched, or is complete: leftovers can be dropped. */
        UNTOUCHED,
        /** The journal is complete; the live database has its old tables, but may lack triggers and views. */
        READY,
        /** The live database has its new tables, but may lack everything else. */
        SWAPPED
    }

    private static final String TABLE = "doppel_journal";
    private static final String READY = "doppel_ready";
    private static final String SWAPPED = "doppel_swapped";
    private static final String UNDO = "undo";
    private static final String REDO = "redo";
    private static final String MADE = "made";
    private static final int ROWS_AT_ONCE = 50;

    private final MysqlWorkplace workplace;
    private final MysqlSession session;
    private final String archive;

    MysqlJournal(MysqlWorkplace workplace) {
        this.workplace = workplace;
        session = workplace.session();
        archive = workplace.archive();
    }

    /** Determines the state of a restore that may have been interrupted. */
    State state() {
        if (!workplace.exists(archive)) {
            return !workplace.exists(workplace.staging())
                    ? State.NONE
                    : isEmpty(workplace.staging()) ? State.UNTOUCHED : State.FOREIGN;
        }
        List<String> tables = workplace.tables(archive);
        if (!tables.contains(TABLE)) {
            return isEmpty(archive) ? State.UNTOUCHED : State.FOREIGN;
        }
        return tables.contains(SWAPPED) ? State.SWAPPED : tables.contains(READY) ? State.READY : State.UNTOUCHED;
    }

    private boolean isEmpty(String database) {
        return workplace.tables(database).isEmpty() && workplace.views(database).isEmpty();
    }

    /** Begins a journal: from now on, the content of the two databases belongs to Doppel. */
    void begin() {
        workplace.create(archive);
        run("CREATE TABLE " + table(TABLE) + " (number INT PRIMARY KEY, direction VARCHAR(4) NOT NULL,"
                + " line LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL) ENGINE = InnoDB"
                + " COMMENT = 'Doppel is restoring a database, or was: its next run cleans up.'");
    }

    /**
     * Durably records everything that has to be done, in either direction.
     *
     * @param undo the statements that give back to the old database what was taken from it
     * @param redo the statements that give the new database what swapping tables does not
     * @param makesDatabase whether the live database does not exist yet
     */
    void write(List<String> undo, List<String> redo, boolean makesDatabase) {
        List<String> rows = new ArrayList<>();
        add(rows, MADE, makesDatabase ? List.of("") : List.of());
        add(rows, UNDO, undo);
        add(rows, REDO, redo);
        for (int i = 0; i < rows.size(); i += ROWS_AT_ONCE) {
            run("INSERT INTO " + table(TABLE) + " VALUES "
                    + String.join(", ", rows.subList(i, Math.min(rows.size(), i + ROWS_AT_ONCE))));
        }
        run("COMMIT");
        run("CREATE TABLE " + table(READY)
                + " (nothing INT) ENGINE = InnoDB"); // a definition is flushed, and so the rows
    }

    private static void add(List<String> rows, String direction, List<String> statements) {
        for (String statement : statements) {
            rows.add("(" + (rows.size() + 1) + ", '" + direction + "', " + MysqlSession.literal(statement) + ")");
        }
    }

    /** The part of a {@code RENAME TABLE} that records that it happened. */
    String swapped() {
        return table(READY) + " TO " + table(SWAPPED);
    }

    /** Restores the live database to its old state, and clears the journal. */
    void undo() {
        if (lines(MADE).isEmpty()) {
            follow(UNDO);
        } else if (workplace.exists(workplace.live()) && isEmpty(workplace.live())) {
            run("DROP DATABASE " + MysqlSession.quote(workplace.live()));
        }
        run("DROP TABLE " + table(READY));
    }

    /** Completes the new live database, and clears the journal. */
    void redo() {
        follow(REDO);
        run("DROP TABLE " + table(SWAPPED));
    }

    /** Runs statements that can be run any number of times. */
    private void follow(String direction) {
        List<String> statements = lines(direction);
        if (statements.isEmpty()) {
            return;
        }
        MysqlSettings before = MysqlScriptRunner.current(session);
        session.use(workplace.live());
        for (String sql : statements) {
            try (Statement statement = session.connection().createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
            } catch (SQLException e) {
                throw new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        (direction.equals(UNDO)
                                        ? "Giving " + workplace.live() + " back what it had"
                                        : "Giving " + workplace.live() + " the rest of the new definitions")
                                + " failed: " + MysqlErrors.words(e) + " (" + firstLine(sql) + ").",
                        "The tables are complete. Correct what the server reports, then run this again: the next run"
                                + " continues from here.",
                        e);
            }
        }
        before.statementsAfter(MysqlSettings.NONE).forEach(this::run);
    }

    private List<String> lines(String direction) {
        return session.strings(
                "Reading the journal",
                "SELECT line FROM " + table(TABLE) + " WHERE direction = '" + direction + "' ORDER BY number");
    }

    private static String firstLine(String sql) {
        String line = sql.lines().findFirst().orElse("");
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }

    /** Drops both databases. */
    void clear() {
        workplace.drop(workplace.staging(), List.of());
        workplace.drop(archive, List.of(TABLE));
    }

    private String table(String name) {
        return MysqlSession.quote(archive, name);
    }

    private void run(String sql) {
        session.run("Preparing the restore", sql);
    }
}
