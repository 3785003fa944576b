package doppel;

/** A database is not as it should be, or refused something. The user has to look at the database. */
public final class DatabaseException extends DoppelException {

    private static final long serialVersionUID = 1L;

    /** See {@link DoppelException}. */
    public DatabaseException(ErrorCode code, String message, String nextStep, Throwable cause) {
        super(code, message, nextStep, cause);
    }

    /** See {@link DoppelException}. */
    public DatabaseException(ErrorCode code, String message, String nextStep) {
        this(code, message, nextStep, null);
    }
}
