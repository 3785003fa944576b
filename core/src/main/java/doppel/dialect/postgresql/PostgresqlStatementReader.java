package doppel.dialect.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a script into statements where psql does: at semicolons outside of quotes, comments, parentheses and the bodies of
 * routines that begin with {@code BEGIN ATOMIC}. Not thread-safe.
 */
final class PostgresqlStatementReader {

    private final String script;
    private final List<Statement> beforeRows = new ArrayList<>();
    private final List<Statement> afterRows = new ArrayList<>();
    private List<Statement> statements = beforeRows;
    private int at;
    private int rowsAt;
    private int line = 1;
    private int start = -1;
    private int startLine;
    private int parentheses;
    private int blocks;
    private final List<String> firstWords = new ArrayList<>();

    /**
     * A statement, or a command to psql, which begins with a backslash.
     *
     * @param line where it begins
     * @param sql its text without the semicolon
     */
    record Statement(int line, String sql) {

        /** Whether it is meant for psql, not for the server. */
        boolean isCommand() {
            return sql.startsWith("\\");
        }
    }

    private PostgresqlStatementReader(String script) {
        this.script = script;
    }

    static PostgresqlStatementReader read(String script) {
        PostgresqlStatementReader reader = new PostgresqlStatementReader(script);
        reader.rowsAt = script.length();
        reader.read();
        return reader;
    }

    /** The statements that come before the rows: all, where the script does not say otherwise. */
    List<Statement> beforeRows() {
        return beforeRows;
    }

    /** Those that have to wait for the rows. */
    List<Statement> afterRows() {
        return afterRows;
    }

    /** Where in the script the rows come. */
    int rowsAt() {
        return rowsAt;
    }

    private void read() {
        while (at < script.length()) {
            char c = script.charAt(at);
            if (Character.isWhitespace(c) || c == '\ufeff') {
                skipTo(at + 1);
            } else if (script.startsWith("--", at)) {
                if (start < 0 && script.startsWith(PostgresqlScript.AFTER_ROWS + "\n", at)) {
                    statements = afterRows;
                    rowsAt = at;
                }
                skipTo(endOfLine());
            } else if (script.startsWith("/*", at)) {
                skipTo(endOfComment());
            } else if (c == '\\' && start < 0) {
                statements.add(
                        new Statement(line, script.substring(at, endOfLine()).strip()));
                skipTo(endOfLine());
            } else if (c == ';' && parentheses == 0 && blocks == 0) {
                end();
                skipTo(at + 1);
            } else {
                part(c);
            }
        }
        end();
    }

    /** A part of a statement. */
    private void part(char c) {
        if (start < 0) {
            start = at;
            startLine = line;
        }
        if (c == '\'') {
            skipTo(endOfQuote('\'', isEscapeString()));
        } else if (c == '"') {
            skipTo(endOfQuote('"', false));
        } else if (c == '$') {
            skipTo(endOfDollarQuote());
        } else if (isIdentifier(c)) {
            int end = at;
            while (end < script.length() && isIdentifier(script.charAt(end))) {
                end++;
            }
            word(script.substring(at, end).toUpperCase(Locale.ROOT));
            skipTo(end);
        } else {
            parentheses += c == '(' ? 1 : c == ')' && parentheses > 0 ? -1 : 0;
            skipTo(at + 1);
        }
    }

    private void word(String word) {
        if (firstWords.size() < 4) {
            firstWords.add(word);
        }
        boolean routine = firstWords.get(0).equals("CREATE")
                && (firstWords.contains("FUNCTION") || firstWords.contains("PROCEDURE"));
        if (routine) {
            boolean opens = word.equals("BEGIN") || word.equals("CASE") && blocks > 0;
            blocks += opens ? 1 : word.equals("END") && blocks > 0 ? -1 : 0;
        }
    }

    private void end() {
        if (start >= 0) {
            statements.add(new Statement(startLine, script.substring(start, at).strip()));
        }
        start = -1;
        parentheses = 0;
        blocks = 0;
        firstWords.clear();
    }

    private void skipTo(int end) {
        for (; at < end; at++) {
            line += script.charAt(at) == '\n' ? 1 : 0;
        }
    }

    private int endOfLine() {
        int end = script.indexOf('\n', at);
        return end < 0 ? script.length() : end;
    }

    /** Comments nest. */
    private int endOfComment() {
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

    private boolean isEscapeString() {
        boolean afterE = at > 0 && (script.charAt(at - 1) == 'E' || script.charAt(at - 1) == 'e');
        return afterE && (at == 1 || !isIdentifier(script.charAt(at - 2)));
    }

    private int endOfQuote(char quote, boolean escapes) {
        int end = at + 1;
        while (end < script.length() && script.charAt(end) != quote) {
            end += escapes && script.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, script.length()); // a doubled quote is the beginning of the next part
    }

    private int endOfDollarQuote() {
        int end = at + 1;
        while (end < script.length() && script.charAt(end) != '$' && isIdentifier(script.charAt(end))) {
            end++;
        }
        boolean isTag = end < script.length() && script.charAt(end) == '$' && !Character.isDigit(script.charAt(at + 1));
        if (!isTag) { // a parameter
            return at + 1;
        }
        String tag = script.substring(at, end + 1);
        int close = script.indexOf(tag, end + 1);
        return close < 0 ? script.length() : close + tag.length();
    }

    /** Whether the character can stand within an identifier; a dollar sign can, but not at its beginning. */
    private static boolean isIdentifier(char c) {
        return c == '_' || c == '$' || c >= 0x80 || Character.isLetterOrDigit(c);
    }
}
