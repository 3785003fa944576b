package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.portable.PortableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Names the definitions of a database that only its own DDL contains. Used for one database. */
public final class MysqlOthers {

    /** Before the place of a column that takes the time of each change: its table, a full stop, its name. */
    public static final String AUTOMATIC = "automatic update of ";

    /** Before the place of a column that a row of all columns does not show. */
    public static final String INVISIBLE = "invisible column ";

    private static final String DOING = "Reading the schema";

    /** What MariaDB takes for text of any language since 11.5, besides the collation that an encoding is known for. */
    private static final String USUAL_COLLATION = "utf8mb4_uca1400_ai_ci";

    private final MysqlSession session;
    private final String database;
    private final List<String> others = new ArrayList<>();

    private MysqlOthers(MysqlSession session, String database) {
        this.session = session;
        this.database = database;
    }

    /** @param database the name of the database as a literal */
    static List<String> read(MysqlSession session, String database) {
        MysqlOthers reader = new MysqlOthers(session, database);
        reader.addObjects();
        reader.addPropertiesOfTables();
        reader.addPropertiesOfColumns();
        reader.addCollations();
        return reader.others.stream().distinct().toList();
    }

    private void addObjects() {
        add("SELECT CONCAT('view ', TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_TYPE = 'VIEW' AND "
                + "TABLE_SCHEMA");
        add("SELECT CONCAT('trigger ', TRIGGER_NAME, ' on ', EVENT_OBJECT_TABLE) FROM information_schema.TRIGGERS WHERE"
                + " TRIGGER_SCHEMA");
        add("SELECT CONCAT(LOWER(ROUTINE_TYPE), ' ', ROUTINE_NAME) FROM information_schema.ROUTINES WHERE "
                + "ROUTINE_SCHEMA");
        add("SELECT CONCAT(LOWER(ENGINE), ' table ', TABLE_NAME) FROM information_schema.TABLES WHERE NOT "
                + MysqlTableOptions.hasOwnRows("ENGINE") + " AND TABLE_SCHEMA");
        add("SELECT CONCAT('event ', EVENT_NAME) FROM information_schema.EVENTS WHERE EVENT_SCHEMA");
        if (session.isMariadb()) {
            add("SELECT CONCAT('sequence ', TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_TYPE = "
                    + "'SEQUENCE' AND"
                    + " TABLE_SCHEMA");
            add("SELECT CONCAT('check ', CONSTRAINT_NAME, ' of ', TABLE_NAME) FROM information_schema.CHECK_CONSTRAINTS"
                    + " WHERE CHECK_CLAUSE NOT LIKE 'json\\_valid(%' AND CONSTRAINT_SCHEMA");
        } else {
            add("SELECT CONCAT('check ', CONSTRAINT_NAME, ' of ', TABLE_NAME) FROM information_schema.TABLE_CONSTRAINTS"
                    + " WHERE CONSTRAINT_TYPE = 'CHECK' AND CONSTRAINT_SCHEMA");
        }
    }

    private void addPropertiesOfTables() {
        add("SELECT CONCAT('storage engine ', ENGINE, ' of ', TABLE_NAME) FROM information_schema.TABLES WHERE "
                + "ENGINE <>"
                + " 'InnoDB' AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND "
                + MysqlTableOptions.hasOwnRows("ENGINE") + " AND TABLE_SCHEMA");
        add("SELECT CONCAT('system versioning of ', TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_TYPE ="
                + " 'SYSTEM VERSIONED' AND TABLE_SCHEMA");
        add("SELECT DISTINCT CONCAT('partitions of ', TABLE_NAME) FROM information_schema.PARTITIONS WHERE"
                + " PARTITION_NAME IS NOT NULL AND TABLE_SCHEMA");
    }

    private void addPropertiesOfColumns() {
        String columns = "FROM information_schema.COLUMNS c JOIN information_schema.TABLES t USING (TABLE_SCHEMA,"
                + " TABLE_NAME) WHERE t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND ";
        String at = "CONCAT(TABLE_NAME, '.', c.COLUMN_NAME) ";
        add("SELECT CONCAT('" + AUTOMATIC + "', " + at + ") " + columns
                + "c.EXTRA LIKE '%on update%' AND TABLE_SCHEMA");
        add("SELECT CONCAT('" + INVISIBLE + "', " + at + ") " + columns
                + "c.EXTRA LIKE '%INVISIBLE%' AND TABLE_SCHEMA");
        add("SELECT DISTINCT CONCAT('comments of ', TABLE_NAME) " + columns
                + "(c.COLUMN_COMMENT <> '' OR t.TABLE_COMMENT <> '') AND TABLE_SCHEMA");
        if (session.describes("COLUMNS", "SRS_ID")) {
            add("SELECT CONCAT('spatial reference of ', " + at + ") " + columns
                    + "c.SRS_ID IS NOT NULL AND TABLE_SCHEMA");
        }
    }

    /** Those that are not an encoding's own: of a table where all of its text has one, or of a column. */
    private void addCollations() {
        List<String> defaults = session.strings(
                DOING,
                "SELECT DISTINCT c.COLLATION_NAME FROM information_schema.COLUMNS c JOIN information_schema.TABLES t"
                        + " USING (TABLE_SCHEMA, TABLE_NAME) WHERE t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')"
                        + " AND c.COLLATION_NAME IN ('" + USUAL_COLLATION + "', (SELECT DEFAULT_COLLATE_NAME FROM"
                        + " information_schema.CHARACTER_SETS WHERE CHARACTER_SET_NAME = 'utf8mb4')) AND"
                        + " TABLE_SCHEMA = " + database);
        defaults.forEach(collation -> others.add(PortableSchema.DEFAULT_COLLATION + collation));
        Map<String, Map<String, String>> found = new TreeMap<>();
        session.list(
                DOING,
                "SELECT TABLE_NAME, c.COLUMN_NAME, IF(c.COLLATION_NAME = '" + USUAL_COLLATION
                        + "' OR c.COLLATION_NAME IN (SELECT DEFAULT_COLLATE_NAME FROM"
                        + " information_schema.CHARACTER_SETS), '', c.COLLATION_NAME) FROM information_schema.COLUMNS c"
                        + " JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME) WHERE t.TABLE_TYPE IN"
                        + " ('BASE TABLE', 'SYSTEM VERSIONED') AND c.COLLATION_NAME IS NOT NULL AND c.DATA_TYPE <>"
                        + " 'json' AND TABLE_SCHEMA = " + database,
                row -> found.computeIfAbsent(row.getString(1), table -> new TreeMap<>())
                        .put(row.getString(2), row.getString(3)));
        found.forEach((table, collations) -> {
            boolean one = Set.copyOf(collations.values()).size() == 1;
            collations.forEach((column, collation) -> {
                if (!collation.isEmpty()) {
                    others.add("collation " + collation + " of " + table + (one ? "" : "." + column));
                }
            });
        });
    }

    /** @param sql ends with the column that holds the name of the database */
    private void add(String sql) {
        others.addAll(session.strings(DOING, sql + " = " + database));
    }
}
