package doppel.restore;

import com.github.javaparser.Token;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the calls that describe a table, in the order in which the dumper writes them. Used for one table. */
final class PlainTable {

    /** The kinds of calls, in their order. */
    private enum Part {
        COLUMN,
        PRIMARY_KEY,
        FOREIGN_KEY,
        INTERNAL
    }

    private final PlainSource source;
    private final Table.Builder table;
    private final Set<String> columns = new HashSet<>();
    private Part last = Part.COLUMN;

    PlainTable(PlainSource source, Table.Builder table) {
        this.source = source;
        this.table = table;
    }

    /** Reads one call, from its name to its closing bracket. */
    void readCall() {
        Token call = source.peek();
        String name = source.identifier();
        source.expect("(");
        switch (name) {
            case "rowId":
                follow(call, Part.COLUMN);
                if (!columns.isEmpty()) {
                    throw source.refuse(call, "A row number comes before all columns.");
                }
                table.rowId(column());
                source.expect(")");
                break;
            case "generated":
                follow(call, Part.COLUMN);
                table.generated(column(), secondString());
                source.expect(")");
                break;
            case "column":
            case "required":
                follow(call, Part.COLUMN);
                storedColumn(name.equals("required"));
                break;
            case "primaryKey":
                follow(call, Part.PRIMARY_KEY);
                table.primaryKey(strings().toArray(String[]::new));
                break;
            case "foreignKey":
                follow(call, Part.FOREIGN_KEY);
                foreignKey();
                break;
            case "dangling":
                if (last != Part.FOREIGN_KEY) {
                    throw source.refuse(call, "`dangling` belongs to a foreign key.");
                }
                table.dangling(source.count());
                source.expect(")");
                break;
            case "internal":
                follow(call, Part.INTERNAL);
                table.internal();
                source.expect(")");
                break;
            default:
                throw source.refuse(call, "`" + name + "` is no part of a table.");
        }
    }

    private void follow(Token call, Part part) {
        boolean repeated = part == last && (part == Part.PRIMARY_KEY || part == Part.INTERNAL);
        if (part.compareTo(last) < 0 || repeated) {
            throw source.refuse(call, "`" + call.image + "` does not belong here.");
        }
        last = part;
    }

    private String column() {
        Token token = source.peek();
        String name = source.string();
        if (!columns.add(name)) {
            throw source.refuse(token, "There is another column of this name.");
        }
        return name;
    }

    private String secondString() {
        source.expect(",");
        return source.string();
    }

    private void storedColumn(boolean required) {
        String name = column();
        String type = secondString();
        String defaultValue = source.sees(0, ",") ? secondString() : null;
        source.expect(")");
        if (required) {
            table.required(name, type, defaultValue);
        } else {
            table.column(name, type, defaultValue);
        }
    }

    private void foreignKey() {
        List<String> from = strings();
        source.expect(".references(");
        Token token = source.peek();
        String referenced = source.string();
        source.expect(",");
        List<String> to = strings();
        if (from.size() != to.size()) {
            throw source.refuse(token, "A foreign key needs as many columns on both sides.");
        }
        table.foreignKey(from.toArray(String[]::new)).references(referenced, to.toArray(String[]::new));
    }

    /** One string or more, to the closing bracket. */
    private List<String> strings() {
        List<String> strings = new ArrayList<>();
        do {
            strings.add(source.string());
        } while (source.skip(","));
        source.expect(")");
        return strings;
    }
}
