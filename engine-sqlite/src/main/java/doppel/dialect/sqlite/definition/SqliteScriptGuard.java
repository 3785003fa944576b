package doppel.dialect.sqlite.definition;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs scripts that can come from anywhere: they may only create a schema in their own file. {@code SqliteFile} keeps
 * connections from attaching another file, which {@code VACUUM INTO} would also need, and from loading extensions; this
 * class refuses pragmas that change the whole process.
 */
public final class SqliteScriptGuard {

    private static final Set<String> REFUSED = Set.of(
            "temp_store_directory", "data_store_directory", "hard_heap_limit", "soft_heap_limit", "lock_proxy_file");

    private static final Set<String> BEFORE_PRAGMA = Set.of("explain", "query", "plan");

    /** Text that SQLite's tokenizer skips, a string or name in quotes, a word, or any other character. */
    private static final Pattern TOKEN =
            Pattern.compile("(?<skipped>[\\s\\x{feff}]++|--[^\\n]*+|/\\*(?s:.*?)(?:\\*/|\\z))"
                    + "|'(?<text>[^']*+)'|\"(?<quoted>[^\"]*+)\"|`(?<ticked>[^`]*+)`|\\[(?<bracketed>[^\\]]*+)\\]"
                    + "|(?<word>[\\p{Alnum}_$\\x{80}-\\x{10ffff}]++)|(?s:.)");

    private SqliteScriptGuard() {}

    /** Runs all statements of a script. */
    public static void run(Connection connection, String script) throws SQLException {
        check(script);
        try (Statement statement = connection.createStatement()) {
            // the driver has its own commands "backup" and "restore", which it only accepts at the very start
            statement.executeUpdate(";" + script);
        }
    }

    private static void check(String script) throws SQLException {
        Matcher tokens = TOKEN.matcher(script);
        boolean begins = true;
        boolean names = false; // between PRAGMA and its value
        while (tokens.find()) {
            if (tokens.group("skipped") != null) {
                continue;
            }
            String token = tokens.group().toLowerCase(Locale.ROOT);
            if (names && REFUSED.contains(name(tokens).toLowerCase(Locale.ROOT))) {
                throw new SQLException("PRAGMA " + name(tokens) + " changes more than this database");
            }
            names = begins && token.equals("pragma") || names && !token.equals("=") && !token.equals("(");
            begins = token.equals(";") || begins && BEFORE_PRAGMA.contains(token);
        }
    }

    private static String name(Matcher token) {
        for (String group : new String[] {"text", "quoted", "ticked", "bracketed", "word"}) {
            if (token.group(group) != null) {
                return token.group(group);
            }
        }
        return token.group();
    }
}
