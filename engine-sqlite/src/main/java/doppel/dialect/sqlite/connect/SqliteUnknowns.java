package doppel.dialect.sqlite.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What tables and indexes need of their application, since SQLite does not have it. Only what SQLite asks for when it
 * creates them, or stores rows in them, counts: views, triggers and defaults keep their words, and need nothing.
 *
 * @param collations the collations of columns and indexes, in lower case
 * @param functions the functions in indexes, checks and computed columns, in lower case
 */
public record SqliteUnknowns(SortedSet<String> collations, SortedSet<String> functions) {

    /** Those of SQLite; its own list also has those that a schema names. */
    private static final Set<String> COLLATIONS = Set.of("binary", "nocase", "rtrim");

    /** Operators that are functions. */
    private static final Set<String> OPERATORS = Set.of("regexp", "match");

    /** The keywords of SQLite that cannot name a function without quotes, and operators that are its own functions. */
    private static final Set<String> KEYWORDS = Set.of(
            "ADD",
            "ALL",
            "ALTER",
            "AND",
            "AS",
            "AUTOINCREMENT",
            "BETWEEN",
            "CASE",
            "CAST",
            "CHECK",
            "COLLATE",
            "COMMIT",
            "CONSTRAINT",
            "CREATE",
            "DEFAULT",
            "DEFERRABLE",
            "DELETE",
            "DISTINCT",
            "DROP",
            "ELSE",
            "ESCAPE",
            "EXCEPT",
            "EXISTS",
            "FOREIGN",
            "FROM",
            "GLOB",
            "GROUP",
            "HAVING",
            "IN",
            "INDEX",
            "INSERT",
            "INTERSECT",
            "INTO",
            "IS",
            "ISNULL",
            "JOIN",
            "LIKE",
            "LIMIT",
            "NOT",
            "NOTHING",
            "NOTNULL",
            "NULL",
            "ON",
            "OR",
            "ORDER",
            "PRIMARY",
            "RAISE",
            "REFERENCES",
            "RETURNING",
            "SELECT",
            "SET",
            "TABLE",
            "THEN",
            "TO",
            "TRANSACTION",
            "UNION",
            "UNIQUE",
            "UPDATE",
            "USING",
            "VALUES",
            "WHEN",
            "WHERE");

    public SqliteUnknowns {
        collations = Collections.unmodifiableSortedSet(new TreeSet<>(collations));
        functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
    }

    /**
     * What these definitions name and this connection does not have.
     *
     * @param definitions statements that create tables and indexes, or whole scripts
     */
    public static SqliteUnknowns of(Connection connection, Collection<String> definitions) throws SQLException {
        SortedSet<String> collations = new TreeSet<>();
        SortedSet<String> functions = new TreeSet<>();
        definitions.forEach(definition -> collect(definition, collations, functions));
        collations.removeAll(COLLATIONS);
        functions.removeAll(functions(connection));
        return new SqliteUnknowns(collations, functions);
    }

    /** Those of the tables and indexes of a database. */
    public static SqliteUnknowns of(Connection connection) throws SQLException {
        Set<String> definitions = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL")) {
            while (rows.next()) {
                definitions.add(rows.getString(1));
            }
        }
        return of(connection, definitions);
    }

    private static Set<String> functions(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT lower(name) FROM pragma_function_list")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return collations.isEmpty() && functions.isEmpty();
    }

    /** Those that this definition names. */
    public SqliteUnknowns in(String definition) {
        SortedSet<String> named = new TreeSet<>();
        SortedSet<String> called = new TreeSet<>();
        collect(definition, named, called);
        named.retainAll(collations);
        called.retainAll(functions);
        return new SqliteUnknowns(named, called);
    }

    private static void collect(String definition, Set<String> collations, Set<String> functions) {
        List<String> tokens = SqliteTokens.of(definition);
        boolean index = false;
        int depth = 0;
        int computed = 0; // the depth inside the brackets of a check or a computed column, or 0
        int type = 0; // the depth inside the brackets of a CAST whose type is being named, or 0
        Deque<Integer> casts = new ArrayDeque<>(List.of(0));
        for (int i = 1; i < tokens.size() - 1; i++) {
            String before = tokens.get(i - 1).toUpperCase(Locale.ROOT);
            String token = tokens.get(i);
            boolean opens = token.equals("(");
            depth += opens ? 1 : token.equals(")") ? -1 : 0;
            if (opens && computed == 0 && (before.equals("CHECK") || before.equals("AS"))) {
                computed = depth;
            }
            computed = depth < computed ? 0 : computed;
            if (opens && before.equals("CAST")) {
                casts.push(depth);
            } else if (depth < casts.element()) {
                casts.pop();
                type = 0;
            } else if (depth > 0 && depth == casts.element() && token.equalsIgnoreCase("AS")) {
                type = depth;
            }
            index = token.equals(";") ? false : index || token.equalsIgnoreCase("INDEX");
            if (before.equals("COLLATE")) {
                collations.add(name(token));
            } else if ((index || computed > 0) && type == 0 && isCall(before, token, tokens.get(i + 1))) {
                functions.add(name(token));
            }
        }
    }

    private static boolean isCall(String before, String token, String next) {
        if (OPERATORS.contains(token.toLowerCase(Locale.ROOT))) {
            return true;
        }
        char first = token.charAt(0);
        boolean name = Character.isJavaIdentifierStart(first) || first == '"' || first == '`' || first == '[';
        return name && next.equals("(") && !before.equals("ON") && !KEYWORDS.contains(token.toUpperCase(Locale.ROOT));
    }

    private static String name(String token) {
        return SqliteTokens.unquoted(token).toLowerCase(Locale.ROOT);
    }
}
