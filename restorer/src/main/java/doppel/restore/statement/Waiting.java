package doppel.restore.statement;

/** Waits for other threads. */
public final class Waiting {

    private Waiting() {}

    /** Something that waits. */
    public interface Wait<T> {

        /** Waits; can be called again if it was interrupted. */
        T get() throws InterruptedException;
    }

    /** Waits to the end, and keeps the thread's interrupt status for others. */
    public static <T> T uninterrupted(Wait<T> wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Rethrows unchanged what other code or another thread has thrown; never returns. */
    public static RuntimeException rethrown(Throwable thrown) {
        Waiting.<RuntimeException>rethrow(thrown);
        throw new AssertionError(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void rethrow(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
