package doppel.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database of a small-town library as version 1 of its application left it: some three hundred rows, most of them
 * classics and their readers, with every oddity that an SQLite database can have; and what the application ships for
 * its upgrade: the empty schemas of versions 2 and 3, and its migrations.
 *
 * <p>The script {@code library-1.sql} beside this class makes the database and explains it. It depends on nothing but
 * itself, so every database built has the same content. Stateless and thread-safe.
 */
public final class Library {

    private Library() {}

    /**
     * Builds the database in a new file. If that fails, no file is left.
     *
     * @throws FileAlreadyExistsException if there is a file of this name already; it is not touched
     * @throws IOException if the file cannot be written
     */
    public static void create(Path file) throws IOException {
        String script = shipped("library-1.sql");
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

    /**
     * Writes the script that makes the blank database of a version.
     *
     * @param version 2 or 3; the blank schema of version 1 is that of a dump of its database
     * @throws IOException if the file cannot be written, or exists already
     */
    public static void writeSchema(int version, Path file) throws IOException {
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("there is no blank schema of version " + version);
        }
        write("library-" + version + ".sql", file);
    }

    /**
     * Writes the source of {@link LibraryMigrations}, which is all that a restore needs of the application.
     *
     * @throws IOException if the file cannot be written, or exists already
     */
    public static void writeMigrations(Path file) throws IOException {
        write("LibraryMigrations.java", file);
    }

    /**
     * Writes demo rows for version 1, as people write them by hand for {@code doppel load}.
     *
     * @param file {@code CircleRows.java} in some directory
     * @throws IOException if the file cannot be written, or exists already
     */
    public static void writeDemoRows(Path file) throws IOException {
        write("load/CircleRows.java", file);
    }

    private static void write(String name, Path file) throws IOException {
        Files.writeString(file, shipped(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static String shipped(String name) throws IOException {
        try (InputStream text = Library.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IOException(name + " is missing beside " + Library.class.getName() + "; build Doppel again");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
