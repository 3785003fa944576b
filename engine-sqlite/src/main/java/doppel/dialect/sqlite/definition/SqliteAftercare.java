package doppel.dialect.sqlite.definition;

import doppel.dialect.sqlite.connect.SqliteComputed;
import doppel.dialect.sqlite.connect.SqliteUnknowns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a restore has to leave to the application of a database, since only it has the collations, functions and modules
 * of the definitions. Stateless.
 */
public final class SqliteAftercare {

    private static final String INDEXES = """
            SELECT m.name, m.sql, i.sql, x.coll, c.hidden
              FROM sqlite_master m
              JOIN pragma_index_list(m.name, 'main') l
              JOIN pragma_index_xinfo(l.name, 'main') x
              LEFT JOIN sqlite_master i ON i.type = 'index' AND i.name = l.name
              LEFT JOIN pragma_table_xinfo(m.name, 'main') c ON c.cid = x.cid
             WHERE m.type = 'table' AND m.rootpage > 0 AND x."key" = 1
            """;

    private SqliteAftercare() {}

    /** What is left to it, a sentence each. */
    public static List<String> sentences(Connection connection, SqliteUnknowns unknowns) throws SQLException {
        List<String> sentences = new ArrayList<>();
        Set<String> tables = tablesToIndexAgain(connection, unknowns);
        if (!tables.isEmpty()) {
            sentences.add("Indexes of " + String.join(", ", tables) + " use "
                    + words(unknowns.collations(), unknowns.functions())
                    + ", which only the application has: after a restore, let it run REINDEX before it reads them");
        }
        if (!unknowns.functions().isEmpty()) {
            sentences.add("A restore cannot check what " + words(List.of(), unknowns.functions()) + " would check");
        }
        for (Map.Entry<String, String> table :
                SqliteVirtualTables.unreadable(connection).entrySet()) {
            sentences.add("Only the application can read the virtual table " + table.getKey() + " (" + table.getValue()
                    + "): it is carried unread, and if a restore changes its rows, the application has to build it"
                    + " again");
        }
        return sentences;
    }

    /** The tables with indexes whose content or order only the application knows. */
    public static Set<String> tablesToIndexAgain(Connection connection, SqliteUnknowns unknowns) throws SQLException {
        Set<String> tables = new TreeSet<>();
        if (unknowns.isEmpty()) {
            return tables;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(INDEXES)) {
            while (rows.next()) {
                String collation = String.valueOf(rows.getString(4)).toLowerCase(Locale.ROOT);
                boolean computed = rows.getInt(5) > 0
                        && !unknowns.in(rows.getString(2)).functions().isEmpty();
                String index = rows.getString(3);
                if (unknowns.collations().contains(collation)
                        || computed
                        || index != null && !unknowns.in(index).functions().isEmpty()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }

    /**
     * The column of a table whose values only the application can compute, but SQLite stores or requires.
     *
     * @return its name, or null if there is none
     */
    static String lostColumn(Connection connection, String table, String definition, SqliteUnknowns unknowns)
            throws SQLException {
        Set<String> needing = SqliteComputed.needing(unknowns, definition);
        if (needing.isEmpty()) {
            return null;
        }
        try (var statement = connection.prepareStatement(
                "SELECT name FROM pragma_table_xinfo(?, 'main')" + " WHERE hidden = 3 OR hidden = 2 AND \"notnull\"")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (needing.contains(rows.getString(1).toLowerCase(Locale.ROOT))) {
                        return rows.getString(1);
                    }
                }
                return null;
            }
        }
    }

    private static String words(Collection<String> collations, Collection<String> functions) {
        return Stream.concat(
                        collations.stream().map(name -> "the collation " + name),
                        functions.stream().map(name -> "the function " + name))
                .collect(Collectors.joining(", "));
    }
}
