package doppel.dialect;

/** The database refuses rows for what they hold. The message says why, in the database's words. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A refusal with the database's words. */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
