package doppel.shell.work;

import doppel.DatabaseException;
import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The one transaction of a person's work. Each step of it, such as a snippet in the shell, either succeeds as a whole
 * or leaves no trace, and the newest can be undone. A transaction that has changed nothing ends with its step, so that
 * it does not stand in the way of others. Used by one thread, except for {@link #inDatabase}.
 */
public final class UnitOfWork implements AutoCloseable {

    private static final String STEP = "doppel_step_";
    private static final String STATEMENT = "doppel_statement";

    private final LiveDatabase database;
    private final Connection watched;
    private final Guard guard;
    private final Clock clock;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Set<Integer> takenBack = new HashSet<>();
    private Step current;
    private int numbered;
    private boolean begun;
    private boolean sealed;
    private boolean gone;
    private long changes;
    private Instant since;
    private Runnable atEnd = () -> {};
    private volatile boolean inDatabase;

    /** What happened in a step. */
    private static final class Step {
        private final int number;
        private long rows;
        private boolean ran;
        private boolean wrote;
        private boolean marked;

        Step(int number) {
            this.number = number;
        }

        String savepoint() {
            return STEP + number;
        }
    }

    /**
     * Begins to work.
     *
     * @param takesBack whether statements that could not be taken back are refused
     */
    public UnitOfWork(LiveDatabase database, Questions questions, boolean takesBack, Clock clock) {
        this.database = database;
        guard = new Guard(database, questions, takesBack);
        this.clock = clock;
        watched = WatchedConnection.of(database.connection(), new Watch());
    }

    /** The database. */
    public LiveDatabase database() {
        return database;
    }

    /** Its connection, for the user: the transaction cannot be ended by it. */
    public Connection connection() {
        return watched;
    }

    /** Runs something whenever the transaction has ended, before the next one begins. */
    public void atEnd(Runnable code) {
        atEnd = code;
    }

    /** How many rows have been changed and not committed, as the database counted them. */
    public long changedRows() {
        return steps.stream().mapToLong(step -> step.rows).sum() + (current == null ? 0 : current.rows);
    }

    /** When the open transaction changed something for the first time; empty if it has not. */
    public Optional<Instant> changedSince() {
        return Optional.ofNullable(since);
    }

    /** Whether a statement is running: its thread must not be stopped. May be asked by any thread. */
    public boolean inDatabase() {
        return inDatabase;
    }

    /** Begins a step; gives its number. */
    public int beginStep() {
        current = new Step(++numbered);
        return numbered;
    }

    /** The numbers of the steps that were undone or rolled back. */
    public Set<Integer> takenBack() {
        return Set.copyOf(takenBack);
    }

    /**
     * Ends the step, which has succeeded.
     *
     * @throws DatabaseException if a statement in it has failed so that the database takes the step back
     */
    public void endStep() {
        Step step = current;
        current = null;
        requireThere();
        if (step == null || !begun) {
            return;
        }
        if (step.wrote || step.ran && database.queriesMayHaveWritten()) {
            steps.push(step);
            since = since == null ? clock.instant() : since;
        } else if (steps.isEmpty()) {
            end(false); // what it has read would hold a snapshot and locks
        } else if (step.marked) {
            run("RELEASE SAVEPOINT " + step.savepoint());
        }
    }

    /** Says once that the engine has ended the transaction by itself, as it may when a statement fails. */
    private void requireThere() {
        if (gone) {
            gone = false;
            throw ended(null);
        }
    }

    private static DatabaseException ended(Exception cause) {
        return new DatabaseException(
                ErrorCode.DATABASE_FAILED,
                "The database has ended the transaction: everything since the last commit was taken back.",
                "Do it again.",
                cause);
    }

    /** Ends the step, which has failed: what it did is taken back. */
    public void failStep() {
        Step step = current;
        current = null;
        requireThere();
        if (step == null || !begun) {
            return;
        }
        if (steps.isEmpty()) {
            end(false);
        } else if (step.marked) {
            rollbackTo(step.savepoint());
        }
    }

    /**
     * Takes back the newest step that has changed something.
     *
     * @return how many rows it had changed; empty if there is none
     */
    public Optional<Long> undo() {
        Step step = steps.poll();
        if (step == null) {
            return Optional.empty();
        }
        takenBack.add(step.number);
        if (steps.isEmpty()) {
            end(false);
        } else {
            rollbackTo(step.savepoint());
        }
        return Optional.of(step.rows);
    }

    /** Takes back what was done since a savepoint; if the engine has given that up, everything. */
    private void rollbackTo(String savepoint) {
        try {
            run("ROLLBACK TO SAVEPOINT " + savepoint);
            run("RELEASE SAVEPOINT " + savepoint);
        } catch (DatabaseException e) {
            try {
                end(false);
            } catch (RuntimeException also) { // there is nothing to roll back any more
                e.addSuppressed(also);
            }
            throw ended(e);
        }
    }

    /** Takes everything back. */
    public void rollback() {
        if (begun) {
            end(false);
        }
    }

    /**
     * Keeps everything.
     *
     * @throws DatabaseException if the database refuses that: if it is locked, one can try again; otherwise, everything
     *     was taken back
     */
    public void commit() {
        if (begun) {
            end(true);
        }
    }

    private void end(boolean commit) {
        try {
            if (commit) {
                database.connection().commit();
            } else {
                steps.forEach(step -> takenBack.add(step.number));
                database.connection().rollback();
            }
        } catch (SQLException e) {
            DatabaseException failure = database.failure(commit ? "Committing" : "Rolling back", e);
            if (commit && failure.code() == ErrorCode.DATABASE_LOCKED) {
                throw failure; // the transaction is still open
            }
            forget();
            if (commit) {
                takeBack(failure);
            }
            throw failure;
        }
        forget();
        atEnd.run();
    }

    private void takeBack(DatabaseException failure) {
        try {
            database.connection().rollback();
            atEnd.run();
        } catch (SQLException | DoppelException e) {
            failure.addSuppressed(e);
        }
    }

    private void forget() {
        begun = false;
        sealed = false;
        steps.clear();
        since = null;
        if (current != null) {
            current = new Step(++numbered);
        }
    }

    /** Begins to put rows back: from now on, nothing else changes until the transaction ends. */
    public void putBack() {
        ready();
        noteChange();
        sealed = true;
    }

    /**
     * A statement by the words for tables, which do not use the watched connection.
     *
     * @param <T> what it gives
     * @param <E> how it may be refused
     */
    interface Words<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Changes rows by these words: all of it or nothing.
     *
     * @param sql what they are about to do, for the engine to say whether it could be taken back
     */
    long change(String sql, Words<Long, RefusedException> words) throws RefusedException {
        guard.requireTakenBack(sql);
        ready();
        noteChange();
        long rows = run(words);
        if (current != null) {
            current.rows += rows;
        }
        return rows;
    }

    /** Reads something in the transaction; an error costs nothing else. */
    public <T> T read(Supplier<T> query) {
        ready();
        return run(query::get);
    }

    private <T, E extends Exception> T run(Words<T, E> words) throws E {
        mark(STATEMENT);
        inDatabase = true;
        try {
            T result = words.run();
            release(STATEMENT);
            return result;
        } catch (Exception e) {
            unmark(e);
            throw e;
        } finally {
            inDatabase = false;
        }
    }

    private void release(String savepoint) {
        if (guard.takesBack()) {
            run("RELEASE SAVEPOINT " + savepoint);
        }
    }

    private void mark(String savepoint) {
        if (guard.takesBack()) {
            run("SAVEPOINT " + savepoint);
        }
    }

    private void unmark(Exception reason) {
        if (guard.takesBack() && begun) {
            try {
                rollbackTo(STATEMENT);
            } catch (DoppelException e) {
                reason.addSuppressed(e);
                gone = true;
            }
        }
    }

    /** Has the user confirm a change of all rows of a table. */
    void confirmAll(String what, long rows) {
        guard.confirmAll(what, rows);
    }

    /** Prepares for a statement of these words. */
    void ready() {
        if (gone) {
            throw ended(null);
        }
        if (sealed) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "Rows have been put back, which is a transaction of its own.",
                    "Say commit() or rollback() first.");
        }
        if (!begun) {
            database.begin();
            begun = true;
        }
        if (current != null && guard.takesBack() && !current.marked) {
            run("SAVEPOINT " + current.savepoint());
            current.marked = true;
        }
    }

    /** How often something was changed since this was opened: if it is the same, nothing was changed meanwhile. */
    public long changes() {
        return changes;
    }

    private void noteChange() {
        changes++;
        if (current != null) {
            current.wrote = true;
        }
        if (since == null) {
            since = clock.instant();
        }
    }

    private void run(String sql) {
        try (Statement statement = database.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw database.failure("Keeping the steps apart", e);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /** Sees the user's own statements. */
    private final class Watch implements StatementWatch {

        @Override
        public void before(String sql) {
            guard.requireTakenBack(sql);
            ready();
            if (current != null) {
                current.ran = true;
            }
            if (!SqlText.onlyReads(sql)) {
                noteChange();
            }
            mark(STATEMENT);
            inDatabase = true;
        }

        @Override
        public void after(String sql, long changed) {
            inDatabase = false;
            if (changed > 0) {
                noteChange();
                if (SqlText.changesAll(sql)) {
                    try {
                        guard.confirmAll(SqlText.deletes(sql) ? "deletes" : "changes", changed);
                    } catch (UsageException e) {
                        unmark(e);
                        throw e;
                    }
                }
                if (current != null) {
                    current.rows += changed;
                }
            }
            release(STATEMENT);
        }

        @Override
        public void failed(Exception e) {
            inDatabase = false;
            unmark(e);
        }
    }
}
