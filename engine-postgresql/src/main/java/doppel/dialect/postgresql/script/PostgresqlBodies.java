package doppel.dialect.postgresql.script;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies of functions, which the server reads only when it calls them: what an older one cannot read is found here. */
public final class PostgresqlBodies {

    private static final Pattern ROUTINE = Pattern.compile(
            "CREATE\\s+(OR\\s+REPLACE\\s+)?(FUNCTION|PROCEDURE)\\b.*\\bLANGUAGE\\s+(sql|plpgsql)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String JSON_TABLE = "json_table";

    /**
     * Statements and clauses that begin with a keyword of newer servers. A function is not meant where its schema is
     * named, nor a column where an expression begins or goes on.
     */
    private static final Map<String, Pattern> NEWER = new TreeMap<>(Map.of(
            "merge",
            Pattern.compile(
                    "(?<!(?:[.,+*/=|-]|\\b(?:SELECT|DISTINCT|AS|RETURNING))\\s{0,20})\\bMERGE\\s+INTO\\b",
                    Pattern.CASE_INSENSITIVE),
            JSON_TABLE,
            Pattern.compile("(?<!\\.\\s{0,20})\\bJSON_TABLE\\s*\\(", Pattern.CASE_INSENSITIVE)));

    private static final Pattern OWN_JSON_TABLE = Pattern.compile(
            "CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:FUNCTION|AGGREGATE)\\s+(?:(?:\\w+|\"[^\"]+\")\\s*\\.\\s*)?"
                    + "(?:JSON_TABLE|\"json_table\")\\s*\\(.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern BODY = Pattern.compile("\\$(\\w*)\\$(.*)\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    private PostgresqlBodies() {}

    /**
     * What the server would not understand in the body that this statement defines: a keyword, in capitals. A function
     * of that name is no keyword, whether the database has it or the script creates it.
     */
    public static Optional<String> unknownWord(
            Connection connection,
            PostgresqlStatementReader.Statement statement,
            List<PostgresqlStatementReader.Statement> script)
            throws SQLException {
        for (String keyword : newerWords(statement)) {
            boolean own = keyword.equals(JSON_TABLE)
                    && script.stream()
                            .anyMatch(
                                    other -> OWN_JSON_TABLE.matcher(other.sql()).matches());
            if (!own && !isKnown(connection, keyword)) {
                return Optional.of(keyword.toUpperCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** The words of newer servers that the body uses as such. */
    static List<String> newerWords(PostgresqlStatementReader.Statement statement) {
        Matcher body = BODY.matcher(statement.sql());
        if (!ROUTINE.matcher(statement.sql()).matches() || !body.find()) {
            return List.of();
        }
        String words =
                QUOTED.matcher(PostgresqlQuotes.withoutComments(body.group(2))).replaceAll("''");
        return NEWER.entrySet().stream()
                .filter(newer -> newer.getValue().matcher(words).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isKnown(Connection connection, String keyword) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_catalog.pg_get_keywords()"
                        + " WHERE word OPERATOR(pg_catalog.=) '" + keyword + "')"
                        + " OR EXISTS (SELECT FROM pg_catalog.pg_proc"
                        + " WHERE proname OPERATOR(pg_catalog.=) '" + keyword + "')")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
