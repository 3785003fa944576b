package doppel.shell.work;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * The one transaction of a person's work. Each step of it, such as a snippet in the shell, either succeeds as a whole
 * or leaves no trace, and the newest can be undone. A transaction that has changed nothing ends with its step, so that
 * it does not stand in the way of others. Used by one thread.
 */
public final class UnitOfWork implements AutoCloseable {

    private static final String SAVEPOINT = "doppel_step_";

    private final LiveDatabase database;
    private final Connection watched;
    private final Questions questions;
    private final boolean takesBack;
    private final Clock clock;
    private final Deque<Step> steps = new ArrayDeque<>();
    private Step current;
    private int numbered;
    private boolean begun;
    private Instant since;

    /** A step that has changed something, or may have. */
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
            return SAVEPOINT + number;
        }
    }

    /**
     * Begins to work.
     *
     * @param takesBack whether statements that could not be taken back are refused
     */
    public UnitOfWork(LiveDatabase database, Questions questions, boolean takesBack, Clock clock) {
        this.database = database;
        this.questions = questions;
        this.takesBack = takesBack;
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

    /** How many rows have been changed and not committed, as the database counted them. */
    public long changedRows() {
        return steps.stream().mapToLong(step -> step.rows).sum() + (current == null ? 0 : current.rows);
    }

    /** When the open transaction changed something for the first time; empty if it has not. */
    public Optional<Instant> changedSince() {
        return Optional.ofNullable(since);
    }

    /** Begins a step. */
    public void beginStep() {
        current = new Step(++numbered);
    }

    /** Ends the step, which has succeeded. */
    public void endStep() {
        Step step = current;
        current = null;
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

    /** Ends the step, which has failed: what it did is taken back. */
    public void failStep() {
        Step step = current;
        current = null;
        if (step == null || !begun) {
            return;
        }
        if (steps.isEmpty()) {
            end(false);
        } else if (step.marked) {
            rollbackTo(step);
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
        rollbackTo(step);
        if (steps.isEmpty()) {
            end(false);
        }
        return Optional.of(step.rows);
    }

    private void rollbackTo(Step step) {
        run("ROLLBACK TO SAVEPOINT " + step.savepoint());
        run("RELEASE SAVEPOINT " + step.savepoint());
    }

    /** Takes everything back. */
    public void rollback() {
        if (begun) {
            end(false);
        }
    }

    /** Keeps everything. */
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
                database.connection().rollback();
            }
        } catch (SQLException e) {
            throw database.failure(commit ? "Committing" : "Rolling back", e);
        } finally {
            begun = false;
            steps.clear();
            since = null;
            if (current != null) {
                current = new Step(++numbered);
            }
        }
    }

    /** Begins to put rows back: a change that no statement of the user makes. */
    public void putBack() {
        changing();
    }

    /** Marks a change by the words for tables, which do not use the watched connection. */
    void changing() {
        ready();
        noteChange();
    }

    /** Counts rows that these words have changed. */
    void changed(long rows) {
        if (current != null) {
            current.rows += rows;
        }
    }

    /** Prepares for a statement of these words. */
    void ready() {
        if (!begun) {
            database.begin();
            begun = true;
        }
        if (current != null && takesBack && !current.marked) {
            run("SAVEPOINT " + current.savepoint());
            current.marked = true;
        }
    }

    private void noteChange() {
        if (current != null) {
            current.wrote = true;
        }
        if (since == null) {
            since = clock.instant();
        }
    }

    /**
     * Has the user confirm a change of all rows of a table.
     *
     * @throws UsageException if he does not want it, or nobody can be asked
     */
    void confirmAll(String what, long rows) {
        if (rows <= 1) {
            return;
        }
        String words = String.format(Locale.ROOT, "%s all %,d rows", what, rows);
        Optional<Boolean> answer = questions.ask("This " + words + ". Go on?");
        if (!answer.orElse(false)) {
            throw new UsageException(
                    ErrorCode.ALL_ROWS,
                    "It " + words + ", without a condition" + (answer.isEmpty() ? ", and nobody can be asked." : "."),
                    "Say which rows, as in where(\"id = ?\", 5), or that all are meant, by all() or WHERE true.");
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
            if (takesBack) {
                database.lasting(sql).ifPresent(why -> {
                    throw new UsageException(
                            ErrorCode.NOT_TAKEN_BACK,
                            "This could not be taken back: " + why + ": " + shortened(sql),
                            "Use commit(), rollback() and undo() for the transaction; run what lasts by itself, with"
                                    + " doppel run --no-transaction.");
                });
            }
            ready();
            if (current != null) {
                current.ran = true;
            }
            if (!SqlText.onlyReads(sql)) {
                noteChange();
            }
        }

        @Override
        public void after(String sql, long changed) {
            if (changed > 0) {
                noteChange();
                changed(changed);
                if (SqlText.changesAll(sql)) {
                    confirmAll(
                            SqlText.bare(sql).strip().toLowerCase(Locale.ROOT).startsWith("u") ? "changes" : "deletes",
                            changed);
                }
            }
        }

        private String shortened(String sql) {
            String line = sql.strip().replaceAll("\\s+", " ");
            return line.length() > 80 ? line.substring(0, 80) + "…" : line;
        }
    }
}
