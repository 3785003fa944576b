package doppel.dialect.sqlite.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Creates a virtual table in an empty database, to see which shadow tables its module makes. Stateless. */
public final class SqliteScratch {

    /** The options of full-text indexes that decide which shadow tables there are. */
    private static final Set<String> DECISIVE =
            Set.of("content", "contentless_delete", "contentless_unindexed", "columnsize", "matchinfo");

    private SqliteScratch() {}

    /** The tables that this definition makes; none if SQLite cannot create it. */
    public static Set<String> tables(String definition) {
        Set<String> tables = new HashSet<>();
        try (Connection scratch = SqliteFile.openInMemory();
                Statement statement = scratch.createStatement()) {
            create(statement, definition);
            try (ResultSet rows =
                    statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            return Set.of(); // so each table that bears such a name counts as the user's own
        }
        return tables;
    }

    /**
     * Creates a virtual table. One that needs what an empty database does not have, a tokenizer or the table that gives
     * it its columns, is created without that: its shadow tables are the same.
     */
    public static void create(Statement statement, String definition) throws SQLException {
        try {
            statement.executeUpdate(definition);
        } catch (SQLException e) {
            statement.executeUpdate(withoutNeeds(definition));
        }
    }

    private static String withoutNeeds(String definition) {
        List<String> tokens = SqliteTokens.of(definition);
        int start = tokens.indexOf("(");
        if (start < 0) {
            return definition;
        }
        StringBuilder sql = new StringBuilder(String.join(" ", tokens.subList(0, start))).append(" (x");
        for (int i = start + 1; i < tokens.size() - 2; i++) {
            boolean begins = tokens.get(i - 1).equals("(") || tokens.get(i - 1).equals(",");
            if (begins
                    && tokens.get(i + 1).equals("=")
                    && DECISIVE.contains(tokens.get(i).toLowerCase(Locale.ROOT))) {
                sql.append(", ").append(tokens.get(i)).append('=').append(tokens.get(i + 2));
            }
        }
        return sql.append(')').toString();
    }
}
