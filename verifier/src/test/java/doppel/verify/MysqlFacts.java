package doppel.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a database of MySQL or MariaDB holds, by {@code information_schema} and the bytes of its values, sharing no code
 * with Doppel.
 */
final class MysqlFacts {

    private static final Map<String, String> SCHEMA_COLUMNS = Map.of(
            "TABLES", "TABLE_SCHEMA",
            "COLUMNS", "TABLE_SCHEMA",
            "STATISTICS", "TABLE_SCHEMA",
            "KEY_COLUMN_USAGE", "TABLE_SCHEMA",
            "REFERENTIAL_CONSTRAINTS", "CONSTRAINT_SCHEMA",
            "CHECK_CONSTRAINTS", "CONSTRAINT_SCHEMA",
            "PARTITIONS", "TABLE_SCHEMA",
            "VIEWS", "TABLE_SCHEMA",
            "TRIGGERS", "TRIGGER_SCHEMA",
            "ROUTINES", "ROUTINE_SCHEMA");

    /**
     * What differs between equal databases: times, what is estimated, counted or stored, and expressions in the words
     * of their author, which the definitions of tables show as the server understands them.
     */
    private static final Set<String> PASSING = Set.of(
            "CREATE_TIME",
            "UPDATE_TIME",
            "CHECK_TIME",
            "CREATED",
            "LAST_ALTERED",
            "CARDINALITY",
            "TABLE_ROWS",
            "AVG_ROW_LENGTH",
            "DATA_LENGTH",
            "INDEX_LENGTH",
            "DATA_FREE",
            "MAX_DATA_LENGTH",
            "CHECKSUM",
            "ROW_FORMAT",
            "MAX_INDEX_LENGTH",
            "GENERATION_EXPRESSION");

    private static final Set<String> NUMBERS = Set.of("bit", "enum", "set", "year");

    private final Connection connection;
    private final String database;

    private MysqlFacts(Connection connection, String database) {
        this.connection = connection;
        this.database = database;
    }

    /** All facts, as sorted lines by what they are about. */
    static Map<String, List<String>> of(String url) throws SQLException {
        Map<String, List<String>> facts = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            MysqlFacts reader = new MysqlFacts(connection, connection.getCatalog());
            if (!reader.lines("SHOW VARIABLES LIKE 'information_schema_stats_expiry'")
                    .isEmpty()) {
                reader.lines("SET SESSION information_schema_stats_expiry = 0");
            }
            for (Map.Entry<String, String> view : SCHEMA_COLUMNS.entrySet()) {
                if (!reader.lines("SHOW TABLES FROM information_schema LIKE '" + view.getKey() + "'")
                        .isEmpty()) { // older servers lack some
                    facts.put(
                            view.getKey(),
                            reader.lines("SELECT * FROM information_schema." + view.getKey() + " WHERE "
                                    + view.getValue() + " = DATABASE()"));
                }
            }
            for (String table :
                    reader.lines("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
                            + " AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')")) {
                String name = table.substring("TABLE_NAME=".length());
                String quoted = "`" + name.replace("`", "``") + "`";
                facts.put("definition of " + name, reader.lines("SHOW CREATE TABLE " + quoted));
                facts.put("rows of " + name, reader.lines("SELECT " + reader.values(name) + " FROM " + quoted));
            }
        }
        return facts;
    }

    /** Expressions that show the bytes of all values. */
    private String values(String table) throws SQLException {
        List<String> expressions = new ArrayList<>();
        String literal = table.replace("\\", "\\\\").replace("'", "''");
        try (Statement statement = connection.createStatement();
                ResultSet columns =
                        statement.executeQuery("SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS"
                                + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '" + literal
                                + "' ORDER BY ORDINAL_POSITION")) {
            while (columns.next()) {
                String column = "`" + columns.getString(1).replace("`", "``") + "`";
                String type = columns.getString(2).toLowerCase(Locale.ROOT);
                String value = NUMBERS.contains(type)
                        ? column + " + 0"
                        : type.equals("float")
                                ? column + " * 1e0"
                                : type.equals("vector") ? "HEX(" + column + ")" : column;
                expressions.add("HEX(CAST(" + value + " AS BINARY)) AS v" + expressions.size());
            }
        }
        return String.join(", ", expressions);
    }

    private List<String> lines(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    StringBuilder line = new StringBuilder();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        String label = rows.getMetaData().getColumnLabel(i);
                        if (!PASSING.contains(label.toUpperCase(Locale.ROOT))) {
                            line.append(i > 1 ? " " : "")
                                    .append(label)
                                    .append('=')
                                    .append(rows.getString(i));
                        }
                    }
                    // What a column or table has from its table or server, one of two equal definitions can say and the
                    // other not.
                    String said = line.toString()
                            .replace("page_checksum=1 ", "")
                            .replaceAll(" CHARACTER SET [a-z0-9]+(?= COLLATE [a-z0-9_]+)", "");
                    lines.add(said.replace("`" + database + "`", "`own`").replace("=" + database + " ", "=own "));
                }
            }
        }
        lines.sort(null);
        return lines;
    }
}
