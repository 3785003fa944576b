package doppel.dialect.sqlite.connect;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.UsageException;
import doppel.dialect.version.VersionAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of a database, and how it is opened.
 *
 * @param path its path, as the user named it
 */
public record SqliteFile(Path path) {

    /** How long to wait for another process's lock, in milliseconds. */
    private static final int PATIENCE = 5_000;

    /**
     * A text that begins like this is a URL, even if a wrong one, and may contain a password; a single letter is a
     * drive.
     */
    private static final Pattern URL = Pattern.compile("(?i)jdbc:|[a-z][a-z0-9+.-]+:/");

    private static final List<String> COMPANIONS = List.of("-journal", "-wal", "-shm");

    public static boolean accepts(String url) {
        return url.startsWith("jdbc:sqlite:") || !URL.matcher(url).lookingAt() && !url.contains("://");
    }

    public static SqliteFile ofUrl(String url) {
        String path = url.startsWith("jdbc:sqlite:") ? url.substring("jdbc:sqlite:".length()) : url;
        if (path.isEmpty() || path.startsWith(":memory:") || path.startsWith("file:")) {
            throw new UsageException(
                    ErrorCode.UNKNOWN_URL,
                    "\"" + url + "\" does not name a file.",
                    "Give the path of the database file, such as library.db.");
        }
        try {
            return new SqliteFile(Path.of(path));
        } catch (java.nio.file.InvalidPathException e) {
            throw new UsageException(
                    ErrorCode.UNKNOWN_URL,
                    "\"" + path + "\" is not a path: " + e.getReason() + ".",
                    "Correct the path.");
        }
    }

    /** The key that identifies a file, even under another name; null if the system has none. */
    public static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** The key that identifies the file, whatever its name; null if there is no file, or the system has no such key. */
    public Object key() {
        try {
            return Files.exists(path) ? key(path) : null;
        } catch (IOException e) {
            throw StorageException.of("Reading " + path, e);
        }
    }

    /** Opens it for reading; it has to exist. */
    public Connection openReadOnly() {
        requireFile();
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return connect(config);
    }

    /** Creates an empty file that is private, if there is none: SQLite itself would let everybody read it. */
    public void createIfMissing() {
        try {
            PrivateFiles.createIfMissing(path);
        } catch (IOException e) {
            throw StorageException.of("Creating " + path, e);
        }
    }

    /** Opens it for writing; if it does not exist, it is created, and private. */
    public Connection openReadWrite() {
        createIfMissing();
        return connect(config());
    }

    /** An empty database in memory that lives as long as its connection. */
    public static Connection openInMemory() throws SQLException {
        return config().createConnection("jdbc:sqlite::memory:");
    }

    /** Deletes the journal of the database. */
    public void deleteJournal() {
        try {
            Files.deleteIfExists(companion("-journal"));
        } catch (IOException e) {
            throw StorageException.of("Deleting the journal of " + path, e);
        }
    }

    /** Deletes the files that SQLite keeps next to the database. */
    public void deleteCompanions() {
        try {
            for (String companion : COMPANIONS) {
                Files.deleteIfExists(companion(companion));
            }
        } catch (IOException e) {
            throw StorageException.of("Deleting what is beside " + path, e);
        }
    }

