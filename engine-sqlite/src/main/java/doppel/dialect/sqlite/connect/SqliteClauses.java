package doppel.dialect.sqlite.connect;

import doppel.dialect.PortableSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds properties of a table that no pragma reports, by looking for words in its definition. Stateless. */
public final class SqliteClauses {

    private SqliteClauses() {}

    /** What the table has besides columns and keys, as {@code check c of items}. */
    public static List<String> of(String table, String sql) {
        List<String> tokens = tokens(sql);
        Set<String> clauses = new LinkedHashSet<>();
        for (int i = 1; i < tokens.size() - 1; i++) {
            String token = tokens.get(i).toUpperCase(Locale.ROOT);
            String next = tokens.get(i + 1);
            if (token.equals("CHECK") && next.equals("(")) {
                boolean named = i > 1 && tokens.get(i - 2).equalsIgnoreCase("CONSTRAINT");
                clauses.add("check " + (named ? unquoted(tokens.get(i - 1)) + " " : "") + "of " + table);
            } else if (token.equals("COLLATE") && !unquoted(next).equalsIgnoreCase("BINARY")) {
                clauses.add("collation " + unquoted(next) + " of " + table);
            } else if (token.equals("AUTOINCREMENT")) {
                clauses.add(PortableSchema.NEVER_REUSED + table);
            } else if (token.equals("DEFERRABLE") && !tokens.get(i - 1).equalsIgnoreCase("NOT")) {
                clauses.add("deferrable reference of " + table);
            } else if (token.equals("ON") && next.equalsIgnoreCase("CONFLICT")) {
                clauses.add("conflict clause of " + table);
            }
        }
        boolean strict = tokens.subList(tokens.lastIndexOf(")") + 1, tokens.size()).stream()
                .anyMatch("STRICT"::equalsIgnoreCase);
        if (strict) {
            clauses.add(PortableSchema.STRICT + table);
        }
        return List.copyOf(clauses);
    }

    private static List<String> tokens(String sql) {
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

    private static String unquoted(String token) {
        char first = token.charAt(0);
        boolean quoted = token.length() > 1 && (first == '"' || first == '`' || first == '[' || first == '\'');
        String twice = "" + first + first;
        return quoted ? token.substring(1, token.length() - 1).replace(twice, "" + first) : token;
    }
}
