package doppel.dialect.sqlite.definition;

import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteScratch;
import doppel.dialect.sqlite.definition.SqliteScript.Definition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The shadow tables, in which virtual tables keep their rows: full-text indexes, R-trees. They go where their virtual
 * table goes. Stateless.
 */
public final class SqliteShadows {

    private static final Pattern SEARCH =
            Pattern.compile("(?is)CREATE\\s+VIRTUAL\\s+TABLE\\b.*\\bUSING\\s+[\"`\\[]?fts[345]\\b.*");

    private SqliteShadows() {}

    /**
     * The virtual table of each shadow table. Those of a module that SQLite does not have are unknown. A table that
     * only bears the name of one is none: SQLite itself tells them by their names alone.
     */
    public static Map<String, String> of(Handle handle) {
        Map<String, String> owners = new TreeMap<>();
        List<String> candidates = handle.createQuery(
                        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'")
                .mapTo(String.class)
                .list();
        if (candidates.isEmpty()) {
            return owners;
        }
        for (Definition definition : SqliteScript.definitions(handle)) {
            String start = SqliteSchemaReader.folded(definition.name()) + "_";
            List<String> named = candidates.stream()
                    .filter(name -> SqliteSchemaReader.folded(name).startsWith(start))
                    .toList();
            if (definition.virtual() && !named.isEmpty()) {
                Set<String> made = SqliteScratch.tables(definition.sql()).stream()
                        .map(SqliteSchemaReader::folded)
                        .collect(Collectors.toSet());
                named.stream()
                        .filter(name -> made.contains(SqliteSchemaReader.folded(name)))
                        .forEach(name -> owners.put(name, definition.name()));
            }
        }
        return owners;
    }

    /**
     * Gives virtual tables that came without any rows of their shadow tables those that they are created with, since
     * SQLite takes them for damaged without these. An index of the rows of another table is built. What only the
     * application can read is left to it.
     */
    public static void begin(SqliteFile file, Connection connection, Handle handle, List<Definition> definitions) {
        Map<String, List<String>> shadows = new TreeMap<>();
        of(handle)
                .forEach((shadow, owner) -> shadows.computeIfAbsent(owner, name -> new ArrayList<>())
                        .add(shadow));
        file.query("Creating virtual tables", () -> {
            shadows.keySet()
                    .removeAll(SqliteVirtualTables.unreadable(connection).keySet());
            for (Definition definition : definitions) {
                List<String> own = shadows.getOrDefault(definition.name(), List.of());
                if (definition.virtual() && !own.isEmpty() && areEmpty(handle, own)) {
                    begin(connection, definition, own);
                }
            }
            return null;
        });
    }

    private static boolean areEmpty(Handle handle, List<String> tables) {
        return tables.stream()
                .noneMatch(table -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM " + SqliteFile.quote(table) + ")")
                        .mapTo(Boolean.class)
                        .one());
    }

    private static void begin(Connection connection, Definition definition, List<String> shadows) throws SQLException {
        try (Connection scratch = SqliteFile.openInMemory();
                Statement creating = scratch.createStatement()) {
            SqliteScratch.create(creating, definition.sql());
            for (String shadow : shadows) {
                copy(creating, connection, shadow);
            }
        }
        boolean search = SEARCH.matcher(definition.sql()).matches();
        if (search && shadows.stream().noneMatch(shadow -> shadow.endsWith("_content"))) {
            String name = SqliteFile.quote(definition.name());
            try (Statement building = connection.createStatement()) {
                building.executeUpdate("INSERT INTO " + name + " (" + name + ") VALUES ('rebuild')");
            } catch (SQLException e) {
                return; // an index without any content cannot be built
            }
        }
    }

    private static void copy(Statement from, Connection into, String table) throws SQLException {
        try (ResultSet rows = from.executeQuery("SELECT * FROM " + SqliteFile.quote(table))) {
            int columns = rows.getMetaData().getColumnCount();
            String places = String.join(", ", Collections.nCopies(columns, "?"));
            while (rows.next()) {
                try (PreparedStatement insert =
                        into.prepareStatement("INSERT INTO " + SqliteFile.quote(table) + " VALUES (" + places + ")")) {
                    for (int i = 1; i <= columns; i++) {
                        insert.setObject(i, rows.getObject(i));
                    }
                    insert.executeUpdate();
                }
            }
        }
    }
}
