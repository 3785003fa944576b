package doppel.dialect.mysql.replace;

import doppel.dialect.mysql.connect.MysqlSession;

/**
 * Cleans up after a killed restore: before the swap, the old database gets back what had been taken from it; after the
 * swap, the new one gets what it still lacks.
 */
public final class MysqlRecovery {

    private MysqlRecovery() {}

    /** Cleans up after a restore of this database, unless one is running now. */
    public static void recover(MysqlSession session, String live) {
        MysqlWorkplace workplace = new MysqlWorkplace(session, live);
        if (!workplace.exists(workplace.archive()) || !workplace.tryLock()) {
            return; // nothing is left, or another process is working on it
        }
        String chosen = session.database();
        try {
            recover(workplace);
        } finally {
            workplace.unlock();
        }
        if (chosen != null && !chosen.equals(session.database())) {
            session.use(chosen);
        }
    }

    /** The same for a caller that holds the lock; false if something is in the way that no restore created. */
    static boolean recover(MysqlWorkplace workplace) {
        MysqlJournal journal = new MysqlJournal(workplace);
        MysqlJournal.State state = journal.state();
        if (state == MysqlJournal.State.READY) {
            journal.undo();
        } else if (state == MysqlJournal.State.SWAPPED) {
            journal.redo();
        }
        if (state != MysqlJournal.State.NONE && state != MysqlJournal.State.FOREIGN) {
            journal.clear();
        }
        return state != MysqlJournal.State.FOREIGN;
    }
}
