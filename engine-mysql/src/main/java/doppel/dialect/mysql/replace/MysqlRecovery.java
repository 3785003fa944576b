package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cleans up after a killed restore, when the next one begins: before the swap, the old database gets back what had been
 * taken from it; after the swap, the new one gets what it still lacks. Nothing is done for another account's restore,
 * and no statement is run that is kept anywhere: see {@link MysqlJournal}.
 */
public final class MysqlRecovery {

    private MysqlRecovery() {}

    /** What an interrupted restore of this account left to be done, a sentence; empty if nothing. Changes nothing. */
    public static Optional<String> unfinished(String url, MysqlConnector connector) {
        try (MysqlSession session = connector.openServer(url)) {
            MysqlWorkplace workplace = new MysqlWorkplace(session, MysqlConnector.database(url));
            if (!isLeft(workplace)) {
                return Optional.empty();
            }
            String both = workplace.staging() + " and " + workplace.archive() + " are dropped";
            return switch (new MysqlJournal(workplace).state()) {
                case NONE, FOREIGN -> Optional.empty();
                case UNTOUCHED -> Optional.of("A restore was interrupted: " + both + ".");
                case READY ->
                    Optional.of("A restore was interrupted before the new tables were in place: " + workplace.live()
                            + " gets its triggers back, then " + both + ".");
                case SWAPPED ->
                    Optional.of("A restore was interrupted when the new tables were in place: " + workplace.live()
                            + " gets the new views, routines, triggers and events, then " + both + ".");
            };
        }
    }

    /**
     * Does what {@link #unfinished} says, unless a restore is running now.
     *
     * @return the definitions that had to be given up, since the server refuses them, a sentence each
     */
    public static List<String> finish(String url, MysqlConnector connector) {
        try (MysqlSession session = connector.openServer(url)) {
            MysqlWorkplace workplace = new MysqlWorkplace(session, MysqlConnector.database(url));
            List<String> refused = new ArrayList<>();
            if (isLeft(workplace)) {
                recover(workplace, refused);
                workplace.unlock();
            }
            return refused.stream()
                    .map(sentence -> "Not created, as the server refuses it: " + sentence
                            + ". Create it by hand; schema.sql of the fixture says it.")
                    .toList();
        }
    }

    /**
     * Makes sure that no restore of the chosen database was interrupted so that it lacks definitions. Changes nothing.
     *
     * @throws DatabaseException if one was
     */
    public static void requireFinished(MysqlSession session) {
        MysqlWorkplace workplace = new MysqlWorkplace(session, session.database());
        if (!workplace.exists(workplace.archive())) {
            return;
        }
        MysqlJournal journal = new MysqlJournal(workplace);
        boolean lacks = journal.state() == MysqlJournal.State.READY || journal.isMarked();
        if (lacks && workplace.tryLock()) { // otherwise a restore is running now
            workplace.unlock();
            throw new DatabaseException(
                    ErrorCode.RESTORE_INTERRUPTED,
                    "A restore into " + workplace.live() + " was interrupted, by the account "
                            + journal.maker().orElse("that ran it") + ". The tables are complete, but views, routines,"
                            + " triggers or events may be missing.",
                    "Run that restore again, as that account: it says what is left to do, and does it first.");
        }
    }

    private static boolean isLeft(MysqlWorkplace workplace) {
        return workplace.exists(workplace.archive()) && workplace.tryLock();
    }

    /** Cleans up for a caller that holds the lock; false if something is in the way that no restore of it created. */
    static boolean recover(MysqlWorkplace workplace) {
        return recover(workplace, new ArrayList<>());
    }

    private static boolean recover(MysqlWorkplace workplace, List<String> refused) {
        MysqlJournal journal = new MysqlJournal(workplace);
        MysqlJournal.State state = journal.state();
        if (state == MysqlJournal.State.READY) {
            MysqlUndo.run(workplace, journal);
        } else if (state == MysqlJournal.State.SWAPPED) {
            refused.addAll(new MysqlRedo(workplace, journal).run());
            journal.redone();
        }
        if (state != MysqlJournal.State.NONE && state != MysqlJournal.State.FOREIGN) {
            journal.clear();
        }
        return state != MysqlJournal.State.FOREIGN;
    }
}
