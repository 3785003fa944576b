package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.script.PostgresqlQuotes;

/**
 * Turns the server's text for {@code status IN ('new', 'old')}, where the column is a {@code character varying}, into
 * the text that it writes after reading that itself. The list is cast as a whole at first,
 * {@code (ARRAY['new'::character varying, …])::text[]}; the parser hands such a cast down to the elements ({@code
 * transformTypeCast} in {@code parse_expr.c}), and from then on the text is
 * {@code ARRAY[('new'::character varying)::text, …]}. The two mean the same, but the definitions of a restored database
 * would differ from those of the dumped one.
 */
final class PostgresqlListCasts {

    private static final String BEGIN = "(ARRAY[";
    private static final String ELEMENT_END = "::character varying";
    private static final String BETWEEN = ", ";
    private static final String END = "])::text[]";

    private final String script;
    private final StringBuilder settled;
    private int at;
    private int copied;

    private PostgresqlListCasts(String script) {
        this.script = script;
        settled = new StringBuilder(script.length());
    }

    /** The script with the casts at the elements, except inside quotes. */
    static String settled(String script) {
        return new PostgresqlListCasts(script).settled();
    }

    private String settled() {
        while (at < script.length()) {
            int quoted = PostgresqlQuotes.end(script, at);
            if (quoted > at) {
                at = quoted;
            } else if (!script.startsWith(BEGIN, at) || !list()) {
                at++;
            }
        }
        return settled.append(script, copied, at).toString();
    }

    /** Takes a list of texts that is cast as a whole; returns false, and takes nothing, if none begins here. */
    private boolean list() {
        StringBuilder list = new StringBuilder("ARRAY[");
        int from = at + BEGIN.length();
        while (true) {
            int to = element(from);
            if (to < 0) {
                return false;
            }
            list.append('(').append(script, from, to).append(")::text");
            if (!script.startsWith(BETWEEN, to)) {
                from = to;
                break;
            }
            list.append(BETWEEN);
            from = to + BETWEEN.length();
        }
        if (!script.startsWith(END, from)) {
            return false;
        }
        settled.append(script, copied, at).append(list).append(']');
        at = from + END.length();
        copied = at;
        return true;
    }

    /** Where the element that begins here ends; -1 if it is not a text. */
    private int element(int from) {
        int end = from;
        while (end < script.length() && script.charAt(end) == '\'') {
            end = PostgresqlQuotes.end(script, end);
        }
        boolean isText = end > from && script.startsWith(ELEMENT_END, end);
        return isText ? end + ELEMENT_END.length() : -1;
    }
}
