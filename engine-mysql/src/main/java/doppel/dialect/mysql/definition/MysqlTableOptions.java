package doppel.dialect.mysql.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of a table, without those that say where it is stored on the server.
 *
 * @param text the options as {@code SHOW CREATE TABLE} prints them, from the parenthesis on
 * @param engine the engine, in capitals
 * @param isVersioned whether the table keeps the history of its rows
 * @param leftOut the removed options, such as {@code DATA DIRECTORY}
 */
public record MysqlTableOptions(String text, String engine, boolean isVersioned, List<String> leftOut) {

    /** Tablespaces that every server has. */
    private static final Set<String> EVERYWHERE = Set.of("innodb_system", "innodb_file_per_table");

    /** Engines whose tables only stand for rows that are somewhere else, or nowhere. */
    private static final Set<String> WITHOUT_ROWS =
            Set.of("BLACKHOLE", "CONNECT", "FEDERATED", "MRG_MYISAM", "S3", "SPIDER");

    /** The condition that a table of {@code information_schema.TABLES} has rows of its own. */
    public static String hasOwnRows(String engineColumn) {
        return "(" + engineColumn + " IS NULL OR " + engineColumn + " NOT IN "
                + WITHOUT_ROWS.stream().sorted().collect(Collectors.joining("', '", "('", "')")) + ")";
    }

    /** Whether the table has rows of its own. */
    public boolean hasOwnRows() {
        return !WITHOUT_ROWS.contains(engine);
    }

    public MysqlTableOptions {
        leftOut = List.copyOf(leftOut);
    }

    /** Reads the options. */
    public static MysqlTableOptions of(String tail) {
        List<MysqlToken> tokens = MysqlToken.of(tail, MysqlToken.Mode.PLAIN);
        StringBuilder text = new StringBuilder(tail);
        List<String> leftOut = new ArrayList<>();
        String engine = "";
        boolean versioned = false;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            MysqlToken token = tokens.get(i);
            if (token.is("engine") && tokens.get(i + 1).is("=") && engine.isEmpty()) {
                engine = tokens.get(i + 2).text().toUpperCase(Locale.ROOT);
            }
            versioned |= token.is("system") && tokens.get(i + 1).is("versioning");
        }
        for (int i = tokens.size() - 2; i >= 0; i--) {
            MysqlToken token = tokens.get(i);
            int value = -1;
            if (token.is("tablespace")) {
                value = i + (tokens.get(i + 1).is("=") ? 2 : 1);
                value = EVERYWHERE.contains(tokens.get(value).text()) ? -1 : value;
            } else if (token.isOneOf("data", "index") && tokens.get(i + 1).is("directory")) {
                value = i + (tokens.get(i + 2).is("=") ? 3 : 2);
            }
            if (value > 0) {
                String option = token.text().toUpperCase(Locale.ROOT) + (token.is("tablespace") ? "" : " DIRECTORY");
                if (!leftOut.contains(option)) {
                    leftOut.add(0, option);
                }
                text.delete(token.start(), tokens.get(value).end());
            }
        }
        String rest = leftOut.isEmpty() ? tail : text.toString().replaceAll(" ?/\\*!\\d*\\s*\\*/", "");
        return new MysqlTableOptions(rest, engine, versioned, leftOut);
    }
}
