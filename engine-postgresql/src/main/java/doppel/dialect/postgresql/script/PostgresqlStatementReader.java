package doppel.dialect.postgresql.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a script into statements where psql does: at semicolons outside of quotes, comments, parentheses and the
 * bodies of routines that begin with {@code BEGIN ATOMIC}. Not thread-safe.
 */
public final class PostgresqlStatementReader {

    /** A line that comes before everything that has to wait for the rows. */
    public static final String AFTER_ROWS = "-- after the rows";

    private static final Pattern EXTENSION = Pattern.compile(
            "(?i)(?:\\s|--.*\n)*CREATE\\s+EXTENSION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)");

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
    public record Statement(int line, String sql) {

        /** The extension that it creates. */
        public Optional<String> extension() {
            Matcher created = EXTENSION.matcher(sql);
            if (!created.lookingAt()) {
                return Optional.empty();
            }
            String name = created.group(1);
            return Optional.of(
                    name.startsWith("\"")
                            ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                            : name.toLowerCase(Locale.ROOT));
        }

        /** Whether it is meant for psql, not for the server. */
        public boolean isCommand() {
            return sql.startsWith("\\");
        }
    }

    private PostgresqlStatementReader(String script) {
        this.script = script;
    }

    public static PostgresqlStatementReader read(String script) {
        PostgresqlStatementReader reader = new PostgresqlStatementReader(script);
        reader.rowsAt = script.length();
        reader.read();
        return reader;
    }

    /** The statements that come before the rows: all, unless the script says otherwise. */
    public List<Statement> beforeRows() {
        return beforeRows;
    }

    /** Those that have to wait for the rows. */
    public List<Statement> afterRows() {
        return afterRows;
    }

    /** The place of the rows in the script. */
    public int rowsAt() {
        return rowsAt;
    }

    private void read() {
        while (at < script.length()) {
            char c = script.charAt(at);
            if (Character.isWhitespace(c) || c == '\ufeff') {
                skipTo(at + 1);
            } else if (script.startsWith("--", at) || script.startsWith("/*", at)) {
                if (start < 0 && script.startsWith(AFTER_ROWS + "\n", at)) {
                    statements = afterRows;
                    rowsAt = at;
                }
                skipTo(PostgresqlQuotes.end(script, at));
            } else if (c == '\\' && start < 0) {
                int end = PostgresqlQuotes.endOfLine(script, at);
                statements.add(new Statement(line, script.substring(at, end).strip()));
                skipTo(end);
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
        int quoted = PostgresqlQuotes.end(script, at);
        if (quoted > at) {
            skipTo(quoted);
        } else if (PostgresqlQuotes.isIdentifier(c)) {
            int end = at;
            while (end < script.length() && PostgresqlQuotes.isIdentifier(script.charAt(end))) {
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
}
