package doppel.dialect.sqlite.connect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads from the definition of a table how its computed columns are computed: no pragma tells. Stateless. */
public final class SqliteComputed {

    private SqliteComputed() {}

    /** The computed columns that need one of the unknown functions, themselves or by another column; in lower case. */
    public static Set<String> needing(SqliteUnknowns unknowns, String definition) {
        Map<String, List<String>> expressions = expressions(SqliteTokens.of(definition));
        Set<String> needing = new TreeSet<>();
        expressions.forEach((column, expression) -> {
            if (!unknowns.in("CHECK (" + String.join(" ", expression) + " )")
                    .functions()
                    .isEmpty()) {
                needing.add(column);
            }
        });
        boolean more = !needing.isEmpty();
        while (more) {
            more = needing.addAll(expressions.keySet().stream()
                    .filter(column -> expressions.get(column).stream()
                            .map(SqliteComputed::name)
                            .anyMatch(needing::contains))
                    .collect(Collectors.toSet()));
        }
        return needing;
    }

    /** The tokens inside the brackets after AS, by column. */
    private static Map<String, List<String>> expressions(List<String> tokens) {
        Map<String, List<String>> expressions = new TreeMap<>();
        int depth = 0;
        String column = "";
        int start = 0;
        for (int i = 0; i < tokens.size() - 1; i++) {
            String token = tokens.get(i);
            boolean begins = depth == 0 && token.equals("(") || depth == 1 && token.equals(",");
            if (begins) {
                column = name(tokens.get(i + 1));
            }
            if (token.equals("(")) {
                depth++;
                start = depth == 2 && tokens.get(i - 1).equalsIgnoreCase("AS") ? i + 1 : start;
            } else if (token.equals(")")) {
                depth--;
                if (depth == 1 && start > 0) {
                    expressions.put(column, tokens.subList(start, i));
                    start = 0;
                }
            }
        }
        return expressions;
    }

    private static String name(String token) {
        return SqliteTokens.unquoted(token).toLowerCase(Locale.ROOT);
    }
}
