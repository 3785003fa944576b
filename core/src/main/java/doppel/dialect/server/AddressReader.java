package doppel.dialect.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the URL of a server's database (RFC 3986, with several hosts, as the native clients and the JDBC drivers have
 * it). A password with characters that have a meaning in a URL is refused rather than split at the wrong place.
 */
final class AddressReader {

    /** A scheme, with or without {@code jdbc:} before it; a single letter is the drive of a path. */
    static final Pattern SCHEME =
            Pattern.compile("((?:[Jj][Dd][Bb][Cc]:)?[A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?");
    private static final Pattern NO_HOST = Pattern.compile("[\\s()=\\[\\]\"'<>;:\\\\@?#]");
    private static final String ESCAPES =
            "; characters with a meaning in a URL are written as %40 for @, %3A for :, %2F for / and %3F for ?";

    private final boolean jdbc;
    private final Map<String, String> options = new LinkedHashMap<>();
    private boolean secret;

    private AddressReader(boolean jdbc) {
        this.jdbc = jdbc;
    }

    static ServerAddress read(String url) throws AddressFault {
        Matcher parts = SCHEME.matcher(url);
        if (!parts.matches()) {
            throw new AddressFault("it does not begin with a scheme");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        return new AddressReader(scheme.startsWith("jdbc:")).read(scheme, parts.group(2));
    }

    private ServerAddress read(String scheme, String rest) throws AddressFault {
        int question = rest.indexOf('?');
        String before = question < 0 ? rest : rest.substring(0, question);
        readOptions(question < 0 ? "" : rest.substring(question + 1));
        String authority = "";
        String path = before;
        if (before.startsWith("//")) {
            int slash = before.indexOf('/', 2);
            authority = before.substring(2, slash < 0 ? before.length() : slash);
            path = slash < 0 ? "" : before.substring(slash + 1);
        } else if (!jdbc) {
            throw new AddressFault("// is missing after the scheme");
        }
        if (path.indexOf('/') >= 0 || path.indexOf('@') >= 0) {
            throw new AddressFault("the name of the database contains a / or an @" + ESCAPES);
        }
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int colon = login.indexOf(':');
        String user = PercentCode.decode(colon < 0 ? login : login.substring(0, colon), false);
        return new ServerAddress(
                scheme,
                taken("user").or(() -> Optional.of(user).filter(name -> !name.isEmpty())),
                taken("password").or(colon < 0 ? Optional::empty : decoded(login.substring(colon + 1))),
                hosts(authority.substring(at + 1)),
                PercentCode.decode(path, false),
                options,
                secret);
    }

    private static java.util.function.Supplier<Optional<String>> decoded(String password) throws AddressFault {
        Optional<String> decoded = Optional.of(PercentCode.decode(password, false));
        return () -> decoded;
    }

    private void readOptions(String query) throws AddressFault {
        if (!jdbc && query.indexOf('@') >= 0) {
            throw new AddressFault("an @ comes after a ?" + ESCAPES);
        }
        for (String option : query.split("&")) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                String name = PercentCode.decode(option.substring(0, equals), jdbc);
                secret |= ServerAddress.isSecret(name);
                options.put(name, PercentCode.decode(option.substring(equals + 1), jdbc));
            } else if (!option.isEmpty()) {
                throw new AddressFault("an option has no name or no value; an & in a value is written %26");
            }
        }
    }

    /** An option with the same meaning as a part of the URL. */
    private Optional<String> taken(String option) {
        String taken = null;
        for (String name : List.copyOf(options.keySet())) {
            if (name.equalsIgnoreCase(option)) {
                taken = options.remove(name);
            }
        }
        return Optional.ofNullable(taken);
    }

    private List<ServerHost> hosts(String authority) throws AddressFault {
        List<ServerHost> hosts = new ArrayList<>();
        for (String host : authority.isEmpty() ? new String[0] : authority.split(",", -1)) {
            hosts.add(host(host));
        }
        Optional<String> host = taken("host").filter(name -> !name.isEmpty());
        Optional<String> port = taken("port").filter(number -> !number.isEmpty());
        if (host.isPresent() || port.isPresent()) {
            if (hosts.size() > 1) {
                throw new AddressFault("the option host or port is given in addition to several hosts");
            }
            ServerHost written = hosts.isEmpty() ? new ServerHost("", 0) : hosts.get(0);
            hosts = List.of(
                    new ServerHost(host.orElse(written.name()), port.isPresent() ? port(port.get()) : written.port()));
        }
        return hosts;
    }

    private static ServerHost host(String text) throws AddressFault {
        int bracket = text.lastIndexOf(']');
        boolean bracketed = text.startsWith("[") && bracket > 0;
        int colon = bracketed ? bracket + 1 : text.indexOf(':');
        String port = colon < 0 ? "" : text.substring(colon);
        String name = bracketed
                ? text.substring(1, bracket)
                : PercentCode.decode(colon < 0 ? text : text.substring(0, colon), false);
        boolean odd = bracketed
                ? !IPV6.matcher(name).matches()
                : !name.startsWith("/") && NO_HOST.matcher(name).find();
        if (odd) {
            throw new AddressFault("the name of the host contains a character that no host name has" + ESCAPES);
        }
        if (!port.isEmpty() && port.charAt(0) != ':') {
            throw new AddressFault("the text after the bracket of an IPv6 address is not a port");
        }
        return new ServerHost(name, port.length() <= 1 ? 0 : port(port.substring(1)));
    }

    private static int port(String text) throws AddressFault {
        int number = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > 65_535) {
            throw new AddressFault("the port is not a number from 1 to 65535" + ESCAPES);
        }
        return number;
    }
}
