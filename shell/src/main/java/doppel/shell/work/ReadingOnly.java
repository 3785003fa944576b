package doppel.shell.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Work that only reads, from something that has no transaction: nothing is ever changed. */
public final class ReadingOnly implements Work {

    private int steps;
    private final List<RowReading> open = new ArrayList<>();

    /** Closes a reading when the step has ended. */
    RowReading untilEndOfStep(RowReading reading) {
        open.add(reading);
        return reading;
    }

    private void close() {
        open.forEach(RowReading::close);
        open.clear();
    }

    @Override
    public Optional<String> reconnect() {
        return Optional.empty();
    }

    @Override
    public int beginStep() {
        return ++steps;
    }

    @Override
    public void endStep() {
        close();
    }

    @Override
    public void failStep() {
        close();
    }

    @Override
    public Optional<Long> undo() {
        return Optional.empty();
    }

    @Override
    public void rollback() {
        // nothing has changed
    }

    @Override
    public Optional<Instant> changedSince() {
        return Optional.empty();
    }

    @Override
    public long changedRows() {
        return 0;
    }

    @Override
    public Set<Integer> takenBack() {
        return Set.of();
    }

    @Override
    public boolean inDatabase() {
        return false;
    }

    @Override
    public void cancel() {
        // nothing runs elsewhere
    }
}
