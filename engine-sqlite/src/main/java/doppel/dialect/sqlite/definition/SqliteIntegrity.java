package doppel.dialect.sqlite.definition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks whether a database is whole, as far as anybody but its application can. Stateless. */
public final class SqliteIntegrity {

    private SqliteIntegrity() {}

    /**
     * What is wrong.
     *
     * @param most the number of problems after which SQLite stops
     * @param otherOrder the tables whose indexes are in an order that SQLite does not know, so that only their rows can
     *     be checked
     */
    public static List<String> problems(Connection connection, int most, Set<String> otherOrder) throws SQLException {
        List<String> problems = new ArrayList<>();
        for (String check : checks(connection, most, otherOrder)) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(check)) {
                while (rows.next()) {
                    if (!rows.getString(1).equals("ok")) {
                        problems.add(rows.getString(1));
                    }
                }
            }
        }
        return problems;
    }

    /** A virtual table that cannot be read makes SQLite refuse to check the database, but not to check other tables. */
    private static List<String> checks(Connection connection, int most, Set<String> otherOrder) throws SQLException {
        Set<String> unreadable = SqliteVirtualTables.unreadable(connection).keySet();
        if (unreadable.isEmpty() && otherOrder.isEmpty()) {
            return List.of("PRAGMA integrity_check(" + most + ")");
        }
        Map<String, Boolean> withoutRowId = new LinkedHashMap<>(Map.of("sqlite_schema", false));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT m.name, l.wr FROM sqlite_master m JOIN"
                        + " pragma_table_list l ON l.schema = 'main' AND l.name = m.name WHERE m.type = 'table'")) {
            while (rows.next()) {
                withoutRowId.put(rows.getString(1), rows.getBoolean(2));
            }
        }
        withoutRowId.keySet().removeAll(unreadable);
        List<String> checks = new ArrayList<>();
        withoutRowId.forEach((table, isOneIndex) -> {
            String argument = "('" + table.replace("'", "''") + "')";
            if (!otherOrder.contains(table)) {
                checks.add("PRAGMA main.integrity_check" + argument);
            } else if (!isOneIndex) {
                checks.add("PRAGMA main.quick_check" + argument);
            }
        });
        return checks;
    }
}
