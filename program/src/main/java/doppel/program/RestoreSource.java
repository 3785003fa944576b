package doppel.program;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.schema.Column;
import doppel.schema.RowShape;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Writes {@code Restore.java}: the version, the schema, the hook, and one create method per table. */
public final class RestoreSource {

    /** More columns than this do not fit into the 64 KB of code of one statement or method. */
    static final int MOST_COLUMNS = 4_200;

    private static final int LONGEST_NAME = 20_000;
    private static final int LONGEST_SIGNATURE = 80;
    private static final int LONGEST_CHAIN = 400;
    private static final int MOST_CONSTANTS = 65_000;
    private static final int MOST_CODE = 65_000;
    private static final int CODE_OF_COLUMN = 14;
    private static final int CODE_OF_LOOKUP = 20;
    private static final int MOST_OTHERS = 2_000;

    private final StringBuilder out = new StringBuilder();
    private final Set<String> strings = new HashSet<>();

    private RestoreSource() {}

    /**
     * The source of a fixture.
     *
     * @param others what else the schema defines
     * @param tables the tables in load order
     */
    public static String of(
            String version, String engine, String engineName, List<String> others, List<DumpedTable> tables) {
        RestoreSource source = new RestoreSource();
        source.head(version, engineName, tables);
        source.schema(engine, others, tables);
        source.load(tables);
        tables.forEach(source::createMethod);
        tables.forEach(source::schemaMethod);
        source.out.append("}\n");
        source.requireCompilable(tables);
        return source.out.toString();
    }

    /** Refuses, before any row is read, a table that no Java source can hold. */
    public static void requireNarrow(Table table) {
        int columns = table.columns().size();
        if (columns > MOST_COLUMNS) {
            throw tooLarge("The table " + table.name() + " has " + columns + " columns, more than the " + MOST_COLUMNS
                    + " that one Java method can name.");
        }
        table.columns().stream().map(Column::name).forEach(name -> requireShort("column", name));
        requireShort("table", table.name());
    }

    private static void requireShort(String what, String name) {
        if (name.length() > LONGEST_NAME) {
            throw tooLarge("The name of the " + what + " " + name.substring(0, 40) + "... has " + name.length()
                    + " characters.");
        }
    }

    private static DatabaseException tooLarge(String message) {
        return new DatabaseException(
                ErrorCode.SCHEMA_TOO_LARGE,
                message,
                "Leave it out with --exclude, or dump the tables in groups with --tables.");
    }

    private void head(String version, String engineName, List<DumpedTable> tables) {
        long rows = tables.stream().mapToLong(DumpedTable::rows).sum();
        out.append("import static doppel.fixture.Literals.*;\nimport doppel.fixture.*;\nimport doppel.schema.*;\n");
        JavaType.imports(tables.stream().flatMap(table -> table.types().stream()))
                .forEach(name -> out.append("import ").append(name).append(";\n"));
        out.append('\n');
        out.append(String.format(
                Locale.ROOT,
                "/**\n * Version %s: %s, %s, dumped from %s.\n",
                version,
                counted(tables.size(), "table"),
                counted(rows, "row"),
                engineName));
        out.append("""
                 *
                 * <p>To restore it:
                 *
                 * <pre>
                 * doppel restore DIRECTORY --into TARGET
                 * </pre>
                 *
                 * <p>or, in this directory, {@code java -cp doppel.jar Restore.java --into TARGET}. Edit what you \
                like: each row is one call
                 * of a create method below, and what such a method saves is what gets restored. {@code doppel seal \
                DIRECTORY} makes
                 * edited files the new truth.
                 */
                public class Restore extends Fixture {

                  public static void main(String... arguments) {
                    launch(arguments);
                  }

                """);
        out.append("  @Override public String version() {\n    return ")
                .append(string(version))
                .append(";\n  }\n\n");
        out.append("  /** Runs before the first row is saved: decide here how rows of ")
                .append(version);
        out.append(" become rows of the installed version. */\n");
        out.append("  @Override public void installMigrations(Migrations migrations) {\n");
        out.append("    migrations.install(this);\n  }\n\n");
    }

