package doppel.bench.measure;

/** Something cannot be measured. The message says why, and what to do about it. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason as a sentence. */
    public BenchException(String message) {
        super(message);
    }

    /** With what led to it. */
    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
