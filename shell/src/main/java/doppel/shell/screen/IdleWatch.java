package doppel.shell.screen;

import doppel.DoppelException;
import doppel.shell.work.Work;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Rolls a transaction back whose user does nothing for some time: its locks stand in the way of others. */
final class IdleWatch {

    private final Work work;
    private final Consumer<String> teller;
    private final ScheduledExecutorService timer;
    private final Future<?> pending;
    private boolean ended;

    /** Begins to wait, if the transaction has changed something and waiting ends at all. */
    IdleWatch(Work work, Duration idle, Consumer<String> teller) {
        this.work = work;
        this.teller = teller;
        boolean waits = !idle.isZero() && work.changedSince().isPresent();
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "doppel-idle");
            thread.setDaemon(true);
            return thread;
        });
        pending = waits ? timer.schedule(this::rollBack, idle.toMillis(), TimeUnit.MILLISECONDS) : null;
    }

    private synchronized void rollBack() {
        if (!ended) {
            long rows = work.changedRows();
            try {
                work.rollback();
                teller.accept(String.format(
                        Locale.ROOT, "Nothing was said for a while, so %,d changed rows were taken back.", rows));
            } catch (DoppelException e) {
                teller.accept(e.getMessage());
            }
        }
    }

    /** Ends waiting. */
    synchronized void close() {
        ended = true;
        if (pending != null) {
            pending.cancel(false);
        }
        timer.shutdownNow();
    }
}
