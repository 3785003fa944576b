package doppel.dialect.mysql.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of the output of {@code SHOW CREATE TABLE}.
 *
 * @param head the beginning, to the parenthesis
 * @param elements the columns, keys and checks, as they are printed
 * @param foreignKeys the foreign keys
 * @param tail the table's options, from the parenthesis on
 */
public record MysqlTableText(String head, List<String> elements, List<String> foreignKeys, String tail) {

    public MysqlTableText {
        elements = List.copyOf(elements);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** Splits the text. */
    public static MysqlTableText of(String sql) {
        List<MysqlToken> tokens = MysqlToken.of(sql, MysqlToken.Mode.PLAIN);
        int open = 0;
        while (!tokens.get(open).is("(")) {
            open++;
        }
        List<String> elements = new ArrayList<>();
        List<String> foreignKeys = new ArrayList<>();
        int depth = 0;
        int first = open + 1;
        int close = open;
        for (int i = open; depth > 0 || i == open; i++) {
            MysqlToken token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 || depth == 1 && token.is(",")) {
                int end = token.start();
                String element = sql.substring(from(tokens, first), end).strip();
                (isForeignKey(tokens.subList(first, i)) ? foreignKeys : elements).add(element);
                first = i + 1;
                close = i;
            }
        }
        return new MysqlTableText(
                sql.substring(0, tokens.get(open).end()),
                elements,
                foreignKeys,
                sql.substring(tokens.get(close).start()));
    }

    /** Where an element begins: its first token can follow a comment that the server runs. */
    private static int from(List<MysqlToken> tokens, int first) {
        return tokens.get(first - 1).end();
    }

    private static boolean isForeignKey(List<MysqlToken> element) {
        int at = element.size() > 2 && element.get(0).is("constraint") ? 2 : 0;
        return element.size() > at + 1
                && element.get(at).is("foreign")
                && element.get(at + 1).is("key");
    }

    /** The table without its foreign keys, and with these options. */
    public String withoutForeignKeys() {
        return head + elements.stream().collect(Collectors.joining(",\n  ", "\n  ", "\n")) + tail;
    }

    /**
     * The table with the character set of each column with a collation: MySQL omits it if it was never stated, but
     * prints it once the table has been created from MySQL's own output.
     */
    MysqlTableText withCharacterSets() {
        return new MysqlTableText(
                head, elements.stream().map(MysqlTableText::withCharacterSet).toList(), foreignKeys, tail);
    }

    /**
     * The table with the collation of whatever says a character set alone: another version of the server may have
     * another default for it.
     *
     * @param defaults the collations by character set; of others nothing is said
     */
    MysqlTableText withCollations(Map<String, String> defaults) {
        return new MysqlTableText(
                head,
                elements.stream()
                        .map(element -> withCollation(element, " COLLATE ", defaults))
                        .toList(),
                foreignKeys,
                withCollation(tail, " COLLATE=", defaults));
    }

    private static String withCollation(String text, String word, Map<String, String> defaults) {
        List<MysqlToken> tokens = MysqlToken.of(text, MysqlToken.Mode.PLAIN);
        for (int i = 2; i < tokens.size(); i++) {
            boolean named = tokens.get(i - 1).is("set") && tokens.get(i - 2).is("character")
                    || tokens.get(i - 1).is("=") && tokens.get(i - 2).is("charset");
            String collation = named ? defaults.get(tokens.get(i).text()) : null;
            if (collation != null
                    && (i + 1 == tokens.size() || !tokens.get(i + 1).is("collate"))) {
                int end = tokens.get(i).end();
                return text.substring(0, end) + word + collation + text.substring(end);
            }
        }
        return text;
    }

    /** The whole text again. */
    String text() {
        return head
                + Stream.concat(elements.stream(), foreignKeys.stream())
                        .collect(Collectors.joining(",\n  ", "\n  ", "\n"))
                + tail;
    }

    private static String withCharacterSet(String element) {
        List<MysqlToken> tokens = MysqlToken.of(element, MysqlToken.Mode.PLAIN);
        int depth = 0;
        for (int i = 0; i < tokens.size() && tokens.get(0).kind() == MysqlToken.Kind.NAME; i++) {
            MysqlToken token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is("character")) {
                return element;
            }
            if (depth == 0 && token.is("collate")) {
                String charset = tokens.get(i + 1).text().replaceFirst("_.*", "");
                return element.substring(0, token.start()) + "CHARACTER SET " + charset + " "
                        + element.substring(token.start());
            }
        }
        return element;
    }
}
