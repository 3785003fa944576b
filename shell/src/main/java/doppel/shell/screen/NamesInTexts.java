package doppel.shell.screen;

import doppel.literal.JavaText;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import doppel.shell.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of tables and columns that may stand in a text: {@code table("…}, {@code .where("…}. Used by one thread. */
final class NamesInTexts {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern PLAIN_IN_SQL = Pattern.compile("[a-z_][a-z0-9_]*");

    private static final Set<String> FOLLOWED_BY_VALUE = Set.of("set", "change", "insert");
    private static final Set<String> OF_ROWS =
            Set.of("text", "number", "decimal", "truth", "day", "timestamp", "moment", "bytes", "get", "held", "has");

    private final Workplace place;
    private final Function<String, Optional<Table>> tableOfVariable;

    /** @param tableOfVariable the table whose rows a variable of the session holds */
    NamesInTexts(Workplace place, Function<String, Optional<Table>> tableOfVariable) {
        this.place = place;
        this.tableOfVariable = tableOfVariable;
    }

    /** Where the word begins that a name replaces. */
    static int start(String source, int cursor, LiteralAt literal) {
        if (!literal.method().equals("where")) {
            return literal.start();
        }
        int start = cursor;
        while (start > literal.start() && Character.isJavaIdentifierPart(source.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** What may stand there, with the quote that ends it if nothing else follows. */
    List<String> at(String source, int cursor, LiteralAt literal) {
        boolean closed = source.startsWith("\"", cursor);
        String method = literal.method();
        if (method.equals("table")) {
            return ended(place.schema().tables().stream().map(Table::name).toList(), closed ? "" : "\")");
        }
        Optional<Table> table = table(literal);
        if (table.isEmpty()) {
            return List.of();
        }
        List<String> columns = table.get().columns().stream().map(Column::name).toList();
        if (method.equals("where")) {
            return ended(columns.stream().map(this::inSql).toList(), "");
        } else if (FOLLOWED_BY_VALUE.contains(method)) {
            return ended(columns, closed ? "" : "\", ");
        }
        return OF_ROWS.contains(method) ? ended(columns, closed ? "" : "\")") : List.of();
    }

    private String inSql(String column) {
        return PLAIN_IN_SQL.matcher(column).matches() ? column : place.sqlName(column);
    }

    private static List<String> ended(List<String> names, String end) {
        return names.stream()
                .map(JavaText::literal)
                .map(literal -> literal.substring(1, literal.length() - 1) + end)
                .toList();
    }

    private Optional<Table> table(LiteralAt literal) {
        if (!literal.table().isEmpty()) {
            return named(place.schema(), literal.table());
        }
        List<String> names = new ArrayList<>();
        Matcher words = NAME.matcher(literal.before());
        while (words.find()) {
            names.add(0, words.group());
        }
        return names.stream().map(tableOfVariable).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Table> named(Schema schema, String name) {
        return schema.table(name)
                .or(() -> schema.tables().stream()
                        .filter(table -> table.name().equalsIgnoreCase(name))
                        .findFirst());
    }
}
