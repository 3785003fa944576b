package doppel.dialect.postgresql.connect;

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
import org.postgresql.PGProperty;

/**
 * URLs of PostgreSQL databases, read as libpq reads them (PostgreSQL's documentation, "Connection Strings" and
 * "Environment Variables"): the short form and the JDBC driver's, with the options of both.
 */
public final class PostgresqlAddress {

    static final String EXAMPLE = "postgresql://user@host:5432/database?sslmode=require";

    private static final int DEFAULT_PORT = 5432;
    private static final String PASSWORD_FILE = "passfile";

    /** The socket directories of PostgreSQL's packages and its own builds. */
    private static final List<String> SOCKET_DIRECTORIES = List.of("/var/run/postgresql", "/tmp");

    /** libpq's options that have another name in the driver. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "gssencmode", "gssEncMode",
            "channel_binding", "channelBinding",
            "krbsrvname", "kerberosServerName",
            "sslnegotiation", "sslNegotiation",
            "application_name", "ApplicationName");

    /** libpq's environment variables that correspond to an option. */
    private static final Map<String, String> VARIABLES = Map.of(
            "PGSSLMODE", "sslmode",
            "PGSSLROOTCERT", "sslrootcert",
            "PGSSLCERT", "sslcert",
            "PGSSLKEY", "sslkey",
            "PGCONNECT_TIMEOUT", "connect_timeout",
            "PGPASSFILE", PASSWORD_FILE);

    private PostgresqlAddress() {}

    /** Whether the URL is a PostgreSQL URL. */
    public static boolean accepts(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("postgresql://")
                || lower.startsWith("postgres://")
                || lower.startsWith("jdbc:postgresql:");
    }

    /** Only what the URL says: for the same server's other databases, see {@link ServerAddress#withDatabase}. */
    public static ServerAddress parse(String url) {
        return ServerAddress.parse(url, EXAMPLE);
    }

    /** What the URL says, completed from libpq's places, with the password if there is one. */
    static ServerLogin login(ServerAddress written, Environment environment) {
        Map<String, String> options = new LinkedHashMap<>();
        VARIABLES.forEach(
                (variable, option) -> environment.variable(variable).ifPresent(value -> options.put(option, value)));
        options.putAll(written.options());
        ServerAddress filled = filled(written, environment);
        String passwordFile = options.remove(PASSWORD_FILE);
        PostgresqlPasswordFile.Answer inFile = new PostgresqlPasswordFile(
                        passwordFile == null ? environment.home().resolve(".pgpass") : environment.path(passwordFile),
                        SOCKET_DIRECTORIES)
                .find(filled);
        Optional<FoundPassword> password = FoundPassword.of(filled, environment)
                .or(() -> FoundPassword.ofVariable("PGPASSWORD", environment))
                .or(inFile::password);
        Map<String, String> driverOptions = driverOptions(filled, options);
        ServerAddress forDriver = filled;
        if (filled.hosts().get(0).isPath()) {
            driverOptions.put("socketFactory", PostgresqlSocketFactory.class.getName());
            driverOptions.put("socketFactoryArg", socket(filled.hosts().get(0)).toString());
            driverOptions.put("sslmode", "disable"); // as in libpq: connections within the machine need no TLS
            forDriver = filled.withHosts(List.of(new ServerHost("localhost", 0)));
        }
        return new ServerLogin(filled, forDriver.driverUrl("postgresql"), driverOptions, password, inFile.notices());
    }

    private static ServerAddress filled(ServerAddress written, Environment environment) {
        String user = written.user().or(() -> environment.variable("PGUSER")).orElse(environment.userName());
        String database = written.database().isEmpty()
                ? environment.variable("PGDATABASE").orElse(user)
                : written.database();
        int port = environment.variable("PGPORT").map(PostgresqlAddress::port).orElse(DEFAULT_PORT);
        List<ServerHost> hosts = new ArrayList<>();
        for (ServerHost host : written.hosts().isEmpty() ? List.of(new ServerHost("", 0)) : written.hosts()) {
            int hostPort = host.port() == 0 ? port : host.port();
            String name = host.name().isEmpty() ? usualHost(environment, hostPort) : host.name();
            hosts.add(new ServerHost(name, hostPort));
        }
        if (hosts.size() > 1 && hosts.stream().anyMatch(ServerHost::isPath)) {
            throw refused("a Unix socket is given together with other hosts", "Give only the socket.");
        }
        return written.withUser(user).withDatabase(database).withHosts(hosts);
    }

    private static String usualHost(Environment environment, int port) {
        return environment
                .variable("PGHOST")
                .orElseGet(() -> SOCKET_DIRECTORIES.stream()
                        .filter(directory -> Files.exists(socket(new ServerHost(directory, port))))
                        .findFirst()
                        .orElse("localhost"));
    }

    private static int port(String text) {
        try {
            return new ServerHost("", Integer.parseInt(text)).port();
        } catch (IllegalArgumentException e) {
            throw refused("the variable PGPORT is not a port", "Correct it.");
        }
    }

    private static Path socket(ServerHost host) {
        return Path.of(host.name(), ".s.PGSQL." + host.port());
    }

    private static Map<String, String> driverOptions(ServerAddress address, Map<String, String> options) {
        Map<String, String> driverOptions = new LinkedHashMap<>();
        options.forEach((option, value) -> {
            String name = DRIVER_NAMES.getOrDefault(option, option);
            if (option.equals("target_session_attrs")) {
                driverOptions.put("targetServerType", serverType(value));
            } else if (!option.equals("client_encoding")) { // always UTF-8
                if (PGProperty.forName(name) == null) {
                    throw refused(
                            address.optionsSecret()
                                    ? "neither libpq nor the JDBC driver has one of the options"
                                    : "neither libpq nor the JDBC driver has an option " + option,
                            "Correct its name, or leave it out; an & in a value is written %26.");
                }
                driverOptions.put(name, value);
            }
        });
        return driverOptions;
    }

    private static String serverType(String sessionAttributes) {
        return switch (sessionAttributes) {
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> "any";
        };
    }

    private static UsageException refused(String what, String nextStep) {
        return new UsageException(ErrorCode.UNKNOWN_URL, "The URL cannot be used: " + what + ".", nextStep);
    }
}
