package doppel.dialect.sqlite.definition;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Ddl;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteUnknowns;
import doppel.schema.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * @param unknowns what tables and indexes need of their application
     * @throws DatabaseException if a table cannot be created again
     */
    public static Ddl write(Handle handle, List<Table> tables, SqliteUnknowns unknowns) {
        Set<String> chosen = tables.stream()
                .map(table -> SqliteSchemaReader.folded(table.name()))
                .collect(Collectors.toSet());
        List<Definition> all = definitions(handle);
        Set<String> views = all.stream()
                .filter(definition -> definition.type().equals("view"))
                .map(view -> SqliteSchemaReader.folded(view.name()))
                .collect(Collectors.toSet());
        Map<String, String> shadows = SqliteShadows.of(handle);
        List<Definition> definitions = all.stream()
                .filter(definition -> definition.sql() != null && belongs(definition, chosen, views, shadows))
                .toList();
        Settings settings = Settings.read(handle);
        String before =
                "-- The schema as SQLite has it. `doppel restore` runs it; so does `sqlite3 new.db < schema.sql`.\n"
                        + "PRAGMA page_size = " + settings.pageSize() + ";\nPRAGMA encoding = '" + settings.encoding()
                        + "';\nPRAGMA auto_vacuum = " + settings.autoVacuum() + ";\n";
        StringBuilder script = new StringBuilder(before);
        List<String> notCarried = new ArrayList<>();
        SqliteTrial trial = trial(before, definitions, unknowns);
        for (Definition definition : definitions) {
            requireNothingLost(handle, definition, unknowns);
            try {
                script.append('\n').append(trial.statement(definition)).append('\n');
            } catch (SQLException e) {
                if (definition.type().equals("table")) {
                    throw notCarried(
                            "The table " + definition.name() + " cannot be created again: " + SqliteFile.words(e) + ".",
                            e);
                }
                notCarried.add("The " + definition.type() + " " + definition.name() + ": " + SqliteFile.words(e));
            }
        }
        script.append("\nPRAGMA user_version = ").append(settings.userVersion()).append(";\n");
        script.append("PRAGMA application_id = ")
                .append(settings.applicationId())
                .append(";\n");
        if (settings.wal()) {
            script.append("PRAGMA journal_mode = wal;\n");
        }
        return new Ddl(script.toString(), notCarried, aftercare(handle, unknowns));
    }

    private static SqliteTrial trial(String settings, List<Definition> definitions, SqliteUnknowns unknowns) {
        try {
            return new SqliteTrial(settings, definitions, unknowns);
        } catch (SQLException e) {
            throw notCarried("SQLite refuses the schema's own definitions: " + SqliteFile.words(e) + ".", e);
        }
    }

    private static void requireNothingLost(Handle handle, Definition definition, SqliteUnknowns unknowns) {
        String lost;
        try {
            lost = definition.type().equals("table") && !definition.virtual()
                    ? SqliteAftercare.lostColumn(handle.getConnection(), definition.name(), definition.sql(), unknowns)
                    : null;
        } catch (SQLException e) {
            throw notCarried("The table " + definition.name() + " cannot be read: " + SqliteFile.words(e) + ".", e);
        }
        if (lost != null) {
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_CARRIED,
                    "The column " + definition.name() + "." + lost + " is computed by the function "
                            + String.join(", ", unknowns.in(definition.sql()).functions())
                            + ", which only the application has, and its values are stored.",
                    "Leave the table out (--exclude " + definition.name()
                            + "), or make the column VIRTUAL in a copy of the database, and dump that.");
        }
    }

    private static List<String> aftercare(Handle handle, SqliteUnknowns unknowns) {
        try {
            return SqliteAftercare.sentences(handle.getConnection(), unknowns);
        } catch (SQLException e) {
            throw notCarried("The definitions cannot be read: " + SqliteFile.words(e) + ".", e);
        }
    }

    private static boolean belongs(
            Definition definition, Set<String> chosen, Set<String> views, Map<String, String> shadows) {
        String table = SqliteSchemaReader.folded(definition.table());
        if (views.contains(table)) { // or a trigger on it
            return true;
        }
        if (definition.virtual()) { // with all of its shadow tables, or not at all
            return shadows.entrySet().stream()
                    .filter(shadow -> shadow.getValue().equals(definition.name()))
                    .allMatch(shadow -> chosen.contains(SqliteSchemaReader.folded(shadow.getKey())));
        }
        return chosen.contains(table);
    }

    static DatabaseException notCarried(String message, Exception cause) {
        return new DatabaseException(
                ErrorCode.SCHEMA_NOT_CARRIED, message, "Drop it in a copy of the database, and dump that.", cause);
    }
}
