package doppel.dialect.server;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The passwords that a person types; the person is asked once for each user of a server. They live as long as this
 * object. Thread-safe.
 */
public final class Credentials {

    private final Person person;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    private Credentials(Person person) {
        this.person = Objects.requireNonNull(person);
    }

    /** A person who can be asked. */
    @FunctionalInterface
    public interface Person {

        /** The answer, which is never shown; empty if there is none. */
        Optional<String> answer(String question);
    }

    /** Nobody is asked. */
    public static Credentials none() {
        return new Credentials(question -> Optional.empty());
    }

    /** This person is asked. */
    public static Credentials of(Person person) {
        return new Credentials(person);
    }

    /** The correct answer given earlier for this user of a server. */
    Optional<String> remembered(String login) {
        return Optional.ofNullable(answers.get(login));
    }

    Optional<String> ask(String login) {
        return person.answer("Password of " + login + ": ");
    }

    /** Keeps a correct answer. */
    void remember(String login, String answer) {
        answers.put(login, answer);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "credentials";
    }
}
