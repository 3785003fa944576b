package doppel.shell.screen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text literal that the cursor is in.
 *
 * @param start where the text begins, after its quote
 * @param method the method that it is an argument of; empty if it is none
 * @param table the table that was named last before, as in {@code table("member").where("…}; empty if none was
 * @param before the code before, without its texts
 */
record LiteralAt(int start, String method, String table, String before) {

    private static final Pattern NAME_AT_END = Pattern.compile("(\\w+)\\s*$");

    /** The literal at a place in Java source; empty if the place is in no literal. */
    static Optional<LiteralAt> of(String source, int cursor) {
        StringBuilder code = new StringBuilder();
        Deque<String> calls = new ArrayDeque<>();
        String table = "";
        int at = 0;
        while (at < cursor) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'') {
                int end = end(source, at, cursor);
                if (end == cursor) {
                    return c == '"'
                            ? Optional.of(
                                    new LiteralAt(at + 1, calls.isEmpty() ? "" : calls.peek(), table, code.toString()))
                            : Optional.empty();
                }
                table = "table".equals(calls.peek()) ? source.substring(at + 1, end) : table;
                at = end;
            } else if (c == '(') {
                Matcher name = NAME_AT_END.matcher(code);
                calls.push(name.find() ? name.group(1) : "");
            } else if (c == ')' && !calls.isEmpty()) {
                calls.pop();
            } else if (c == ';') {
                calls.clear();
                table = "";
            }
            code.append(c == '"' ? ' ' : c);
            at++;
        }
        return Optional.empty();
    }

    /** Where a literal ends: at its quote, or at the limit if it is open there. */
    private static int end(String source, int quote, int limit) {
        for (int i = quote + 1; i < limit; i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == source.charAt(quote)) {
                return i;
            }
        }
        return limit;
    }
}
