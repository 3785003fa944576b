package doppel.migration;

/** An action does not fit the table that it is for. Caught where the step is known. */
final class Misfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Misfit(String message) {
        super(message);
    }
}
