package doppel.dialect.server;

/** A URL cannot be read. The message says why in words that hold nothing of the URL, any part of which may be a password. */
final class AddressFault extends Exception {

    private static final long serialVersionUID = 1L;

    AddressFault(String message) {
        super(message);
    }

    AddressFault(String message, Throwable cause) {
        super(message, cause);
    }
}
