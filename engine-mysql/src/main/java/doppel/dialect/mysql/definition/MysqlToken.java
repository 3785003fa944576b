package doppel.dialect.mysql.definition;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, name, string or character of SQL text. Comments and white space are not tokens; the content of comments that
 * the server runs counts as if it were outside of them.
 *
 * @param kind its kind
 * @param text its content: for a name or string the text between the quotes, with doubled quotes and escapes resolved
 * @param start where it begins
 * @param end where it ends
 */
public record MysqlToken(Kind kind, String text, int start, int end) {

    /** Kinds of tokens. */
    public enum Kind {
        /** A keyword, a name without quotes, or a number. */
        WORD,
        /** A name in its quotes. */
        NAME,
        /** A string. */
        STRING,
        /** Any other character. */
        SYMBOL
    }

    /**
     * The syntax of text.
     *
     * @param ansiQuotes whether double quotes enclose names
     * @param backslashes whether a backslash in a string is an escape
     */
    public record Mode(boolean ansiQuotes, boolean backslashes) {

        /** The syntax of the server without settings. */
        public static final Mode PLAIN = new Mode(false, true);

        /** The syntax of an {@code sql_mode}; null means the one without settings. */
        public static Mode of(String sqlMode) {
            return sqlMode == null
                    ? PLAIN
                    : new Mode(sqlMode.contains("ANSI_QUOTES"), !sqlMode.contains("NO_BACKSLASH_ESCAPES"));
        }
    }

    /** Whether it is this keyword, or this character. */
    boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(expected);
    }

    /** Whether it is one of these keywords. */
    public boolean isOneOf(String... expected) {
        for (String word : expected) {
            if (is(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it can be a name. */
    boolean isName() {
        return kind == Kind.NAME || kind == Kind.WORD && !text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** All tokens of a text. */
    public static List<MysqlToken> of(String sql, Mode mode) {
        List<MysqlToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            int end = skipped(sql, at);
            if (end == at) {
                MysqlToken token;
                if (c == '`' || c == '"' && mode.ansiQuotes) {
                    token = quoted(sql, at, Kind.NAME, false);
                } else if (c == '\'' || c == '"') {
                    token = quoted(sql, at, Kind.STRING, mode.backslashes);
                } else if (isWord(c)) {
                    end = at;
                    while (end < sql.length() && isWord(sql.charAt(end))) {
                        end++;
                    }
                    token = new MysqlToken(Kind.WORD, sql.substring(at, end), at, end);
                } else {
                    token = new MysqlToken(Kind.SYMBOL, sql.substring(at, at + 1), at, at + 1);
                }
                tokens.add(token);
                end = token.end;
            }
            at = end;
        }
        return tokens;
    }

    private static MysqlToken quoted(String sql, int start, Kind kind, boolean backslashes) {
        char quote = sql.charAt(start);
        StringBuilder text = new StringBuilder();
        int at = start + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && backslashes && at < sql.length()) {
                text.append(sql.charAt(at++));
            } else if (c != quote) {
                text.append(c);
            } else if (at < sql.length() && sql.charAt(at) == quote) {
                text.append(c);
                at++;
            } else {
                break;
            }
        }
        return new MysqlToken(kind, text.toString(), start, at);
    }

    /**
     * Where a comment, white space, or an edge of a comment that the server runs ends; the same place if there is none.
     */
    private static int skipped(String sql, int at) {
        char c = sql.charAt(at);
        if (c <= ' ') {
            return at + 1;
        }
        if (c == '#' || isDashComment(sql, at)) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end;
        }
        if (sql.startsWith("*/", at)) {
            return at + 2; // of a comment that the server runs; valid SQL does not have it elsewhere
        }
        if (sql.startsWith("/*", at)) {
            int mark = sql.startsWith("M!", at + 2) ? at + 4 : sql.startsWith("!", at + 2) ? at + 3 : -1;
            if (mark < 0) {
                int end = sql.indexOf("*/", at + 2);
                return end < 0 ? sql.length() : end + 2;
            }
            while (mark < sql.length() && Character.isDigit(sql.charAt(mark))) {
                mark++;
            }
            return mark;
        }
        return at;
    }

    /** Whether two dashes begin a comment here: white space has to follow. */
    static boolean isDashComment(String sql, int at) {
        return sql.startsWith("--", at) && (at + 2 == sql.length() || sql.charAt(at + 2) <= ' ');
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9'
                || c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || c == '$'
                || c >= 0x80;
    }
}
