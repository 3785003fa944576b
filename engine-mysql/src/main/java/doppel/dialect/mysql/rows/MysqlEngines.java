package doppel.dialect.mysql.rows;

import doppel.DatabaseException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlTableOptions;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives tables without transactions an engine with transactions while rows come in, since only that can undo a batch of
 * rows. The few tables that would not be the same afterwards keep their engine. Used by one thread.
 */
public final class MysqlEngines {

    private static final String DOING = "Changing the engine of a table";
    private static final String TRANSACTIONAL = "InnoDB";

    private final MysqlSession session;
    private final String tried;
    private final Map<String, String> changed = new LinkedHashMap<>();
    private final Set<String> unchanged = new HashSet<>();

    private MysqlEngines(MysqlSession session, String tried) {
        this.session = session;
        this.tried = tried;
    }

    /** Leaves each table the engine that it has. */
    public static MysqlEngines asTheyAre(MysqlSession session) {
        MysqlEngines engines = new MysqlEngines(session, "");
        engines.unchanged.addAll(withoutTransactions(session).keySet());
        return engines;
    }

    /** Changes the engines of tables, until {@link #restore}. */
    public static MysqlEngines change(MysqlSession session, Schema schema) {
        String free = "doppel_tried";
        while (schema.table(free).isPresent()) {
            free += "_";
        }
        MysqlEngines changing = new MysqlEngines(session, free);
        Map<String, String> engines = withoutTransactions(session);
        if (!engines.isEmpty()) {
            changing.beLenient();
        }
        for (Table table : schema.tables()) {
            String engine = engines.get(table.name());
            if (engine != null) {
                changing.change(table.name(), engine);
            }
        }
        return changing;
    }

    /** Lets the engine accept options that are meaningless to it, if the account may do that. */
    private void beLenient() {
        try {
            session.run(DOING, "SET SESSION innodb_strict_mode = 0");
        } catch (DatabaseException e) {
            unchanged.clear(); // tables with such options keep their engine
        }
    }

    /** The tables of the chosen database whose engine has no transactions, with that engine. */
    public static Map<String, String> withoutTransactions(MysqlSession session) {
        Map<String, String> engines =
                session.foldsNames() ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new HashMap<>();
        session.list(
                "Reading the schema",
                "SELECT t.TABLE_NAME, t.ENGINE FROM information_schema.TABLES t LEFT JOIN information_schema.ENGINES e"
                        + " ON e.ENGINE = t.ENGINE WHERE t.TABLE_SCHEMA = " + MysqlSession.literal(session.database())
                        + " AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')"
                        + " AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES' AND "
                        + MysqlTableOptions.hasOwnRows("t.ENGINE"),
                row -> engines.put(row.getString(1), row.getString(2)));
        return engines;
    }

    private void change(String table, String engine) {
        try {
            if (comesBack(table, engine)) {
                alter(table, TRANSACTIONAL);
                changed.put(table, engine);
                return;
            }
            unchanged.add(table);
        } catch (DatabaseException e) { // it does not support such rows or keys
            unchanged.add(table);
        }
    }

    /** Tries the change back and forth on a copy, since the engines do not keep all of each other's options. */
    private boolean comesBack(String table, String engine) {
        session.run(DOING, "CREATE TABLE " + MysqlSession.quote(tried) + " LIKE " + MysqlSession.quote(table));
        try {
            String before = definition(tried);
            alter(tried, TRANSACTIONAL);
            alter(tried, engine);
            return definition(tried).equals(before);
        } finally {
            session.run(DOING, "DROP TABLE " + MysqlSession.quote(tried));
        }
    }

    private void alter(String table, String engine) {
        session.run(DOING, "ALTER TABLE " + MysqlSession.quote(table) + " ENGINE = " + engine);
    }

    private String definition(String table) {
        List<String> definitions =
                session.list(DOING, "SHOW CREATE TABLE " + MysqlSession.quote(table), row -> row.getString(2));
        return definitions.get(0).replaceFirst(" AUTO_INCREMENT=[0-9]+", "");
    }

    /** Whether the server cannot undo changes to the table's rows. */
    boolean cannotUndo(String table) {
        return unchanged.contains(table);
    }

    /** Gives the tables their own engines back. */
    public void restore() {
        changed.forEach(this::alter);
        changed.clear();
    }
}
