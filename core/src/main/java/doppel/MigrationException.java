package doppel;

import java.util.Optional;

/**
 * Something in the migrations of an application is wrong. The user has to look at the place in their source that the
 * message names.
 */
public final class MigrationException extends DoppelException {

    private static final long serialVersionUID = 1L;

    private final transient FixtureException.Location location;

    /** See {@link DoppelException}. */
    public MigrationException(ErrorCode code, String message, String nextStep, Throwable cause) {
        this(code, message, nextStep, null, cause);
    }

    /** See {@link DoppelException}; the location and the cause may be null. */
    public MigrationException(
            ErrorCode code, String message, String nextStep, FixtureException.Location location, Throwable cause) {
        super(code, message, nextStep, cause);
        this.location = location;
    }

    /** The place in the source, where the compiler says one. */
    public Optional<FixtureException.Location> location() {
        return Optional.ofNullable(location);
    }
}
