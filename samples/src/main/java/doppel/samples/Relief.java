package doppel.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The database of a relief organisation, with what years of typing have left in it, and the scripts of its repair: each
 * is a few lines for {@code doppel run}. The script {@code relief.sql} beside this class explains the rows.
 */
public final class Relief {

    /** The names of the scripts, in the order in which they are run. */
    public static final List<String> REPAIRS =
            List.of("options", "dates", "doubles", "sectors", "addresses", "settings");

    private Relief() {}

    /** Creates the database as a new SQLite file. */
    public static void create(Path file) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(text("relief.sql"));
        }
    }

    /** The text of a script. */
    public static String repair(String name) throws IOException {
        return text("repair/" + name + ".jsh");
    }

    private static String text(String name) throws IOException {
        try (InputStream text = Relief.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IOException(name + " is missing beside " + Relief.class.getName() + "; build Doppel again");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
