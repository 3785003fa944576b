package doppel.dialect.postgresql.script;

/** Finds the ends of a script's quotes and comments, whose content is skipped. Stateless. */
public final class PostgresqlQuotes {

    private PostgresqlQuotes() {}

    /**
     * Where the text, name or comment in quotes that begins here ends, with its quote; the same place if none begins
     * here. A text with a doubled quote counts as two. An unclosed one ends with the script.
     */
    public static int end(String script, int at) {
        return switch (script.charAt(at)) {
            case '\'' -> endOfQuote(script, at, '\'', isEscapeString(script, at));
            case '"' -> endOfQuote(script, at, '"', false);
            case '$' -> endOfDollarQuote(script, at);
            case '-' -> script.startsWith("--", at) ? endOfLine(script, at) : at;
            case '/' -> script.startsWith("/*", at) ? endOfComment(script, at) : at;
            default -> at;
        };
    }

    /** The statement with a space in place of each comment. */
    public static String withoutComments(String statement) {
        StringBuilder bare = new StringBuilder(statement.length());
        int at = 0;
        while (at < statement.length()) {
            int end = Math.max(at + 1, end(statement, at));
            boolean comment = statement.startsWith("--", at) || statement.startsWith("/*", at);
            bare.append(comment ? " " : statement.substring(at, end));
            at = end;
        }
        return bare.toString().strip();
    }

    /** Where the line ends. */
    static int endOfLine(String script, int at) {
        int end = script.indexOf('\n', at);
        return end < 0 ? script.length() : end;
    }

    /** Whether the character can be part of an identifier; a dollar sign can, but not at its beginning. */
    static boolean isIdentifier(char c) {
        return c == '_' || c == '$' || c >= 0x80 || Character.isLetterOrDigit(c);
    }

    /** Comments nest. */
    private static int endOfComment(String script, int at) {
        int depth = 1;
        int end = at + 2;
        while (depth > 0 && end < script.length()) {
            boolean opens = script.startsWith("/*", end);
            boolean closes = script.startsWith("*/", end);
            depth += opens ? 1 : closes ? -1 : 0;
            end += opens || closes ? 2 : 1;
        }
        return end;
    }

    private static boolean isEscapeString(String script, int at) {
        boolean afterE = at > 0 && (script.charAt(at - 1) == 'E' || script.charAt(at - 1) == 'e');
        return afterE && (at == 1 || !isIdentifier(script.charAt(at - 2)));
    }

    private static int endOfQuote(String script, int at, char quote, boolean escapes) {
        int end = at + 1;
        while (end < script.length() && script.charAt(end) != quote) {
            end += escapes && script.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, script.length()); // a doubled quote is the beginning of the next part
    }

    /** The same place for a parameter, and within a name. */
    private static int endOfDollarQuote(String script, int at) {
        int end = at + 1;
        while (end < script.length() && script.charAt(end) != '$' && isIdentifier(script.charAt(end))) {
            end++;
        }
        boolean isTag = end < script.length() && script.charAt(end) == '$' && !Character.isDigit(script.charAt(at + 1));
        if (!isTag || at > 0 && isIdentifier(script.charAt(at - 1))) {
            return at;
        }
        String tag = script.substring(at, end + 1);
        int close = script.indexOf(tag, end + 1);
        return close < 0 ? script.length() : close + tag.length();
    }
}
