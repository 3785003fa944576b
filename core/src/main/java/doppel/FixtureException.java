package doppel;

import java.util.Optional;

/** Something in a fixture is wrong. The user has to look at the place in the fixture that {@link #location()} names. */
public final class FixtureException extends DoppelException {

    private static final long serialVersionUID = 1L;

    private final transient Location location;

    /**
     * A place in a source file.
     *
     * @param file the file's name relative to the fixture
     * @param line from 1
     * @param column from 1
     * @param text the line itself, without its end
     */
    public record Location(String file, int line, int column, String text) {

        /** {@code file:line:column}, the line, and a caret below the column. */
        @Override
        public String toString() {
            int from = Math.max(0, Math.min(column - 1, text.length()) - 60);
            String shown = text.substring(from, Math.min(text.length(), from + 120));
            return file + ":" + line + ":" + column + "\n    " + shown + "\n    "
                    + " ".repeat(Math.max(0, Math.min(column - 1 - from, shown.length()))) + "^";
        }
    }

    /** See {@link DoppelException}. */
    public FixtureException(ErrorCode code, String message, String nextStep) {
        this(code, message, nextStep, null, null);
    }

    /** See {@link DoppelException}; the location and the cause may be null. */
    public FixtureException(ErrorCode code, String message, String nextStep, Location location, Throwable cause) {
        super(code, message, nextStep, cause);
        this.location = location;
    }

    /** The place in the source, where there is one. */
    public Optional<Location> location() {
        return Optional.ofNullable(location);
    }
}
