package doppel.dialect.server;

import java.util.Objects;
import java.util.Optional;

/**
 * A password, and where it was found. The text form of this record holds the place only.
 *
 * @param text the password
 * @param place where it was found, in words that fit behind "the password in"
 */
public record FoundPassword(String text, String place) {

    private static final String VARIABLE = "DOPPEL_PASSWORD";

    /** Checks that both are there. */
    public FoundPassword {
        Objects.requireNonNull(text);
        Objects.requireNonNull(place);
    }

    /** The password from the places that every engine has: the URL, or else {@code DOPPEL_PASSWORD}. */
    public static Optional<FoundPassword> of(ServerAddress address, Environment environment) {
        return address.password()
                .map(text -> new FoundPassword(text, "the URL"))
                .or(() -> ofVariable(VARIABLE, environment));
    }

    /** The password in an environment variable. */
    public static Optional<FoundPassword> ofVariable(String variable, Environment environment) {
        return environment
                .variable(variable)
                .map(text -> new FoundPassword(text, "the environment variable " + variable));
    }

    @Override
    public String toString() {
        return "the password in " + place;
    }
}
