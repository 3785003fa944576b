package doppel.dialect.sqlite.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What SQLite records of tables and indexes, read once: it has no index on names, so that asking for each of many
 * tables would take time in proportion to the square of their number. Immutable and thread-safe.
 */
public final class SqliteCatalog {

    private final Map<String, Integer> roots = new HashMap<>();
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, Kind> kinds = new HashMap<>();

    private record Recorded(String type, String name, int root, String sql) {}

    private record Kind(boolean withoutRowId, boolean strict) {}

    private SqliteCatalog(Handle handle) {
        List<Recorded> all = handle.createQuery("SELECT type, name, rootpage, sql FROM sqlite_master")
                .map((rows, context) ->
                        new Recorded(rows.getString(1), rows.getString(2), rows.getInt(3), rows.getString(4)))
                .list();
        for (Recorded one : all) {
            roots.put(key(one.type(), one.name()), one.root());
            statements.put(key(one.type(), one.name()), one.sql() == null ? "" : one.sql());
        }
        handle.createQuery("SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main'")
                .map((rows, context) -> kinds.put(rows.getString(1), new Kind(rows.getBoolean(2), rows.getBoolean(3))))
                .list();
    }

    /** Reads what is recorded now. */
    public static SqliteCatalog read(Handle handle) {
        return new SqliteCatalog(handle);
    }

    private static String key(String type, String name) {
        return type + " " + name;
    }

    /** The first page of a table's or an index's tree; empty if it has none. */
    public Optional<Integer> root(String type, String name) {
        return Optional.ofNullable(roots.get(key(type, name))).filter(page -> page > 1);
    }

    /** The statement that created a table or an index; empty for what SQLite created itself. */
    public String statement(String type, String name) {
        return statements.getOrDefault(key(type, name), "");
    }

    /** Whether a table never gives a number twice. */
    boolean isAutoincrement(String table) {
        return statement("table", table).toUpperCase(Locale.ROOT).contains("AUTOINCREMENT");
    }

    /** Whether a table's rows have no number of their own. */
    public boolean isWithoutRowId(String table) {
        return kinds.containsKey(table) && kinds.get(table).withoutRowId();
    }

    /** Whether a table is STRICT. */
    public boolean isStrict(String table) {
        return kinds.containsKey(table) && kinds.get(table).strict();
    }
}
