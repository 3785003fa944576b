package doppel.program;

import doppel.literal.JavaText;
import doppel.schema.RowShape;
import doppel.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Writes the two methods of a table: the one that creates a row, and the one that describes the table. */
final class TableMethods {

    private static final int LONGEST_SIGNATURE = 80;
    private static final int LONGEST_CHAIN = 400;
    private static final int MOST_CODE = 65_000;
    private static final int CODE_OF_COLUMN = 14;
    private static final int CODE_OF_LOOKUP = 20;

    private final DumpedTable dumped;
    private final TableNames names;
    private final Set<String> strings = new HashSet<>();
    private final String createMethod;
    private final String schemaMethod;

    TableMethods(DumpedTable dumped) {
        this.dumped = dumped;
        this.names = dumped.names();
        this.createMethod = names.wide() ? wideCreateMethod() : createMethod();
        this.schemaMethod = describe();
        strings.add(names.rowsClass());
    }

    DumpedTable table() {
        return dumped;
    }

    /** The source of the method that creates a row. */
    String create() {
        return createMethod;
    }

    /** The source of the method that describes the table. */
    String schema() {
        return schemaMethod;
    }

    /** The strings that the class contains because of the table. */
    Set<String> strings() {
        return strings;
    }

    private String wideCreateMethod() {
        List<RowShape.Value> values = names.shape().values();
        int code = CODE_OF_COLUMN * values.size()
                + values.stream()
                        .flatMap(value -> value.key().stream())
                        .mapToInt(key -> CODE_OF_LOOKUP * (1 + key.naturalKey().size()))
                        .sum();
        if (code > MOST_CODE) {
            throw RestoreSource.tooLarge("The table " + names.table().name()
                    + " has more columns and natural keys than one Java method can name.");
        }
        StringBuilder out = new StringBuilder("\n  void ")
                .append(names.createMethod())
                .append("(Object[] values) {\n    Row row = row(")
                .append(string(names.table().name()))
                .append(");\n");
        for (RowShape.Value value : values) {
            out.append("    row.set(")
                    .append(string(value.column()))
                    .append(", ")
                    .append(expression(value, i -> "values[" + i + "]"))
                    .append(");\n");
        }
        return out.append("    save(row);\n  }\n").toString();
    }

    private String createMethod() {
        List<String> parameters = IntStream.range(0, names.parameters().size())
                .mapToObj(i -> dumped.types().get(i).source() + " "
                        + names.parameters().get(i))
                .toList();
        boolean onePerLine = parameters.stream().mapToInt(String::length).sum() > LONGEST_SIGNATURE;
        StringBuilder out = new StringBuilder("\n  void ")
                .append(names.createMethod())
                .append('(')
                .append(onePerLine ? "\n      " : "")
                .append(String.join(onePerLine ? ",\n      " : ", ", parameters))
                .append(") {\n    save(row(")
                .append(string(names.table().name()))
                .append(")");
        for (RowShape.Value value : names.shape().values()) {
            out.append("\n        .set(").append(string(value.column())).append(", ");
            out.append(expression(value, names.parameters()::get)).append(")");
        }
        return out.append(");\n  }\n").toString();
    }

    /** The value of a column: a parameter, or a key that is looked up. */
    private String expression(RowShape.Value value, IntFunction<String> parameter) {
        if (value.key().isEmpty()) {
            return parameter.apply(value.parameter());
        }
        RowShape.Lookup key = value.key().get();
        StringBuilder call = new StringBuilder("keyOf(")
                .append(string(key.table()))
                .append(", ")
                .append(string(key.column()));
        for (int i = 0; i < key.naturalKey().size(); i++) {
            call.append(", ").append(string(key.naturalKey().get(i))).append(", ");
            call.append(parameter.apply(key.parameters().get(i)));
        }
        return call.append(")").toString();
    }

    private String describe() {
        Table table = names.table();
        StringBuilder out = new StringBuilder("\n  private static Table ")
                .append(names.schemaMethod())
                .append("() {\n");
        TableSource description = TableSource.of(table, this::string);
        if (description.code() > MOST_CODE) {
            throw RestoreSource.tooLarge(
                    "The table " + table.name() + " has more columns, keys and indexes than one Java method can name.");
        }
        List<String> calls = description.calls();
        if (names.wide() || calls.size() > LONGEST_CHAIN) { // javac could not compile a chain of so many calls
            out.append("    Table.Builder table = Table.named(")
                    .append(string(table.name()))
                    .append(");\n");
            calls.forEach(call -> out.append("    table.").append(call).append(";\n"));
            out.append("    return table.build();\n  }\n");
        } else {
            out.append("    return Table.named(").append(string(table.name())).append(")");
            calls.forEach(call -> out.append("\n        .").append(call));
            out.append("\n        .build();\n  }\n");
        }
        return out.toString();
    }

    private String string(String text) {
        strings.add(text);
        return JavaText.literal(text);
    }
}
