package doppel.dialect.server;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a person for a password, once for each user of a server. Whoever can ask says so with {@link #askWith}; without that
 * nobody is asked. Thread-safe.
 */
public final class PasswordPrompt {

    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();
    private static volatile Person person = question -> Optional.empty();

    private PasswordPrompt() {}

    /** Somebody who can be asked. */
    @FunctionalInterface
    public interface Person {

        /** The answer, which is never shown; empty where there is none. */
        Optional<String> answer(String question);
    }

    /** Names who is asked from now on; answers to somebody else are forgotten. */
    public static void askWith(Person newPerson) {
        person = newPerson;
        ANSWERS.clear();
    }

    /** What was answered, and was right, for this user of a server. */
    static Optional<String> remembered(String login) {
        return Optional.ofNullable(ANSWERS.get(login));
    }

    static Optional<String> ask(String login) {
        return person.answer("Password of " + login + ": ");
    }

    /** Keeps a right answer. */
    static void remember(String login, String answer) {
        ANSWERS.put(login, answer);
    }
}
