package doppel.dialect.sqlite.definition;

import doppel.dialect.sqlite.connect.SqliteFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The virtual tables that only their application can read, because it registers their module or their tokenizer itself.
 * Their definitions and the rows of their shadow tables are carried all the same; but SQLite cannot check them, and
 * refuses to check a whole database because of them. Stateless.
 */
public final class SqliteVirtualTables {

    /** How SQLite and its full-text modules say that they lack something. */
    private static final Pattern MISSING = Pattern.compile(
            "(?is).*\\b(no such module|no such tokenizer|unknown tokenizer|error in tokenizer constructor)\\b.*");

    private SqliteVirtualTables() {}

    /** The names of those tables, with SQLite's words for what is missing. */
    public static Map<String, String> unreadable(Connection connection) throws SQLException {
        Map<String, String> virtual = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage = 0")) {
            while (rows.next()) {
                virtual.put(rows.getString(1), rows.getString(2));
            }
        }
        Map<String, String> unreadable = new TreeMap<>();
        for (Map.Entry<String, String> table : virtual.entrySet()) {
            try {
                ask(connection, SqliteFile.quote(table.getKey()), table.getValue());
            } catch (SQLException e) {
                if (MISSING.matcher(SqliteFile.words(e)).matches()) {
                    unreadable.put(table.getKey(), SqliteFile.words(e));
                }
            }
        }
        return unreadable;
    }

    /** Lets SQLite load what the table needs; FTS5 loads its tokenizer only for a search. */
    private static void ask(Connection connection, String name, String definition) throws SQLException {
        String search = SqliteSearchIndexes.isFts5(definition) ? " WHERE " + name + " MATCH 'a' LIMIT 1" : " LIMIT 0";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM " + name + search)) {
            rows.next();
        }
    }
}
