package doppel.dialect.mysql.connect;

import doppel.dialect.server.Environment;
import doppel.dialect.server.ServerAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Translates the native clients' options into Connector/J's.
 *
 * @param address the address with the options
 * @param environment the base of relative paths
 */
record MysqlDriverOptions(ServerAddress address, Environment environment) {

    /** The driver's options; its own ones stay as they are. */
    Map<String, String> of(Map<String, String> options) {
        Map<String, String> driver = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            switch (name) {
                case "ssl-mode", "sslMode" -> driver.put("sslMode", mode(value));
                case "ssl" -> driver.putIfAbsent("sslMode", isOff(value) ? "DISABLED" : "REQUIRED");
                case "skip-ssl" -> driver.putIfAbsent("sslMode", "DISABLED");
                case "ssl-verify-server-cert" -> {
                    if (!isOff(value)) {
                        driver.put("sslMode", "VERIFY_IDENTITY");
                    }
                }
                case "ssl-ca" -> driver.putAll(MysqlCertificates.trusting(environment.path(value)));
                case "ssl-cert" ->
                    driver.putAll(MysqlCertificates.showing(
                            environment.path(value), environment.path(options.getOrDefault("ssl-key", value))));
                case "ssl-key" -> {} // used together with ssl-cert
                case "ssl-cipher", "tls-ciphersuites" -> driver.put("tlsCiphersuites", value);
                case "tls-version" -> driver.put("tlsVersions", value);
                case "connect-timeout" -> driver.put("connectTimeout", value + "000");
                case "compress" -> driver.put("useCompression", String.valueOf(!isOff(value)));
                case "get-server-public-key" -> driver.put("allowPublicKeyRetrieval", String.valueOf(!isOff(value)));
                case "server-public-key-path" -> driver.put("serverRSAPublicKeyFile", value);
                case "default-character-set", "charset" -> {} // always utf8mb4
                default -> driver.put(known(name), value);
            }
        });
        if (options.containsKey("ssl-ca")) {
            // the native clients do not trust blindly if they are told whom to trust
            driver.compute("sslMode", (name, mode) -> mode == null || mode.equals("REQUIRED") ? "VERIFY_CA" : mode);
        }
        return driver;
    }

    private String known(String name) {
        if (!MysqlAddress.isDriverOption(name)) {
            throw MysqlAddress.refused(
                    address.optionsSecret()
                            ? "neither the native clients nor Connector/J have one of the options"
                            : "neither the native clients nor Connector/J have an option " + name,
                    "Correct its name, or leave it out; an & in a value is written %26.");
        }
        return name;
    }

    private static boolean isOff(String value) {
        return value.equals("0") || value.equalsIgnoreCase("false") || value.equalsIgnoreCase("off");
    }

    /** A mode by its name in MySQL's clients, Connector/J or MariaDB's driver. */
    private static String mode(String value) {
        String mode = value.toUpperCase(Locale.ROOT).replace('-', '_');
        return switch (mode) {
            case "DISABLE" -> "DISABLED";
            case "TRUST" -> "REQUIRED";
            case "VERIFY_FULL" -> "VERIFY_IDENTITY";
            case "DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY" -> mode;
            default ->
                throw MysqlAddress.refused(
                        "ssl-mode is not one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY",
                        "Name one of them.");
        };
    }
}
