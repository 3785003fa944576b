package doppel.shell.work;

import doppel.Counted;
import doppel.DatabaseException;
import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
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
public final class UnitOfWork implements Work, AutoCloseable {

    private static final String STATEMENT = "doppel_statement";

    private final Supplier<LiveDatabase> opening;
    private final Connection watched;
    private final Savepoints savepoints = new Savepoints(this::database);
    private final Guard guard;
    private final Clock clock;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Set<Integer> takenBack = new HashSet<>();
    private LiveDatabase database;
    private Step current;
    private OpenRows reading;
    private int numbered;
    private long lost;
    private boolean inDoubt;
    private boolean begun;
    private boolean sealed;
    private boolean gone;
    private long changes;
    private Instant since;
    private Runnable atEnd = () -> {};
    private volatile boolean inDatabase;

    /**
     * Begins to work.
     *
     * @param opening opens the database, now and whenever its connection was lost
     * @param takesBack whether statements that could not be taken back are refused
     */
    public UnitOfWork(Supplier<LiveDatabase> opening, Questions questions, boolean takesBack, Clock clock) {
        this.opening = opening;
        this.clock = clock;
        guard = new Guard(this::database, questions, takesBack);
        database = opening.get();
        watched = WatchedConnection.of(() -> database.connection(), new Watch());
    }

    /** The database; another object after its connection was lost. */
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

    @Override
    public long changedRows() {
        return rowsOfSteps() + (current == null ? 0 : current.rows);
    }

    /** What the user has been told of, unlike what the step does that goes on. */
    private long rowsOfSteps() {
        return steps.stream().mapToLong(step -> step.rows).sum();
    }

    @Override
    public Optional<Instant> changedSince() {
        return Optional.ofNullable(since);
    }

    @Override
    public boolean inDatabase() {
        return inDatabase;
    }

    @Override
    public int beginStep() {
        current = new Step(++numbered);
        return numbered;
    }

    @Override
    public Set<Integer> takenBack() {
        return Set.copyOf(takenBack);
    }

    @Override
    public void endStep() {
        Step step = current;
        closeReading();
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
            savepoints.release(step.savepoint());
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

    @Override
    public void failStep() {
        Step step = current;
        current = null;
        if (begun || gone) {
            requireConnected();
        }
        closeReading();
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

    @Override
    public Optional<Long> undo() {
        closeReading();
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
            savepoints.rollbackTo(savepoint);
        } catch (DatabaseException e) {
            try {
                end(false);
            } catch (RuntimeException also) { // there is nothing to roll back any more
                e.addSuppressed(also);
            }
            throw ended(e);
        }
    }

    @Override
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
        closeReading();
        inDoubt = false;
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
            lost += commit ? 0 : rowsOfSteps();
            forget();
            if (commit) {
                inDoubt = !isTakenBack(failure);
            }
            throw failure;
        }
        forget();
        atEnd.run();
    }

    private boolean isTakenBack(DatabaseException failure) {
        try {
            database.connection().rollback();
            atEnd.run();
            return true;
        } catch (SQLException | DoppelException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** Whether the last commit failed so that nobody knows whether the server has committed. */
    public boolean isInDoubt() {
        return inDoubt;
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

    /** Reads rows one by one in the transaction; nothing else can be done until that is closed. */
    RowReading reading(Table table, Supplier<RowCursor> rows) {
        ready();
        mark(STATEMENT);
        inDatabase = true;
        try {
            reading = new OpenRows(table, rows.get(), new ReadingWatch());
            return reading;
        } catch (RuntimeException e) {
            unmark(e);
            throw e;
        } finally {
            inDatabase = false;
        }
    }

    private void closeReading() {
        if (reading != null) {
            reading.close();
        }
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
            savepoints.release(savepoint);
        }
    }

    private void mark(String savepoint) {
        if (guard.takesBack()) {
            savepoints.mark(savepoint);
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
        if (reading != null) {
            throw new UsageException(
                    ErrorCode.ROWS_BEING_READ,
                    "Rows of " + reading.table() + " are being read one by one, and the database does nothing else"
                            + " meanwhile.",
                    "Read one of both with rows() before; a stream that is not read to its end is to be closed.");
        }
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
            savepoints.mark(current.savepoint());
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

    @Override
    public void close() {
        database.close();
    }

    @Override
    public void cancel() {
        database.cancel();
    }

    private boolean isConnected() {
        if (!database.isConnected()) {
            return false;
        }
        if (!begun) {
            try {
                database.connection().rollback(); // some drivers have begun a transaction for the question
            } catch (SQLException e) {
                return true; // there was none
            }
        }
        return true;
    }

    private void requireConnected() {
        if (!isConnected()) {
            lose();
            throw new DatabaseException(
                    ErrorCode.CONNECTION_LOST,
                    "The connection to the database is lost" + whatWasLost() + ".",
                    "The next snippet connects again; the variables are kept.",
                    null);
        }
    }

    /** The transaction is gone, and with it all that was not committed. */
    private void lose() {
        lost += rowsOfSteps();
        steps.forEach(step -> takenBack.add(step.number));
        reading = null;
        gone = false;
        forget();
    }

    private String whatWasLost() {
        return lost == 0 ? "" : ", and with it what was not committed: " + Counted.of(lost, "changed row");
    }

    @Override
    public Optional<String> reconnect() {
        if (isConnected()) {
            lost = 0;
            return Optional.empty();
        }
        lose();
        LiveDatabase before = database;
        database = opening.get();
        try {
            before.close();
        } catch (DoppelException e) {
            // it is lost, as we know
        }
        String said = "The connection was lost" + whatWasLost() + ". It has been made again.";
        lost = 0;
        return Optional.of(said);
    }

    /** Sees that rows are read. */
    private final class ReadingWatch implements OpenRows.Watch {

        @Override
        public void reads(boolean now) {
            inDatabase = now;
        }

        @Override
        public void closed() {
            reading = null;
            release(STATEMENT);
        }

        @Override
        public void failed(RuntimeException e) {
            reading = null;
            unmark(e);
        }
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
