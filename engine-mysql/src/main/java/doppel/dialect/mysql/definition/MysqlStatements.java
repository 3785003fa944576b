package doppel.dialect.mysql.definition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a script, split as by the server's own client: at the delimiter, which the command
 * {@code DELIMITER} changes, outside of strings, names and comments. Not thread-safe.
 */
final class MysqlStatements {

    private static final Pattern DELIMITER = Pattern.compile("(?i)delimiter[ \\t]+(\\S+)[^\\n]*");

    private final String script;
    private String delimiter = ";";
    private int at;
    private int line = 1;
    private int counted;

    MysqlStatements(String script) {
        this.script = script.startsWith("\ufeff") ? script.substring(1) : script;
    }

    /**
     * A statement.
     *
     * @param sql its text, without the delimiter
     * @param line the line of the script that it begins in
     */
    record Found(String sql, int line) {}

    /** The next statement; the syntax of strings depends on settings of earlier statements. */
    Optional<Found> next(MysqlToken.Mode mode) {
        skipToStatement();
        int start = at;
        while (at < script.length() && !script.startsWith(delimiter, at)) {
            char c = script.charAt(at);
            int comment = endOfComment(at);
            if (comment > at) {
                at = comment;
            } else if (c == '\'' || c == '"' || c == '`') {
                skipQuoted(c, c == '`' || c == '"' && mode.ansiQuotes() ? false : mode.backslashes());
            } else {
                at++;
            }
        }
        String sql = script.substring(start, at).strip();
        at = Math.min(script.length(), at + delimiter.length());
        if (sql.isEmpty()) {
            return at < script.length() ? next(mode) : Optional.empty();
        }
        return Optional.of(new Found(sql, lineOf(start)));
    }

    /** Skips white space, comments that are not run, and the command that changes the delimiter. */
    private void skipToStatement() {
        boolean skipped = true;
        while (skipped && at < script.length()) {
            int comment = script.startsWith("/*!", at) || script.startsWith("/*M!", at) ? at : endOfComment(at);
            Matcher command = DELIMITER.matcher(script).region(at, script.length());
            skipped = true;
            if (script.charAt(at) <= ' ') {
                at++;
            } else if (comment > at) {
                at = comment;
            } else if (command.lookingAt()) {
                delimiter = command.group(1);
                at = command.end();
            } else {
                skipped = false;
            }
        }
    }

    private int endOfComment(int from) {
        if (script.charAt(from) == '#' || MysqlToken.isDashComment(script, from)) {
            int end = script.indexOf('\n', from);
            return end < 0 ? script.length() : end;
        }
        if (script.startsWith("/*", from) && !script.startsWith("/*!", from) && !script.startsWith("/*M!", from)) {
            int end = script.indexOf("*/", from + 2);
            return end < 0 ? script.length() : end + 2;
        }
        return from;
    }

    private void skipQuoted(char quote, boolean backslashes) {
        at++;
        while (at < script.length() && script.charAt(at) != quote) {
            at += backslashes && script.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(script.length(), at + 1); // a doubled quote immediately begins the next string
    }

    private int lineOf(int position) {
        for (; counted < position; counted++) {
            line += script.charAt(counted) == '\n' ? 1 : 0;
        }
        return line;
    }
}
