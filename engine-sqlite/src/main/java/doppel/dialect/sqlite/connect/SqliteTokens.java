package doppel.dialect.sqlite.connect;

import java.util.ArrayList;
import java.util.List;

/** Splits statements into their tokens. Stateless. */
public final class SqliteTokens {

    private SqliteTokens() {}

    /** The tokens, without white space and comments; strings and names with their quotes. */
    public static List<String> of(String sql) {
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int end = end(sql, at);
            String token = sql.substring(at, end);
            if (!token.isBlank() && !token.startsWith("--") && !token.startsWith("/*")) {
                tokens.add(token);
            }
            at = end;
        }
        return tokens;
    }

    /** Where the token, comment or white space that begins here ends. */
    private static int end(String sql, int start) {
        char first = sql.charAt(start);
        if (sql.startsWith("--", start)) {
            return after(sql, "\n", start + 2);
        } else if (sql.startsWith("/*", start)) {
            return after(sql, "*/", start + 2);
        } else if (first == '[') {
            return after(sql, "]", start + 1);
        } else if (first == '\'' || first == '"' || first == '`') {
            int end = after(sql, String.valueOf(first), start + 1);
            while (end < sql.length() && sql.charAt(end) == first) { // a doubled quote is one quote
                end = after(sql, String.valueOf(first), end + 1);
            }
            return end;
        }
        int end = start + 1;
        while (Character.isJavaIdentifierPart(first)
                && end < sql.length()
                && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int after(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    /** What stands in the quotes of a string or a name, or the token itself. */
    static String unquoted(String token) {
        char first = token.charAt(0);
        boolean quoted = token.length() > 1 && (first == '"' || first == '`' || first == '[' || first == '\'');
        String twice = "" + first + first;
        return quoted ? token.substring(1, token.length() - 1).replace(twice, "" + first) : token;
    }
}
