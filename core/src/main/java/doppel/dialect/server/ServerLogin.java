package doppel.dialect.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that is needed to log in to a server, with what the URL left out filled in.
 *
 * @param address the address and the user
 * @param driverUrl the same for the JDBC driver
 * @param driverOptions other settings of the driver, under its own names; never the password
 * @param password the password that was found, if any was
 * @param notices why places that might hold a password were skipped, a sentence each
 */
public record ServerLogin(
        ServerAddress address,
        String driverUrl,
        Map<String, String> driverOptions,
        Optional<FoundPassword> password,
        List<String> notices) {

    /** Keeps copies. */
    public ServerLogin {
        Objects.requireNonNull(address);
        Objects.requireNonNull(driverUrl);
        driverOptions = Map.copyOf(driverOptions);
        Objects.requireNonNull(password);
        notices = List.copyOf(notices);
    }

    /** How an engine's driver connects. */
    public interface Attempt {

        /** Connects with this password, empty where there is none. */
        Connection connect(String password) throws SQLException;

        /** Whether the server refused because the password was missing or wrong. */
        boolean wantsPassword(SQLException refusal);
    }

    /**
     * Connects with the password that was found, or else without one; if the server refuses that, with a password that
     * a person types.
     *
     * @param credentials asks a person, and remembers earlier answers
     */
    public Connection connect(Attempt attempt, Credentials credentials) throws SQLException {
        if (password.isPresent()) {
            return attempt.connect(password.get().text());
        }
        Optional<String> remembered = credentials.remembered(who());
        if (remembered.isPresent()) {
            return attempt.connect(remembered.get());
        }
        try {
            return attempt.connect("");
        } catch (SQLException e) {
            Optional<String> answer = attempt.wantsPassword(e) ? credentials.ask(who()) : Optional.empty();
            if (answer.isEmpty()) {
                throw e;
            }
            Connection connection = attempt.connect(answer.get());
            credentials.remember(who(), answer.get());
            return connection;
        }
    }

    /** The same with this password if none was found. */
    public ServerLogin orPassword(Optional<FoundPassword> other) {
        return new ServerLogin(address, driverUrl, driverOptions, password.or(() -> other), notices);
    }

    /** The user at the server, such as {@code admin@db.example.org:5432}. */
    public String who() {
        return address.user().orElse("") + "@" + where();
    }

    /** The server, such as {@code db.example.org:5432}. */
    public String where() {
        return address.hosts().stream()
                .map(host -> host.isPath() ? host.name() : host.toString())
                .collect(Collectors.joining(","));
    }

    /** Says where the password came from, or where to put one, for a user whom the server refused. */
    public String passwordAdvice(String engineFile) {
        String advice = password.map(found -> "The password came from " + found.place() + ": correct it there.")
                .orElse("No password was found: set DOPPEL_PASSWORD, or put it into " + engineFile
                        + "; on a terminal Doppel asks for it.");
        return notices.isEmpty() ? advice : advice + " " + String.join(" ", notices);
    }

    /** Server and user; never the password. */
    @Override
    public String toString() {
        return address.toString();
    }
}
