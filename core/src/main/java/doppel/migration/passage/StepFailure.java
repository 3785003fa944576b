package doppel.migration.passage;

/** A step refused a row; the row is deferred for this reason. The message says which step, where, and why. */
public final class StepFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
