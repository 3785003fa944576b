package doppel.shell.work;

import java.util.Locale;
import java.util.function.Function;

/** What can be said about SQL of any engine by its words alone. Stateless. */
final class SqlText {

    private SqlText() {}

    /** The text without comments, strings and quoted names, each of which becomes a space. */
    static String bare(String sql) {
        StringBuilder bare = new StringBuilder();
        int at = 0;
        while (at < sql.length()) {
            int end = quotedEnd(sql, at);
            if (end > at) {
                bare.append(' ');
                at = end;
            } else {
                bare.append(sql.charAt(at++));
            }
        }
        return bare.toString();
    }

    /** Where the quoted text or the comment that begins here ends; here if there is none. */
    private static int quotedEnd(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            int end = sql.indexOf(c, at + 1);
            return end < 0 ? sql.length() : end + 1; // a doubled quote begins the next text
        } else if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at);
            return end < 0 ? sql.length() : end + 2;
        }
        return at;
    }

    /** Whether the statement changes or deletes rows of a table without saying which. */
    static boolean changesAll(String sql) {
        String[] words = bare(sql).strip().toLowerCase(Locale.ROOT).split("\\W+");
        boolean changes = words.length > 0 && (words[0].equals("update") || words[0].equals("delete"));
        for (String word : words) {
            changes &= !word.equals("where") && !word.equals("limit");
        }
        return changes;
    }

    /** Whether the statement deletes rows. */
    static boolean deletes(String sql) {
        return bare(sql).strip().toLowerCase(Locale.ROOT).startsWith("delete");
    }

    /** Whether the statement only reads, unless a function that it calls writes. */
    static boolean onlyReads(String sql) {
        String bare = bare(sql).strip().toLowerCase(Locale.ROOT);
        String first = bare.split("\\W+", 2)[0];
        return switch (first) {
            case "select", "with", "values", "show", "explain", "describe", "desc", "table" ->
                !bare.matches("(?s).*\\b(insert|update|delete|replace|merge|into|analyze)\\b.*");
            case "pragma" -> !bare.contains("=");
            default -> false;
        };
    }

    /**
     * Puts values into a condition, one for each question mark outside of quotes; two question marks stand for one.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    static String with(String condition, Object[] values, Function<Object, String> literal) {
        if (values.length == 0) {
            return condition;
        }
        StringBuilder sql = new StringBuilder();
        int next = 0;
        int at = 0;
        while (at < condition.length()) {
            int end = quotedEnd(condition, at);
            if (end > at) {
                sql.append(condition, at, end);
                at = end;
            } else if (condition.startsWith("??", at)) {
                sql.append('?');
                at += 2;
            } else if (condition.charAt(at) == '?') {
                if (next == values.length) {
                    throw unfit(condition, values.length);
                }
                sql.append(literal.apply(values[next++]));
                at++;
            } else {
                sql.append(condition.charAt(at++));
            }
        }
        if (next < values.length) {
            throw unfit(condition, values.length);
        }
        return sql.toString();
    }

    private static IllegalArgumentException unfit(String condition, int values) {
        return new IllegalArgumentException("\"" + condition + "\" needs one ? for each value, and there "
                + (values == 1 ? "is one value" : "are " + values + " values"));
    }
}
