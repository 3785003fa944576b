package doppel.shell.record;

import doppel.literal.JavaType;
import doppel.program.RecordNames;
import doppel.schema.Column;
import doppel.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The Java source of a record for each table, all in the package {@code tables}. No name of the database stands in it
 * as it is.
 *
 * @param names the names of each table that has a record
 * @param sources the source files, by their names with slashes
 * @param notes the tables that have none, a sentence each
 */
public record RecordSources(List<RecordNames> names, Map<String, String> sources, List<String> notes) {

    /** The package of all records. */
    public static final String PACKAGE = "tables";

    /**
     * Writes the source.
     *
     * @param typeOf the type of a column whose values are all of its declared type
     */
    public static RecordSources of(Schema schema, Function<Column, JavaType> typeOf) {
        List<RecordNames> names = new ArrayList<>();
        Map<String, String> sources = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        for (RecordNames table : RecordNames.of(schema.tables(), typeOf)) {
            if (table.fits()) {
                names.add(table);
                sources.put(PACKAGE + "/" + table.record() + ".java", source(table));
            } else {
                notes.add(String.format(
                        Locale.ROOT,
                        "There is no record for the table %s, since it has %d columns.",
                        table.table().name(),
                        table.components().size()));
            }
        }
        return new RecordSources(names, sources, notes);
    }

    private static String source(RecordNames table) {
        List<String> components = new ArrayList<>();
        for (int i = 0; i < table.components().size(); i++) {
            components.add(
                    qualified(table.types().get(i)) + " " + table.components().get(i));
        }
        return "package " + PACKAGE + ";\n\npublic record " + table.record() + "(" + String.join(", ", components)
                + ") {}\n";
    }

    /** Without imports no record can be mistaken for the type of a component. */
    private static String qualified(JavaType type) {
        List<String> imports = JavaType.imports(Stream.of(type));
        return imports.isEmpty() ? type.source() : imports.get(0);
    }
}
