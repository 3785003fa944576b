package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlScriptRunner;
import java.util.List;

/** Gives the old database back what a restore took from it before its tables were to be swapped. */
final class MysqlUndo {

    /** The journal's word for a live database that did not exist. */
    static final String MADE = "made";

    private static final String DOING = "Giving the database back what it had";

    private MysqlUndo() {}

    /** Keeps the triggers of the old database. */
    static MysqlTriggerStore store(MysqlWorkplace workplace) {
        return new MysqlTriggerStore(workplace, workplace.archive(), "old-trigger-table");
    }

    /**
     * Does what the journal says, which can be done any number of times.
     *
     * @throws DatabaseException if a trigger cannot be created
     */
    static void run(MysqlWorkplace workplace, MysqlJournal journal) {
        MysqlSession session = workplace.session();
        List<MysqlDefinition> triggers = store(workplace).triggers(journal);
        if (!triggers.isEmpty()) {
            session.use(workplace.live());
            MysqlSettings before = MysqlScriptRunner.current(session);
            MysqlPlayback playback = new MysqlPlayback(
                    session.string(DOING, "SELECT CURRENT_USER()"),
                    session.string(DOING, "SELECT @@collation_database"));
            playback.recreate(triggers);
            try {
                playback.statements().forEach(statement -> session.run(DOING, statement));
            } catch (DatabaseException e) {
                throw new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        e.getMessage(),
                        "Its tables and rows are complete. Correct what the server reports, then run this again. To do"
                                + " without the triggers that are kept in " + workplace.archive()
                                + ", drop that database.",
                        e);
            }
            before.statementsAfter(MysqlSettings.NONE).forEach(statement -> session.run(DOING, statement));
        }
        if (!journal.lines(MADE).isEmpty()
                && workplace.exists(workplace.live())
                && workplace.isEmpty(workplace.live())) {
            session.run(DOING, "DROP DATABASE " + MysqlSession.quote(workplace.live()));
        }
        journal.undone();
    }
}
