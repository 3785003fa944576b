package doppel.dialect.sqlite.definition;

import doppel.dialect.sqlite.connect.SqliteFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;

/**
 * The full-text indexes, whose rows come unchanged from the source. If the indexed rows have changed during the
 * restore, the indexes are rebuilt: otherwise searches would find the old content. An index that cannot be read is
 * refused, unless only the application can read it.
 */
public final class SqliteSearchIndexes {

    private static final Pattern FTS5 =
            Pattern.compile("(?is)CREATE\\s+VIRTUAL\\s+TABLE\\b.*\\bUSING\\s+[\"`\\[]?fts5\\b.*");
    private static final int PRIMARY_CODE = 0xff;

    private final SqliteFile file;
    private final Connection connection;

    public SqliteSearchIndexes(SqliteFile file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** All rows are in. */
    public void refresh(List<SqliteScript.Definition> definitions) {
        Set<String> unreadable = file.query("Reading the schema", () -> SqliteVirtualTables.unreadable(connection))
                .keySet();
        for (SqliteScript.Definition definition : definitions) {
            if (!unreadable.contains(definition.name())
                    && definition.virtual()
                    && isFts5(definition.sql())
                    && isStale(definition.name())) {
                String name = SqliteFile.quote(definition.name());
                file.run(
                        connection,
                        "Building the full-text index " + definition.name(),
                        "INSERT INTO " + name + " (" + name + ") VALUES ('rebuild')");
            }
        }
    }

    /** Whether this statement creates an FTS5 index. */
    static boolean isFts5(String definition) {
        return FTS5.matcher(definition).matches();
    }

    /** Whether the index does not match its rows. An index that keeps no rows to compare with always matches. */
    private boolean isStale(String table) {
        String name = SqliteFile.quote(table);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO " + name + " (" + name + ", rank) VALUES ('integrity-check', 1)");
            return false;
        } catch (SQLException e) {
            if ((e.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_CORRUPT.code) {
                return true;
            }
            throw file.failure("Checking the full-text index " + table, e);
        }
    }
}
