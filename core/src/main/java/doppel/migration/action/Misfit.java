package doppel.migration.action;

/** An action does not fit the table that it is for. Caught where the step is known. */
public final class Misfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Misfit(String message) {
        super(message);
    }
}
