package doppel.migration.action;

/** An action does not fit its table. It is caught where the step is known. */
public final class Misfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Misfit(String message) {
        super(message);
    }
}
