package doppel.dialect.sqlite.definition;

import doppel.dialect.Queries;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStandIns;
import doppel.dialect.sqlite.connect.SqliteUnknowns;
import doppel.dialect.sqlite.definition.SqliteScript.Definition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries definitions out on empty databases in memory. SQLite reads all of {@code sqlite_master} after each definition,
 * so that one database for all would take time in proportion to the square of their number; a table with what belongs
 * to it needs no other one, so each database gets some of the tables. Used once, by one thread.
 */
final class SqliteTrial {

    private static final int TABLES_AT_ONCE = 200;

    private final String settings;
    private final SqliteUnknowns unknowns;
    private final Map<Definition, String> statements = new HashMap<>();
    private final Map<Definition, SQLException> refusals = new HashMap<>();

    /**
     * @param settings the statements that come before all others
     * @param definitions the definitions in their order
     * @param unknowns what they need of their application, for which there are stand-ins
     * @throws doppel.DatabaseException if a definition comes back in other words
     */
    SqliteTrial(String settings, List<Definition> definitions, SqliteUnknowns unknowns) throws SQLException {
        this.settings = settings;
        this.unknowns = unknowns;
        Map<String, Integer> groups = new HashMap<>();
        List<List<Definition>> together = new ArrayList<>();
        for (Definition definition : definitions) {
            int group = groups.computeIfAbsent(
                    SqliteSchemaReader.folded(definition.table()), table -> groups.size() / TABLES_AT_ONCE);
            if (group == together.size()) {
                together.add(new ArrayList<>());
            }
            together.get(group).add(definition);
        }
        for (List<Definition> group : together) {
            tryOut(group);
        }
    }

    /**
     * The statements that create an object with its exact text.
     *
     * @throws SQLException if there are none
     */
    String statement(Definition definition) throws SQLException {
        SQLException refusal = refusals.get(definition);
        if (refusal != null) {
            throw refusal;
        }
        return statements.get(definition);
    }

    private void tryOut(List<Definition> definitions) throws SQLException {
        try (Connection connection = SqliteFile.openInMemory();
                Statement scratch = connection.createStatement()) {
            SqliteStandIns.on(connection, unknowns);
            scratch.executeUpdate(settings);
            List<Definition> carried = new ArrayList<>();
            for (Definition definition : definitions) {
                try {
                    statements.put(definition, tryOut(scratch, definition));
                    carried.add(definition);
                } catch (SQLException e) {
                    refusals.put(definition, e);
                }
            }
            requireSame(carried, SqliteScript.definitions(Queries.on(connection)));
        }
    }

    private static String tryOut(Statement scratch, Definition definition) throws SQLException {
        String plain = statement(definition, definition.sql() + ";");
        if (comesBack(scratch, definition, plain)) {
            return plain;
        }
        // a comment at the very end swallows the semicolon; a semicolon on its own line would become part of the text
        String corrected = statement(definition, definition.sql() + "\n;") + "\n"
                + withWritableSchema("UPDATE sqlite_master SET sql = " + string(definition.sql()) + " WHERE type = '"
                        + definition.type() + "' AND name = " + string(definition.name()) + ";");
        SqliteScriptGuard.run(scratch.getConnection(), corrected);
        return corrected;
    }

    /** Whether the object is created with its exact text when more statements follow; undone if not. */
    private static boolean comesBack(Statement scratch, Definition definition, String statement) throws SQLException {
        scratch.executeUpdate("SAVEPOINT before_definition");
        long last = lastRecorded(scratch);
        boolean same;
        try {
            SqliteScriptGuard.run(
                    scratch.getConnection(), statement + "\nSAVEPOINT next_statement;\nRELEASE next_statement;");
            same = recorded(scratch, definition, last);
        } catch (SQLException e) {
            same = false; // the next attempt fails for the same reason, unless the comment caused it
        }
        scratch.executeUpdate((same ? "" : "ROLLBACK TO before_definition; ") + "RELEASE before_definition");
        return same;
    }

    private static long lastRecorded(Statement scratch) throws SQLException {
        try (ResultSet rows = scratch.executeQuery("SELECT max(rowid) FROM sqlite_master")) {
            return rows.getLong(1);
        }
    }

    /** @param before the number of the last row before it was created: names have no index */
    private static boolean recorded(Statement scratch, Definition definition, long before) throws SQLException {
        try (ResultSet rows = scratch.executeQuery("SELECT sql FROM sqlite_master WHERE rowid > " + before
                + " AND type = '" + definition.type() + "' AND name = " + string(definition.name()))) {
            return rows.next() && definition.sql().equals(rows.getString(1));
        }
    }

    private static void requireSame(List<Definition> expected, List<Definition> created) {
        List<Definition> actual = created.stream()
                .filter(definition -> definition.sql() != null)
                .filter(definition -> !definition.internal() || expected.contains(definition)) // as AUTOINCREMENT needs
                .toList();
        for (int i = 0; i < expected.size(); i++) {
            if (i >= actual.size() || !expected.get(i).equals(actual.get(i))) {
                Definition definition = expected.get(i);
                String instead = i < actual.size()
                        ? "; there is instead: " + actual.get(i).sql()
                        : "";
                throw SqliteScript.notCarried(
                        "The " + definition.type() + " " + definition.name()
                                + " does not come back from its own definition" + instead + ".",
                        null);
            }
        }
    }

    private static String statement(Definition definition, String sql) {
        if (definition.virtual()) {
            return withWritableSchema(
                    "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', "
                            + string(definition.name()) + ", " + string(definition.table()) + ", 0, "
                            + string(definition.sql()) + ");");
        }
        if (definition.internal()) { // only a writable schema allows creating them
            return withWritableSchema(sql.replaceFirst("^CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "));
        }
        return sql;
    }

    private static String withWritableSchema(String statement) {
        return "PRAGMA writable_schema = ON;\n" + statement + "\nPRAGMA writable_schema = OFF;";
    }

    private static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
