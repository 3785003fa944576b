package doppel.dialect.mysql.connect;

import com.mysql.cj.conf.PropertyKey;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.server.Environment;
import doppel.dialect.server.FoundPassword;
import doppel.dialect.server.ServerAddress;
import doppel.dialect.server.ServerHost;
import doppel.dialect.server.ServerLogin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * URLs of MySQL and MariaDB databases: the short form and the JDBC drivers'. Parts that a URL omits come from the
 * option files of the native clients; options have the names of Connector/J or of the native clients.
 */
public final class MysqlAddress {

    static final String EXAMPLE = "mysql://user@host:3306/database?ssl-mode=REQUIRED";

    private static final int DEFAULT_PORT = 3306;
    private static final String DEFAULTS_FILE = "defaults-file";
    private static final String SOCKET = "socket";

    private static final List<Path> COMMON_FILES = List.of(Path.of("/etc/my.cnf"), Path.of("/etc/mysql/my.cnf"));

    /** The settings in option files that concern a connection. */
    private static final Set<String> OF_FILES = Set.of(
            "ssl", "skip-ssl", "ssl-mode", "ssl-ca", "ssl-cert", "ssl-key", "ssl-verify-server-cert", "tls-version");

    /** Names of options that Connector/J knows but no longer lists. */
    private static final Set<String> DRIVER_SYNONYMS = Set.of("usessl", "requiressl", "verifyservercertificate");

    private MysqlAddress() {}

    /** Whether the URL is a MySQL or MariaDB URL. */
    static boolean accepts(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("mysql://")
                || lower.startsWith("mariadb://")
                || lower.startsWith("jdbc:mysql:")
                || lower.startsWith("jdbc:mariadb:");
    }

    /** Only what the URL says: for the same server's other databases, see {@link ServerAddress#withDatabase}. */
    public static ServerAddress parse(String url) {
        return ServerAddress.parse(url, EXAMPLE);
    }

    /** What the URL says, completed from the option files, with the password if there is one. */
    static ServerLogin login(String url, Environment environment) {
        ServerAddress written = parse(url);
        Map<String, String> options = new LinkedHashMap<>();
        written.options().forEach((name, value) -> options.put(nativeName(name), value));
        MysqlOptionFiles files = new MysqlOptionFiles(files(options.remove(DEFAULTS_FILE), environment));
        Map<String, String> fromFiles = new LinkedHashMap<>();
        files.options().forEach((name, option) -> fromFiles.put(name, option.value()));
        ServerAddress filled = filled(written, options, fromFiles, environment);
        Optional<FoundPassword> password = FoundPassword.of(filled, environment)
                .or(() -> Optional.ofNullable(files.options().get("password"))
                        .filter(option -> option.value() != null)
                        .map(option ->
                                new FoundPassword(option.value(), option.file().toString())))
                .or(() -> FoundPassword.ofVariable("MYSQL_PWD", environment));
        for (String name : OF_FILES) {
            if (fromFiles.containsKey(name) && !(name.startsWith("ssl") && says(options, "ssl"))) {
                options.putIfAbsent(
                        name, Optional.ofNullable(fromFiles.get(name)).orElse("1"));
            }
        }
        Map<String, String> driverOptions = new MysqlDriverOptions(filled, environment).of(options);
        ServerAddress forDriver = filled;
        if (filled.hosts().get(0).isPath()) {
            driverOptions.put("socketFactory", MysqlSocketFactory.class.getName());
            driverOptions.put(MysqlSocketFactory.PATH, filled.hosts().get(0).name());
            driverOptions.put("allowPublicKeyRetrieval", "true"); // nobody can intercept it
            forDriver = filled.withHosts(List.of(new ServerHost("127.0.0.1", 0)));
        }
        return new ServerLogin(filled, forDriver.driverUrl("mysql"), driverOptions, password, files.notices());
    }