    /** Deletes the database with all files that SQLite keeps next to it. */
    public void delete() {
        deleteCompanions();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw StorageException.of("Deleting " + path, e);
        }
    }

    /** A stray journal of a missing database, or null; it would be applied to the next database. */
    public Path strayCompanion() {
        return COMPANIONS.stream()
                .map(this::companion)
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    /** Whether it has a write-ahead log. */
    public boolean hasLog() {
        return Files.exists(companion("-wal"));
    }

    /**
     * Removes the index of a log that is gone: a killed process leaves it behind, and exclusive connections ignore it.
     */
    public void deleteLogIndex() throws IOException {
        Files.deleteIfExists(companion("-shm"));
    }

    /** The exception for an error that the driver reports. */
    public DatabaseException failure(String doing, SQLException cause) {
        SQLiteErrorCode code =
                cause instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        int primary = code.code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new DatabaseException(
                    ErrorCode.DATABASE_LOCKED,
                    doing + ": another process holds " + path + " locked.",
                    "Stop the application that uses it (`fuser " + path + "` names it), then run this again.",
                    cause);
        }
        if (primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new DatabaseException(
                    ErrorCode.NOT_A_DATABASE,
                    path + " is not an SQLite database, or it is encrypted.",
                    "Check the path.",
                    cause);
        }
        if (primary == SQLiteErrorCode.SQLITE_CANTOPEN.code || primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return new DatabaseException(
                    ErrorCode.NOT_A_DATABASE,
                    doing + ": SQLite cannot open " + path + " (" + words(cause) + ").",
                    "Check that this account may read the file and write in its directory. If its application was"
                            + " killed in the middle of a transaction, open it once with the application so that it "
                            + "recovers.",
                    cause);
        }
        String next = primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                ? "The file is damaged. Restore it from a backup, or try `sqlite3 " + path + " .recover`."
                : primary == SQLiteErrorCode.SQLITE_FULL.code || primary == SQLiteErrorCode.SQLITE_IOERR.code
                        ? "Check that the disk has free space and no errors; then run this again."
                        : words(cause).equalsIgnoreCase("out of memory")
                                ? "Run this again with more memory for Java, such as -Xmx2g."
                                : "The words after \"failed\" are SQLite's own.";
        return new DatabaseException(
                ErrorCode.DATABASE_FAILED, doing + " failed: " + words(cause) + " (" + path + ").", next, cause);
    }

    /** The same for an error with the driver's error among its causes. */
    public DatabaseException failure(String doing, Exception e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return failure(doing, cause == null ? new SQLException(e) : (SQLException) cause);
    }

    /** How versions are read and written on a connection to it. */
    public VersionAccess versions(Connection connection) {
        return new VersionAccess(connection, SqliteFile::quote, SqliteFile::quote, this::failure);
    }

    /** An access to the database. */
    public interface Query<T> {
        T run() throws SQLException;
    }

    /** Accesses the database; if that fails, the error says what was being done. */
    public <T> T query(String doing, Query<T> query) {
        try {
            return query.run();
        } catch (SQLException | JdbiException e) {
            throw failure(doing, e);
        }
    }

    /** The words of the engine, without the driver's additions. */
    public static String words(SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        int open = message.indexOf('(');
        boolean wrapped = message.startsWith("[SQLITE") && open > 0 && message.endsWith(")");
        return wrapped ? message.substring(open + 1, message.length() - 1) : message;
    }

    /** Runs statements that return no rows. */
    public void run(Connection connection, String doing, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /** An identifier in its quotes. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private Path companion(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    public void requireFile() {
        if (!Files.exists(path)) {
            throw new DatabaseException(
                    ErrorCode.DATABASE_MISSING, "There is no database " + path + ".", "Check the path.");
        }
        if (!Files.isRegularFile(path)) {
            throw new DatabaseException(
                    ErrorCode.NOT_A_DATABASE, path + " is not a file.", "Give the path of the database file.");
        }
    }

    /** The configuration of every connection: no other files, no extensions. */
    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE);
        config.enforceForeignKeys(false);
        config.enableLoadExtension(false);
        config.setPragma(SQLiteConfig.Pragma.LIMIT_ATTACHED, "0");
        config.setPragma(
                SQLiteConfig.Pragma.LIMIT_COLUMN, "32767"); // the driver's own default is lower than the library's
        return config;
    }

    private Connection connect(SQLiteConfig config) {
        try {
            return config.createConnection("jdbc:sqlite:file:" + uriPath());
        } catch (SQLException e) {
            if (e.getCause() instanceof NativeLibraryNotFoundException) {
                throw new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        "SQLite's library cannot be loaded: " + e.getCause().getMessage() + ".",
                        "It is unpacked into the directory for temporary files, which has to be writable and to"
                                + " allow programs: name another with -Dorg.sqlite.tmpdir=DIR.",
                        e);
            }
            throw failure("Opening the database", e);
        }
    }

    /** The path for SQLite's file URIs (sqlite.org/uri.html): special characters are percent-encoded. */
    private String uriPath() {
        StringBuilder uri = new StringBuilder();
        for (byte b : path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8)) {
            if (b == '%' || b == '?' || b == '#' || b <= ' ') {
                uri.append(String.format(Locale.ROOT, "%%%02x", b & 0xff));
            } else {
                uri.append((char) b);
            }
        }
        return uri.toString();
    }
}
