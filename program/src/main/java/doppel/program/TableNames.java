package doppel.program;

import doppel.dialect.Dialect;
import doppel.literal.JavaType;
import doppel.schema.ForeignKey;
import doppel.schema.RowShape;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that the source of a fixture uses for a table.
 *
 * @param table the table
 * @param createMethod the create method
 * @param schemaMethod the method that describes the table
 * @param rowsClass the class of the first row file
 * @param shape its parameters and what it makes of them
 * @param parameters the parameters' names
 * @param types the parameters' types, if all values are of their columns' declared types
 * @param wide whether the create method takes one array, since it cannot have a parameter for each column
 */
public record TableNames(
        Table table,
        String createMethod,
        String schemaMethod,
        String rowsClass,
        RowShape shape,
        List<String> parameters,
        List<JavaType> types,
        boolean wide) {

    /**
     * A method takes 255 slots, one of which is {@code this} (JVM specification, section 4.3.3); method handles, which
     * the restorer calls it through, need a few for themselves.
     */
    private static final int MOST_SLOTS = 250;

    public TableNames {
        parameters = List.copyOf(parameters);
        types = List.copyOf(types);
    }

    /** Names for all tables, in their order. */
    public static List<TableNames> of(List<Table> tables, Dialect dialect) {
        Identifiers methods = Identifiers.ofMethods();
        Identifiers classes = Identifiers.ofClasses();
        Map<String, Table> byName = new HashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        List<TableNames> names = new ArrayList<>();
        for (Table table : tables) {
            Identifiers parameters = Identifiers.ofParameters();
            RowShape shape = RowShape.of(table, name -> Optional.ofNullable(byName.get(name)));
            List<JavaType> types = shape.parameters().stream()
                    .map(parameter -> dialect.parameterType(parameter.column()))
                    .toList();
            boolean wide = types.stream().mapToInt(JavaType::slots).sum() > MOST_SLOTS;
            names.add(new TableNames(
                    table,
                    methods.lower(table.name(), "table", ""),
                    methods.lower(table.name(), "table", "Table"),
                    classes.upper(table.name(), "table", "Rows"),
                    shape,
                    shape.parameters().stream()
                            .map(parameter -> parameters.lower(parameter.words(), "column", ""))
                            .toList(),
                    wide ? Collections.nCopies(types.size(), JavaType.OBJECT) : types,
                    wide));
        }
        return names;
    }

    /** The same names for the same table with these foreign keys. */
    TableNames with(List<ForeignKey> foreignKeys) {
        return new TableNames(
                table.withForeignKeys(foreignKeys),
                createMethod,
                schemaMethod,
                rowsClass,
                shape,
                parameters,
                types,
                wide);
    }
}
