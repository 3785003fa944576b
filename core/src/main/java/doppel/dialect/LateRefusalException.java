package doppel.dialect;

import doppel.DoppelException;
import doppel.ErrorCode;

/**
 * The database refuses rows that it has taken: it was without its keys then. Which rows, a target that is asked for its
 * {@linkplain TargetRequest#keysAtOnce() keys at once} says. This one is of no use any more.
 */
public final class LateRefusalException extends DoppelException {

    private static final long serialVersionUID = 1L;

    /** A refusal with the database's words. */
    public LateRefusalException(String message, Throwable cause) {
        super(
                ErrorCode.VERIFICATION_FAILED,
                message,
                "The target was not touched. Correct the rows, or the key.",
                cause);
    }
}
