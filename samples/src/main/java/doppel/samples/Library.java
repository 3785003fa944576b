package doppel.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database of a small town library as version 1 of its application left it: some three hundred rows, most of them
 * classics and their readers, and among them every oddity that a SQLite database can have.
 *
 * <p>The script {@code library-1.sql} beside this class makes it and explains it. It depends on nothing but itself, so
 * every database built has the same content. Stateless and thread-safe.
 */
public final class Library {

    private static final String SCRIPT = "library-1.sql";

    private Library() {}

    /**
     * Builds the database in a new file. If that fails, no file is left.
     *
     * @throws FileAlreadyExistsException if there is a file of this name already; it is not touched
     * @throws IOException if the file cannot be written
     */
    public static void create(Path file) throws IOException {
        String script = script();
        // Taken first, so that nobody else's file is ever written to.
        Files.createFile(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        } catch (SQLException e) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-journal"));
            Files.deleteIfExists(file);
            throw new IOException("cannot build the library's database in " + file + ": " + e.getMessage(), e);
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Library.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IOException(
                        SCRIPT + " is missing beside " + Library.class.getName() + "; build Doppel again");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
