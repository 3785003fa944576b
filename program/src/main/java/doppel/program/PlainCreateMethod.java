package doppel.program;

import com.github.javaparser.Token;
import doppel.literal.JavaType;
import doppel.program.PlainFixture.PlainMethod;
import doppel.program.PlainSource.Place;
import doppel.schema.RowShape;
import doppel.schema.RowShape.Lookup;
import doppel.schema.RowShape.Value;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a create method as the dumper writes it; it is checked when its table is known. Used for one method. */
final class PlainCreateMethod {

    private static final int MOST_VALUES = 100_000;

    private final PlainSource source;
    private final String name;
    private final List<JavaType> types = new ArrayList<>();
    private final Map<String, Integer> parameters = new HashMap<>();
    private final boolean wide;
    private final Place tablePlace;
    private final String tableName;
    private final List<Value> values = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    private PlainCreateMethod(PlainSource source, String name) {
        this.source = source;
        this.name = name;
        source.expect("(");
        wide = source.sees(0, "Object") && source.sees(1, "[");
        if (wide) {
            source.expect("Object[] values) { Row row = row(");
        } else {
            parameters();
            source.expect(") { save(row(");
        }
        tablePlace = source.place();
        tableName = source.string();
        source.expect(wide ? ");" : ")");
        while (source.skip(wide ? "row" : ".")) {
            source.expect(wide ? ".set(" : "set(");
            value();
            source.expect(wide ? ");" : ")");
        }
        source.expect(wide ? "save(row); }" : "); }");
    }

    /** Reads it from the bracket after its name to its end. */
    static PlainCreateMethod read(PlainSource source, String name) {
        return new PlainCreateMethod(source, name);
    }

    /** The parameters' types, as far as they are named. */
    List<JavaType> types() {
        return types;
    }

    private void parameters() {
        boolean more = !source.sees(0, ")");
        while (more) {
            types.add(source.type());
            Token token = source.peek();
            if (parameters.put(source.identifier(), parameters.size()) != null) {
                throw source.refuse(token, "There is a second parameter " + token.image + ".");
            }
            more = source.skip(",");
        }
    }

    private void value() {
        places.add(source.place());
        String column = source.string();
        source.expect(",");
        boolean lookedUp = source.sees(0, "keyOf") && source.sees(1, "(");
        values.add(
                lookedUp
                        ? new Value(column, -1, Optional.of(lookup()))
                        : new Value(column, parameter(), Optional.empty()));
    }

    private Lookup lookup() {
        source.expect("keyOf(");
        String table = source.string();
        source.expect(",");
        String column = source.string();
        List<String> naturalKey = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        while (source.skip(",")) {
            naturalKey.add(source.string());
            source.expect(",");
            numbers.add(parameter());
        }
        source.expect(")");
        return new Lookup(table, column, naturalKey, numbers);
    }

    private int parameter() {
        Token token = source.peek();
        if (!wide) {
            Integer number = parameters.get(source.identifier());
            if (number == null) {
                throw source.refuse(token, "There is no parameter " + token.image + ".");
            }
            return number;
        }
        source.expect("values[");
        long number = source.integer();
        if (number < 0 || number > MOST_VALUES) {
            throw source.refuse(token, "There is no such value.");
        }
        source.expect("]");
        return (int) number;
    }

    /** Makes sure that it saves rows of this table. */
    void requireTable(Table table) {
        if (!tableName.equals(table.name())) {
            throw source.refuse(
                    tablePlace, "The method " + name + " does not save rows of the table at its place in the schema.");
        }
    }

    /**
     * The method, checked to do exactly what a create method of this table does.
     *
     * @param tables all tables by their names
     */
    PlainMethod method(Table table, Map<String, Table> tables) {
        RowShape shape;
        try {
            shape = RowShape.of(table, other -> Optional.ofNullable(tables.get(other)));
        } catch (IllegalArgumentException e) {
            throw source.refuse(tablePlace, "Such rows are not possible: " + e.getMessage() + ".");
        }
        List<Value> expected = shape.values();
        for (int i = 0; i < values.size(); i++) {
            if (i >= expected.size()
                    || !values.get(i).column().equals(expected.get(i).column())) {
                throw source.refuse(places.get(i), "The schema has another column at this place.");
            }
            if (!values.get(i).equals(expected.get(i))) {
                throw source.refuse(places.get(i), "The value of the column is not the one that the schema requires.");
            }
        }
        int count = shape.parameters().size();
        if (values.size() < expected.size() || !wide && types.size() != count) {
            throw source.refuse(tablePlace, "The method " + name + " leaves out columns.");
        }
        return new PlainMethod(
                name, tableName, wide ? Collections.nCopies(count, JavaType.OBJECT) : types, wide, expected);
    }
}
