package doppel;

import java.util.Objects;

/**
 * The root of all exceptions that Doppel throws on purpose. It names what is wrong and says what to do next; its
 * subclasses say where the user has to look. No message holds a password.
 */
public abstract class DoppelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String nextStep;

    /**
     * @param code the stable code
     * @param message what is wrong, naming the thing
     * @param nextStep what the user does next, as a sentence
     * @param cause what led to it, or null
     */
    protected DoppelException(ErrorCode code, String message, String nextStep, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.nextStep = Objects.requireNonNull(nextStep);
    }

    /** The stable code. */
    public final ErrorCode code() {
        return code;
    }

    /** What the user does next, as a sentence. */
    public final String nextStep() {
        return nextStep;
    }
}
