package doppel.program;

import doppel.Counted;
import doppel.fixture.FixtureFiles;
import doppel.literal.JavaText;
import doppel.literal.JavaType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes one class of a fixture's program. Used for one class. */
final class ProgramClass {

    private final StringBuilder out = new StringBuilder();
    private final Heading heading;
    private final int number;
    private final List<TableMethods> tables;

    /**
     * What all classes of a program know.
     *
     * @param version the version of the application
     * @param engine the engine's identifier
     * @param engineName the engine's name
     * @param tables how many tables there are
     * @param rows how many rows
     * @param others the other definitions of the schema, as they are named
     * @param classes how many classes there are
     * @param parent what the last of them extends
     * @param written the classes of rows that were written by hand
     */
    record Heading(
            String version,
            String engine,
            String engineName,
            int tables,
            long rows,
            List<String> others,
            int classes,
            String parent,
            List<String> written) {

        Heading {
            others = List.copyOf(others);
            written = List.copyOf(written);
        }
    }

    private ProgramClass(Heading heading, int number, List<TableMethods> tables) {
        this.heading = heading;
        this.number = number;
        this.tables = tables;
    }

    /**
     * The source of a class.
     *
     * @param number its number, from 1 on
     * @param first the number of its first table, from 1 on
     */
    static SourceFile source(Heading heading, int number, int first, List<TableMethods> tables) {
        ProgramClass source = new ProgramClass(heading, number, tables);
        source.imports();
        if (number == 1) {
            source.head();
        } else {
            source.laterHead(first);
        }
        source.schema();
        source.load();
        tables.forEach(table -> source.out.append(table.create()));
        tables.forEach(table -> source.out.append(table.schema()));
        source.out.append("}\n");
        return new SourceFile(FixtureFiles.programClass(number) + ".java", source.out.toString());
    }

    private void imports() {
        out.append("import static doppel.fixture.Literals.*;\nimport doppel.fixture.*;\nimport doppel.schema.*;\n");
        JavaType.imports(tables.stream().flatMap(table -> table.table().types().stream()))
                .forEach(name -> out.append("import ").append(name).append(";\n"));
        out.append('\n');
    }

    private void head() {
        out.append(String.format(
                Locale.ROOT,
                "/**\n * Version %s: %s, %s, dumped from %s.\n",
                heading.version(),
                Counted.of(heading.tables(), "table"),
                Counted.of(heading.rows(), "row"),
                heading.engineName()));
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
                 * edited files the new truth. With sources of your own beside it, {@code java} needs JDK 22 or newer.
                """);
        if (isContinued()) {
            out.append(String.format(Locale.ROOT, """
                     *
                     * <p>The first %,d tables are here, the other %,d in what this class extends.
                    """, tables.size(), heading.tables() - tables.size()));
        }
        out.append(" */\npublic class Restore extends ").append(parent()).append(" {\n");
        out.append("""

                  public static void main(String... arguments) {
                    launch(arguments);
                  }

                """);
        out.append("  @Override public String version() {\n    return ")
                .append(JavaText.literal(heading.version()))
                .append(";\n  }\n\n");
        out.append("  /** Runs before the first row is saved: decide here how rows of ")
                .append(heading.version());
        out.append(" become rows of the installed version. */\n");
        out.append("  @Override public void installMigrations(Migrations migrations) {\n");
        out.append("    migrations.install(this);\n  }\n\n");
    }

    private void laterHead(int first) {
        out.append(String.format(
                Locale.ROOT,
                "/** Tables %,d to %,d of %,d, in the order in which they are loaded. */\n",
                first,
                first + tables.size() - 1,
                heading.tables()));
        out.append("abstract class ")
                .append(FixtureFiles.programClass(number))
                .append(" extends ")
                .append(parent())
                .append(" {\n\n");
    }

    private boolean isContinued() {
        return number < heading.classes();
    }

    private String parent() {
        return isContinued() ? FixtureFiles.programClass(number + 1) : heading.parent();
    }

    private void schema() {
        out.append(number == 1 ? "  /** The schema that the rows were read from. */\n" : "");
        out.append("  @Override public Schema schema() {\n    return ");
        out.append(
                isContinued() ? "super.schema().withTablesFirst(" : "Schema.of(" + JavaText.literal(heading.engine()));
        String before = isContinued() ? "\n        " : ",\n        ";
        for (TableMethods table : tables) {
            out.append(before).append(table.table().names().schemaMethod()).append("()");
            before = ",\n        ";
        }
        out.append(")");
        if (number == 1 && !heading.others().isEmpty()) {
            out.append("\n        .withOthers(\n            ")
                    .append(heading.others().stream()
                            .map(JavaText::literal)
                            .collect(Collectors.joining(",\n            ")))
                    .append(")");
        }
        out.append(";\n  }\n\n");
    }

    private void load() {
        out.append(number == 1 ? "  /** Loads the rows: tables that others refer to come first. */\n" : "");
        out.append("  @Override public void load() {\n");
        if (number == 1) {
            heading.written()
                    .forEach(name -> out.append("    rows(")
                            .append(JavaText.literal(name))
                            .append(", 0);\n"));
        }
        for (TableMethods table : tables) {
            if (table.table().rows() > 0) {
                out.append("    rows(")
                        .append(JavaText.literal(table.table().names().rowsClass()))
                        .append(", ")
                        .append(TableSource.number(table.table().rows()))
                        .append(");\n");
            }
        }
        out.append(isContinued() ? "    super.load();\n  }\n" : "  }\n");
    }
}