    /**
     * An option's name as the native clients write it, if it is one of theirs; Connector/J's names have capital
     * letters.
     */
    private static String nativeName(String name) {
        return switch (name) {
            case "localSocket", "unix_socket" -> SOCKET;
            case "serverSslCert" -> "ssl-ca";
            default -> name.equals(name.toLowerCase(Locale.ROOT)) ? name.replace('_', '-') : name;
        };
    }

    private static boolean says(Map<String, String> options, String beginning) {
        return options.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith(beginning) || DRIVER_SYNONYMS.contains(name));
    }

    private static List<Path> files(String named, Environment environment) {
        if (named != null) {
            Path file = environment.path(named);
            if (!Files.isReadable(file)) {
                throw refused(
                        "there is no file " + file + " that could be read for defaults-file", "Correct its path.");
            }
            return List.of(file);
        }
        List<Path> files = new ArrayList<>(COMMON_FILES);
        files.add(environment.home().resolve(".my.cnf"));
        return files;
    }

    private static ServerAddress filled(
            ServerAddress written,
            Map<String, String> options,
            Map<String, String> fromFiles,
            Environment environment) {
        String user = written.user()
                .or(() -> Optional.ofNullable(fromFiles.get("user")))
                .orElse(environment.userName());
        String database = written.database().isEmpty()
                ? Optional.ofNullable(fromFiles.get("database")).orElse("")
                : written.database();
        if (database.isEmpty()) {
            throw refused("it names no database", "Write " + EXAMPLE + ".");
        }
        int port = Optional.ofNullable(fromFiles.get("port"))
                .or(() -> environment.variable("MYSQL_TCP_PORT"))
                .map(MysqlAddress::port)
                .orElse(DEFAULT_PORT);
        List<ServerHost> hosts = new ArrayList<>();
        for (ServerHost host : written.hosts().isEmpty() ? List.of(new ServerHost("", 0)) : written.hosts()) {
            String name = !host.name().isEmpty()
                    ? host.name()
                    : Optional.ofNullable(fromFiles.get("host"))
                            .or(() -> environment.variable("MYSQL_HOST"))
                            .orElse("localhost");
            hosts.add(new ServerHost(name, host.port() == 0 ? port : host.port()));
        }
        String socket = options.remove(SOCKET);
        if (socket == null && usesSocket(written, hosts, options)) {
            socket = Optional.ofNullable(fromFiles.get(SOCKET))
                    .filter(path -> Files.exists(Path.of(path)))
                    .orElse(null);
        }
        options.remove("protocol");
        if (socket != null) {
            hosts = List.of(
                    new ServerHost(environment.path(socket).toAbsolutePath().toString(), 0));
        }
        return written.withUser(user).withDatabase(database).withHosts(hosts);
    }

    /** As in the native clients, localhost without a port is reached through the socket of an option file. */
    private static boolean usesSocket(ServerAddress written, List<ServerHost> hosts, Map<String, String> options) {
        return !"tcp".equalsIgnoreCase(options.get("protocol"))
                && hosts.size() == 1
                && hosts.get(0).name().equals("localhost")
                && (written.hosts().isEmpty() || written.hosts().get(0).port() == 0)
                && !written.scheme().startsWith("jdbc:");
    }

    private static int port(String text) {
        try {
            return new ServerHost("", Integer.parseInt(text)).port();
        } catch (IllegalArgumentException e) {
            throw refused("the port in an option file or MYSQL_TCP_PORT is not a port", "Correct it.");
        }
    }

    /** Whether Connector/J has an option of this name. */
    static boolean isDriverOption(String name) {
        return PropertyKey.fromValue(name) != null || DRIVER_SYNONYMS.contains(name.toLowerCase(Locale.ROOT));
    }

    static UsageException refused(String what, String nextStep) {
        return new UsageException(ErrorCode.UNKNOWN_URL, "The URL cannot be used: " + what + ".", nextStep);
    }
}
