package doppel;

/** The call itself is wrong. The user has to call again with other arguments. */
public final class UsageException extends DoppelException {

    private static final long serialVersionUID = 1L;

    /** See {@link DoppelException}. */
    public UsageException(ErrorCode code, String message, String nextStep) {
        super(code, message, nextStep, null);
    }
}
