package doppel.dialect.server;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a run needs to connect besides URLs: the passwords that a person types, and how long it waits for a server that
 * says nothing. The person is asked once for each user of a server; passwords live as long as this object. Thread-safe.
 */
public final class Credentials {

    /** How long a run waits unless it is told otherwise. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Person person;
    private final Map<String, String> answers;
    private final Duration patience;

    private Credentials(Person person, Map<String, String> answers, Duration patience) {
        this.person = Objects.requireNonNull(person);
        this.answers = answers;
        this.patience = Objects.requireNonNull(patience);
    }

    /** A person who can be asked. */
    @FunctionalInterface
    public interface Person {

        /** The answer, which is never shown; empty if there is none. */
        Optional<String> answer(String question);
    }

    /** Nobody is asked. */
    public static Credentials none() {
        return of(question -> Optional.empty());
    }

    /** This person is asked. */
    public static Credentials of(Person person) {
        return new Credentials(person, new ConcurrentHashMap<>(), PATIENCE);
    }

    /** The same with another time after which a server that says nothing and is not at work is given up. */
    public Credentials waiting(Duration other) {
        return new Credentials(person, answers, other);
    }

    /** That time. */
    public Duration patience() {
        return patience;
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
