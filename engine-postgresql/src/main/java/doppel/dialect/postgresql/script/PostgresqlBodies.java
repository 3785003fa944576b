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

    /** Statements and clauses that begin with a keyword of newer servers. */
    private static final Map<String, Pattern> NEWER = new TreeMap<>(Map.of(
            "merge", Pattern.compile("\\bMERGE\\s+INTO\\b", Pattern.CASE_INSENSITIVE),
            "json_table", Pattern.compile("\\bJSON_TABLE\\s*\\(", Pattern.CASE_INSENSITIVE)));

    private static final Pattern BODY = Pattern.compile("\\$(\\w*)\\$(.*)\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    private PostgresqlBodies() {}

    /** What the server would not understand in the body that this statement defines: a keyword, in capitals. */
    public static Optional<String> unknownWord(Connection connection, PostgresqlStatementReader.Statement statement)
            throws SQLException {
        if (!ROUTINE.matcher(statement.sql()).matches()) {
            return Optional.empty();
        }
        Matcher body = BODY.matcher(statement.sql());
        if (!body.find()) {
            return Optional.empty();
        }
        String words =
                QUOTED.matcher(PostgresqlQuotes.withoutComments(body.group(2))).replaceAll("''");
        List<String> used = NEWER.entrySet().stream()
                .filter(newer -> newer.getValue().matcher(words).find())
                .map(Map.Entry::getKey)
                .toList();
        for (String keyword : used) {
            if (!isKnown(connection, keyword)) {
                return Optional.of(keyword.toUpperCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private static boolean isKnown(Connection connection, String keyword) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT EXISTS (SELECT FROM pg_catalog.pg_get_keywords() WHERE word = '" + keyword + "')")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
