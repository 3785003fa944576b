package doppel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A database of PostgreSQL with one of everything that a server of a version can have, as scripts. Lines of the
 * resources that begin with {@code /*14*}{@code /} are for servers since version 14, and with {@code /*<14*}{@code /}
 * for older ones.
 */
public final class RichPostgresql {

    private static final Pattern MARK = Pattern.compile("/\\*(<?)(\\d+)\\*/");

    private RichPostgresql() {}

    /** A definition of each kind. */
    public static String definitions(int version) {
        return script("postgresql-definitions.sql", version);
    }

    /** Creates them in an empty database, with values of each type, and some of what is not carried. */
    public static void create(String jdbcUrl, int version) {
        // the driver would divide the bodies of functions
        try (Connection connection = DriverManager.getConnection(jdbcUrl + "&preferQueryMode=simple");
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(definitions(version));
            statement.execute(script("postgresql-rows.sql", version));
        } catch (SQLException e) {
            throw new IllegalStateException("version " + version, e);
        }
    }

    private static String script(String name, int version) {
        try (InputStream script = RichPostgresql.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> isFor(line, version) ? line : "")
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFor(String line, int version) {
        Matcher mark = MARK.matcher(line);
        return !mark.lookingAt()
                || version < Integer.parseInt(mark.group(2)) == !mark.group(1).isEmpty();
    }
}
