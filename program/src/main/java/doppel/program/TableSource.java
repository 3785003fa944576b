package doppel.program;

import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Index;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes the calls that describe a table; {@link PlainTable} turns them back into the table. Used for one table. */
final class TableSource {

    private static final int LONGEST_EXPRESSION = 1_000;
    /** No engine's expression ends with this. */
    private static final String CUT_OFF = " …";
    /** An enumeration's type names all its values; a constant of a class has room for so many characters. */
    private static final int LONGEST_TYPE = 20_000;
    /** The code size of a call with three strings, and of an element of an array. */
    private static final int CODE_OF_CALL = 14;

    private static final int CODE_OF_ELEMENT = 8;

    private final UnaryOperator<String> string;
    private final List<String> calls = new ArrayList<>();
    private int code;

    private TableSource(UnaryOperator<String> string) {
        this.string = string;
    }

    /**
     * The calls for a table.
     *
     * @param string makes a literal of a text
     */
    static TableSource of(Table table, UnaryOperator<String> string) {
        TableSource source = new TableSource(string);
        table.columns().forEach(source::column);
        if (!table.primaryKey().isEmpty()) {
            source.add(TableWord.PRIMARY_KEY, source.strings(table.primaryKey()));
        }
        table.foreignKeys().forEach(source::foreignKey);
        for (Index index : table.indexes()) {
            source.add(
                    index.unique() ? TableWord.UNIQUE : TableWord.INDEX,
                    string.apply(index.name()) + ", " + source.strings(index.columns()));
        }
        if (table.identity() != null) {
            source.add(
                    TableWord.IDENTITY,
                    string.apply(table.identity().column()) + ", "
                            + number(table.identity().next()));
        }
        if (table.internal()) {
            source.add(TableWord.INTERNAL, "");
        }
        if (table.policy().recreates()) {
            source.add(TableWord.RECREATED, source.strings(table.policy().naturalKey()));
        } else if (!table.policy().keeps()) {
            source.add(TableWord.SKIPPED, "");
        }
        return source;
    }

    /** The calls, in their order. */
    List<String> calls() {
        return calls;
    }

    /** An upper bound of their code size as statements, in bytes. */
    int code() {
        return code;
    }

    /** An integer that Java takes for a long, wherever it takes one. */
    static String number(long number) {
        return number == (int) number ? Long.toString(number) : number + "L";
    }

    private void add(TableWord word, String arguments) {
        add(word.call(arguments));
    }

    private void add(String call) {
        calls.add(call);
        code += CODE_OF_CALL;
    }

    private String strings(List<String> names) {
        code += CODE_OF_ELEMENT * names.size();
        return names.stream().map(string).collect(Collectors.joining(", "));
    }

    private void foreignKey(ForeignKey key) {
        String referenced = string.apply(key.table()) + ", " + strings(key.referencedColumns());
        add(TableWord.FOREIGN_KEY.call(strings(key.columns())) + "." + TableWord.REFERENCES + "(" + referenced + ")");
        code += CODE_OF_CALL;
        if (!key.onDelete().equals(ForeignKey.NO_ACTION)) {
            add(TableWord.ON_DELETE, string.apply(key.onDelete()));
        }
        if (!key.onUpdate().equals(ForeignKey.NO_ACTION)) {
            add(TableWord.ON_UPDATE, string.apply(key.onUpdate()));
        }
        if (key.dangling() > 0) {
            add(TableWord.DANGLING, number(key.dangling()));
        }
    }

    private void column(Column column) {
        String name = string.apply(column.name());
        if (column.kind() == Column.Kind.ROW_ID) {
            add(TableWord.ROW_ID, name);
            return;
        }
        String nameAndType = name + ", " + string.apply(cut(column.type(), LONGEST_TYPE));
        if (column.kind() == Column.Kind.GENERATED) {
            add(TableWord.GENERATED, nameAndType);
            return;
        }
        add(
                column.nullable() ? TableWord.COLUMN : TableWord.REQUIRED,
                nameAndType
                        + (column.defaultValue() == null
                                ? ""
                                : ", " + string.apply(expression(column.defaultValue()))));
    }

    /** A default that is too long, and so only complete in schema.sql, must not look like another one. */
    private static String expression(String text) {
        return text.length() <= LONGEST_EXPRESSION ? text : cut(text, LONGEST_EXPRESSION) + CUT_OFF;
    }

    /** A text that may be cut off, since it is complete in schema.sql. */
    static String shortened(String text) {
        return cut(text, LONGEST_EXPRESSION);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
