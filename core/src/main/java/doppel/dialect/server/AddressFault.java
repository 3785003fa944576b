package doppel.dialect.server;

/**
 * A URL cannot be read. The message says why, but quotes nothing of the URL, since any part of it may be a password.
 */
final class AddressFault extends Exception {

    private static final long serialVersionUID = 1L;

    AddressFault(String message) {
        super(message);
    }

    AddressFault(String message, Throwable cause) {
        super(message, cause);
    }
}
