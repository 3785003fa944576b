package doppel.dialect.server;

import doppel.ErrorCode;
import doppel.UsageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of a database on a server, and the user who asks for it: the parts of a URL such as
 * {@code scheme://user:password@server:port/database?option=value}, escapes undone. The options user, password, host
 * and port count as if they stood in the first part of the URL. The text form never contains the password.
 *
 * @param scheme what the URL begins with, in lower case, such as {@code postgresql} or {@code jdbc:mysql}
 * @param user the name of the user
 * @param password the password; may be empty, which is not the same as absent
 * @param hosts where the server listens: none where the URL does not say, several where any of them will do
 * @param database the name of the database, empty where the URL does not say
 * @param options the other options after the {@code ?}, in their order
 * @param optionsSecret whether the options may hold a password, or a part of one that should have been escaped
 */
public record ServerAddress(
        String scheme,
        Optional<String> user,
        Optional<String> password,
        List<ServerHost> hosts,
        String database,
        Map<String, String> options,
        boolean optionsSecret) {

    private static final String HIDDEN = "***";
    private static final Pattern SECRET = Pattern.compile("passw|pwd|passphrase|secret|token|credential");

    /** Checks only that everything is there. */
    public ServerAddress {
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(database);
        hosts = List.copyOf(hosts);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Reads a URL.
     *
     * @param example a URL as it should be, for the error
     * @throws UsageException if it cannot be read
     */
    public static ServerAddress parse(String url, String example) {
        try {
            return AddressReader.read(url);
        } catch (AddressFault e) {
            throw new UsageException(
                    ErrorCode.UNKNOWN_URL,
                    "The URL " + withoutPassword(url) + " cannot be read: " + e.getMessage() + ".",
                    "Write " + example
                            + ". Do not put the password into the URL; docs/connections.md says where it belongs.");
        }
    }

    /**
     * Any text that names a database, safe to show: without its password, even one that should have been escaped. Of a
     * URL that cannot be read, only the scheme is shown.
     */
    public static String withoutPassword(String text) {
        Matcher scheme = AddressReader.SCHEME.matcher(text);
        if (!scheme.matches()) {
            return text;
        }
        String rest = scheme.group(2);
        if (!rest.startsWith("//")) {
            boolean secret = rest.indexOf('@') >= 0 || rest.indexOf('=') >= 0 && isSecret(rest);
            return secret ? scheme.group(1) + ":" + HIDDEN : text;
        }
        try {
            return AddressReader.read(text).toString();
        } catch (AddressFault e) {
            return scheme.group(1) + "://" + HIDDEN;
        }
    }

    /** Whether an option of this name holds a password. */
    static boolean isSecret(String option) {
        return SECRET.matcher(option.toLowerCase(Locale.ROOT)).find();
    }

    /** The same server, as the same user, with another database. */
    public ServerAddress withDatabase(String name) {
        return new ServerAddress(scheme, user, password, hosts, name, options, optionsSecret);
    }

    /** The same with another user. */
    public ServerAddress withUser(String name) {
        return new ServerAddress(scheme, Optional.of(name), password, hosts, database, options, optionsSecret);
    }

    /** The same with a password. */
    public ServerAddress withPassword(String secret) {
        return new ServerAddress(scheme, user, Optional.of(secret), hosts, database, options, optionsSecret);
    }

    /** The same with other hosts. */
    public ServerAddress withHosts(List<ServerHost> others) {
        return new ServerAddress(scheme, user, password, others, database, options, optionsSecret);
    }

    /** The URL that says all this, with the password where there is one. */
    public String url() {
        return url(password.map(PercentCode::encode), optionsOf(options));
    }

    /** The URL of a JDBC driver: hosts and database; user, password and options are passed to the driver separately. */
    public String driverUrl(String driver) {
        return "jdbc:" + driver + "://" + hostsAsWritten() + "/" + PercentCode.encode(database);
    }

    /** The URL without its password. */
    @Override
    public String toString() {
        return url(password.map(secret -> HIDDEN), optionsSecret ? "?" + HIDDEN : optionsOf(options));
    }

    private String url(Optional<String> shownPassword, String query) {
        String login = user.map(PercentCode::encode).orElse("")
                + shownPassword.map(secret -> ":" + secret).orElse("");
        return scheme + "://" + (login.isEmpty() ? "" : login + "@") + hostsAsWritten()
                + (database.isEmpty() && query.isEmpty() ? "" : "/") + PercentCode.encode(database) + query;
    }

    private String hostsAsWritten() {
        return hosts.stream().map(ServerHost::toString).collect(Collectors.joining(","));
    }

    private static String optionsOf(Map<String, String> options) {
        return options.isEmpty()
                ? ""
                : options.entrySet().stream()
                        .map(option ->
                                PercentCode.encode(option.getKey()) + "=" + PercentCode.encode(option.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
