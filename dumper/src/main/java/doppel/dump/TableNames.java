package doppel.dump;

import doppel.dialect.Dialect;
import doppel.literal.JavaType;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the source of a fixture speaks of a table.
 *
 * @param table the table
 * @param createMethod the create method
 * @param schemaMethod the method that describes the table
 * @param rowsClass the class of the first row file
 * @param parameters the parameters' names, one for each insertable column
 * @param types the parameters' types, as long as all values are as their columns declare
 * @param wide whether the create method takes one array, since it cannot have a parameter for each column
 */
record TableNames(
        Table table,
        String createMethod,
        String schemaMethod,
        String rowsClass,
        List<String> parameters,
        List<JavaType> types,
        boolean wide) {

    /**
     * A method takes 255 slots, one of which is {@code this} (JVM specification, section 4.3.3); method handles, which the
     * restorer calls it through, need a few for themselves.
     */
    private static final int MOST_SLOTS = 250;

    TableNames {
        parameters = List.copyOf(parameters);
        types = List.copyOf(types);
    }

    /** Names for all tables, in their order. */
    static List<TableNames> of(List<Table> tables, Dialect dialect) {
        Identifiers methods = Identifiers.ofMethods();
        Identifiers classes = Identifiers.ofClasses();
        List<TableNames> names = new ArrayList<>();
        for (Table table : tables) {
            Identifiers parameters = Identifiers.ofParameters();
            List<Column> columns = table.insertableColumns();
            List<JavaType> types = columns.stream().map(dialect::parameterType).toList();
            boolean wide = types.stream().mapToInt(JavaType::slots).sum() > MOST_SLOTS;
            names.add(new TableNames(
                    table,
                    methods.lower(table.name(), "table", ""),
                    methods.lower(table.name(), "table", "Table"),
                    classes.upper(table.name(), "table", "Rows"),
                    columns.stream()
                            .map(column -> parameters.lower(column.name(), "column", ""))
                            .toList(),
                    wide ? Collections.nCopies(types.size(), JavaType.OBJECT) : types,
                    wide));
        }
        return names;
    }

    /** The same names for the same table with these foreign keys. */
    TableNames with(List<ForeignKey> foreignKeys) {
        return new TableNames(
                table.withForeignKeys(foreignKeys), createMethod, schemaMethod, rowsClass, parameters, types, wide);
    }
}
