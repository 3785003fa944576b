package doppel.dialect;

import doppel.DoppelException;
import doppel.ErrorCode;

/**
 * The database refuses rows that it accepted earlier, when it did not have its keys yet. A target with
 * {@linkplain TargetRequest#keysAtOnce() keys at once} says which rows these are. This target cannot be used any more.
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
