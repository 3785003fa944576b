package doppel.cli;

import doppel.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** SQLite databases for tests, made and read without Doppel. */
final class Database {

    private Database() {}

    /** Creates a database, or changes it. */
    static Path create(Path file, String... statements) {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    /** Two authors and three books, which refer to them. */
    static Path library(Path file) {
        return create(
                file,
                "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
                "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author INTEGER REFERENCES author)",
                "INSERT INTO author VALUES (1, 'Astrid'), (2, 'Otfried')",
                "INSERT INTO book VALUES (1, 'Ronja', 1), (2, 'Krabat', 2), (3, 'Pippi', 1)");
    }

    /** A table {@code numbers} of so many rows. */
    static Path numbers(Path file, int rows, String word) {
        return create(
                file,
                "PRAGMA synchronous = OFF",
                "CREATE TABLE numbers (id INTEGER PRIMARY KEY, half REAL, word TEXT)",
                "INSERT INTO numbers WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows
                        + ") SELECT i, i / 2.0, '" + word + " ' || i FROM n");
    }

    /**
     * A hash of everything: the text of {@code sqlite_master}, and all values in the order of the first columns, each
     * by its storage class and bits.
     *
     * @throws AssertionError if SQLite finds the database damaged
     */
    static String digest(Path file) {
        try (Connection connection = open(file)) {
            MessageDigest digest = Sha256.digest();
            List<String> tables = new ArrayList<>();
            rows(connection, "PRAGMA integrity_check", values -> {
                if (!values[0].equals("ok")) {
                    throw new AssertionError(file + ": " + values[0]);
                }
            });
            rows(connection, "SELECT type, name, tbl_name, sql FROM sqlite_master", values -> {
                update(digest, values);
                if (values[0].equals("table")) {
                    tables.add((String) values[1]);
                }
            });
            for (String table : tables) {
                rows(connection, "SELECT * FROM \"" + table + "\" ORDER BY 1", values -> update(digest, values));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (SQLException e) {
            throw new AssertionError(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** One value. */
    static Object value(Path file, String sql) {
        List<Object> found = new ArrayList<>();
        try (Connection connection = open(file)) {
            rows(connection, sql, values -> found.add(values[0]));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found.get(0);
    }

    private interface RowReader {
        void read(Object[] values);
    }

    private static void rows(Connection connection, String sql, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Object[] values = new Object[rows.getMetaData().getColumnCount()];
            while (rows.next()) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = rows.getObject(i + 1);
                }
                reader.read(values);
            }
        }
    }

    private static void update(MessageDigest digest, Object[] values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            String shown = value instanceof byte[] bytes
                    ? HexFormat.of().formatHex(bytes)
                    : value instanceof Double real
                            ? Long.toHexString(Double.doubleToRawLongBits(real))
                            : String.valueOf(value);
            String type = value instanceof Integer
                    ? "Long"
                    : value == null ? "" : value.getClass().getSimpleName();
            text.append(type)
                    .append(' ')
                    .append(shown.length())
                    .append(' ')
                    .append(shown)
                    .append('\n');
        }
        digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
