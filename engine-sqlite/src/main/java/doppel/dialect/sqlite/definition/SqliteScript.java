package doppel.dialect.sqlite.definition;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Ddl;
import doppel.dialect.Queries;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The definitions of a database as a script, in the order and the words of {@code sqlite_master}. Virtual tables go
 * straight into {@code sqlite_master}, as {@code sqlite3 .dump} writes them, since their shadow tables are created and
 * filled like any others.
 */
public final class SqliteScript {

    /** A row of {@code sqlite_master}. */
    public record Definition(String type, String name, String table, String sql, boolean virtual) {

        boolean internal() {
            return SqliteSchemaReader.isInternal(name);
        }

        /** Whether it is created after the rows: a trigger, or an index that is not unique. */
        public boolean waitsForRows() {
            return type.equals("trigger") || type.equals("index") && sql != null && !sql.startsWith("CREATE UNIQUE");
        }
    }

    /** What a database file says about itself. */
    public record Settings(
            int pageSize, String encoding, int autoVacuum, int userVersion, int applicationId, boolean wal) {

        public static Settings read(Handle handle) {
            return new Settings(
                    number(handle, "page_size"),
                    text(handle, "encoding"),
                    number(handle, "auto_vacuum"),
                    number(handle, "user_version"),
                    number(handle, "application_id"),
                    text(handle, "journal_mode").equalsIgnoreCase("wal"));
        }

        private static int number(Handle handle, String pragma) {
            return handle.createQuery("PRAGMA " + pragma).mapTo(Integer.class).one();
        }

        private static String text(Handle handle, String pragma) {
            return handle.createQuery("PRAGMA " + pragma).mapTo(String.class).one();
        }
    }

    private SqliteScript() {}

    /** The definitions, in their order. */
    public static List<Definition> definitions(Handle handle) {
        return handle.createQuery("SELECT type, name, tbl_name, sql, rootpage FROM sqlite_master ORDER BY rowid")
                .map((rows, context) -> new Definition(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(1).equals("table") && rows.getInt(5) == 0))
                .list();
    }

    /**
     * The script that creates these tables and what belongs to them; it is tried out first.
     *
     * @throws DatabaseException if a table cannot be created again
     */
    public static Ddl write(Handle handle, List<Table> tables) {
        Set<String> chosen = tables.stream()
                .map(table -> SqliteSchemaReader.folded(table.name()))
                .collect(Collectors.toSet());
        List<Definition> all = definitions(handle);
        List<Definition> definitions = all.stream()
                .filter(definition -> definition.sql() != null && belongs(definition, chosen, all))
                .toList();
        Settings settings = Settings.read(handle);
        StringBuilder script = new StringBuilder();
        List<String> notCarried = new ArrayList<>();
        try (Connection connection = SqliteFile.openInMemory();
                Statement scratch = connection.createStatement()) {
            String before =
                    "-- The schema as SQLite has it. `doppel restore` runs it; so does `sqlite3 new.db < schema.sql`.\n"
                            + "PRAGMA page_size = " + settings.pageSize() + ";\nPRAGMA encoding = '"
                            + settings.encoding()
                            + "';\nPRAGMA auto_vacuum = " + settings.autoVacuum() + ";\n";
            scratch.executeUpdate(before);
            script.append(before);
            List<Definition> carried = new ArrayList<>();
            for (Definition definition : definitions) {
                try {
                    String statement = tryOut(scratch, definition);
                    script.append('\n').append(statement).append('\n');
                    carried.add(definition);
                } catch (SQLException e) {
                    if (definition.type().equals("table")) {
                        throw notCarried(
                                "The table " + definition.name() + " cannot be created again: " + SqliteFile.words(e)
                                        + ".",
                                e);
                    }
                    notCarried.add("The " + definition.type() + " " + definition.name() + ": " + SqliteFile.words(e));
                }
            }
            requireSame(carried, definitions(Queries.on(connection)));
        } catch (SQLException e) {
            throw notCarried("SQLite refuses the schema's own definitions: " + SqliteFile.words(e) + ".", e);
        }
        script.append("\nPRAGMA user_version = ").append(settings.userVersion()).append(";\n");
        script.append("PRAGMA application_id = ")
                .append(settings.applicationId())
                .append(";\n");
        if (settings.wal()) {
            script.append("PRAGMA journal_mode = wal;\n");
        }
        return new Ddl(script.toString(), notCarried);
    }

    /** The statements that create an object with its exact text, tried out on the scratch database. */
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
        List<Definition> actual =
                created.stream().filter(definition -> definition.sql() != null).toList();
        for (int i = 0; i < expected.size(); i++) {
            if (i >= actual.size() || !expected.get(i).equals(actual.get(i))) {
                Definition definition = expected.get(i);
                String instead = i < actual.size()
                        ? "; there is instead: " + actual.get(i).sql()
                        : "";
                throw notCarried(
                        "The " + definition.type() + " " + definition.name()
                                + " does not come back from its own definition" + instead + ".",
                        null);
            }
        }
    }

    private static boolean belongs(Definition definition, Set<String> chosen, List<Definition> all) {
        if (definition.type().equals("view")) {
            return true;
        }
        String table = SqliteSchemaReader.folded(definition.table());
        if (all.stream()
                .anyMatch(view -> view.type().equals("view") && view.name().equalsIgnoreCase(table))) {
            return true; // a trigger on a view
        }
        if (definition.virtual()) { // with all of its shadow tables, or not at all
            return all.stream()
                    .filter(other -> other.type().equals("table") && !other.virtual())
                    .map(other -> SqliteSchemaReader.folded(other.name()))
                    .filter(other -> other.startsWith(table + "_"))
                    .allMatch(chosen::contains);
        }
        return chosen.contains(table);
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

    private static DatabaseException notCarried(String message, Exception cause) {
        return new DatabaseException(
                ErrorCode.SCHEMA_NOT_CARRIED,
                message,
                "Functions, collations and modules that an application registers itself are not known to Doppel: "
                        + "drop the"
                        + " objects that need them in a copy of the database, and dump that.",
                cause);
    }
}