    private static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private void schema(String engine, List<String> others, List<DumpedTable> tables) {
        out.append("  /** The schema that the rows were read from. */\n  @Override public Schema schema() {\n    "
                + "return Schema.of(");
        out.append(string(engine));
        tables.forEach(table ->
                out.append(",\n        ").append(table.names().schemaMethod()).append("()"));
        out.append(")");
        if (!others.isEmpty()) {
            List<String> named = new ArrayList<>();
            others.stream().limit(MOST_OTHERS).forEach(other -> named.add(string(TableSource.shortened(other))));
            if (others.size() > MOST_OTHERS) {
                named.add(string("and " + (others.size() - MOST_OTHERS) + " more"));
            }
            out.append("\n        .withOthers(\n            ")
                    .append(String.join(",\n            ", named))
                    .append(")");
        }
        out.append(";\n  }\n\n");
    }

    private void load(List<DumpedTable> tables) {
        out.append(
                "  /** Loads the rows: tables that others refer to come first. */\n  @Override public void load() {\n");
        for (DumpedTable table : tables) {
            if (table.rows() > 0) {
                out.append("    rows(")
                        .append(string(table.names().rowsClass()))
                        .append(", ")
                        .append(TableSource.number(table.rows()))
                        .append(");\n");
            }
        }
        out.append("  }\n");
    }

    private void createMethod(DumpedTable table) {
        TableNames names = table.names();
        List<RowShape.Value> values = names.shape().values();
        out.append("\n  void ").append(names.createMethod()).append('(');
        if (names.wide()) {
            int code = CODE_OF_COLUMN * values.size()
                    + values.stream()
                            .flatMap(value -> value.key().stream())
                            .mapToInt(key ->
                                    CODE_OF_LOOKUP * (1 + key.naturalKey().size()))
                            .sum();
            if (code > MOST_CODE) {
                throw tooLarge("The table " + names.table().name()
                        + " has more columns and natural keys than one Java method can name.");
            }
            out.append("Object[] values) {\n    Row row = row(")
                    .append(string(names.table().name()))
                    .append(");\n");
            for (RowShape.Value value : values) {
                out.append("    row.set(")
                        .append(string(value.column()))
                        .append(", ")
                        .append(expression(value, i -> "values[" + i + "]"))
                        .append(");\n");
            }
            out.append("    save(row);\n  }\n");
            return;
        }
        List<String> parameters = IntStream.range(0, names.parameters().size())
                .mapToObj(i ->
                        table.types().get(i).source() + " " + names.parameters().get(i))
                .toList();
        boolean onePerLine = parameters.stream().mapToInt(String::length).sum() > LONGEST_SIGNATURE;
        out.append(onePerLine ? "\n      " : "").append(String.join(onePerLine ? ",\n      " : ", ", parameters));
        out.append(") {\n    save(row(").append(string(names.table().name())).append(")");
        for (RowShape.Value value : values) {
            out.append("\n        .set(").append(string(value.column())).append(", ");
            out.append(expression(value, names.parameters()::get)).append(")");
        }
        out.append(");\n  }\n");
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

    private void schemaMethod(DumpedTable dumped) {
        Table table = dumped.names().table();
        out.append("\n  private static Table ")
                .append(dumped.names().schemaMethod())
                .append("() {\n");
        TableSource description = TableSource.of(table, this::string);
        if (description.code() > MOST_CODE) {
            throw tooLarge(
                    "The table " + table.name() + " has more columns, keys and indexes than one Java method can name.");
        }
        List<String> calls = description.calls();
        if (dumped.names().wide() || calls.size() > LONGEST_CHAIN) { // javac could not compile a chain of so many calls
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
    }

    private String string(String text) {
        strings.add(text);
        return JavaText.literal(text);
    }

    private void requireCompilable(List<DumpedTable> tables) {
        // a string takes two entries; a method takes its name, its type, the entries of its calls, and a number
        long constants = 2L * strings.size() + 14L * tables.size() + 250;
        if (constants > MOST_CONSTANTS) {
            throw tooLarge("The schema has " + tables.size() + " tables with " + strings.size()
                    + " different names and types, more than one Java class can name.");
        }
    }
}
