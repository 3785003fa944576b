package doppel.restore;

import com.github.javaparser.Token;
import doppel.schema.ForeignKey;
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
        INDEX,
        IDENTITY,
        INTERNAL,
        POLICY
    }

    private static final Set<Part> REPEATED = Set.of(Part.COLUMN, Part.FOREIGN_KEY, Part.INDEX);

    /** What can follow a foreign key, in its order. */
    private static final List<String> AFTER_FOREIGN_KEY = List.of("onDelete", "onUpdate", "dangling");

    private final PlainSource source;
    private final Table.Builder table;
    private final Set<String> columns = new HashSet<>();
    private Part last = Part.COLUMN;
    private int afterForeignKey;

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
                followForeignKey(call, name);
                table.dangling(source.count());
                source.expect(")");
                break;
            case "onDelete":
                followForeignKey(call, name);
                table.onDelete(action());
                break;
            case "onUpdate":
                followForeignKey(call, name);
                table.onUpdate(action());
                break;
            case "index":
            case "unique":
                follow(call, Part.INDEX);
                index(name.equals("unique"));
                break;
            case "identity":
                follow(call, Part.IDENTITY);
                identity();
                break;
            case "internal":
                follow(call, Part.INTERNAL);
                table.internal();
                source.expect(")");
                break;
            case "skipped":
                follow(call, Part.POLICY);
                table.skipped();
                source.expect(")");
                break;
            case "recreated":
                follow(call, Part.POLICY);
                table.recreated(naturalKey());
                break;
            default:
                throw source.refuse(call, "`" + name + "` is no part of a table.");
        }
    }

    private void follow(Token call, Part part) {
        boolean repeated = part == last && !REPEATED.contains(part);
        if (part.compareTo(last) < 0 || repeated) {
            throw source.refuse(call, "`" + call.image + "` does not belong here.");
        }
        last = part;
    }

    private void followForeignKey(Token call, String name) {
        int place = AFTER_FOREIGN_KEY.indexOf(name);
        if (last != Part.FOREIGN_KEY || place < afterForeignKey) {
            throw source.refuse(call, "`" + name + "` does not belong here.");
        }
        afterForeignKey = place + 1;
    }

    private String action() {
        Token token = source.peek();
        String action = source.string();
        if (action.equals(ForeignKey.NO_ACTION) || !ForeignKey.ACTIONS.contains(action)) {
            throw source.refuse(token, "No foreign key does such a thing.");
        }
        source.expect(")");
        return action;
    }

    private void index(boolean unique) {
        String name = source.string();
        source.expect(",");
        String[] indexed = strings().toArray(String[]::new);
        if (unique) {
            table.unique(name, indexed);
        } else {
            table.index(name, indexed);
        }
    }

    private void identity() {
        Token token = source.peek();
        String column = source.string();
        if (!columns.contains(column)) {
            throw source.refuse(token, "There is no column of this name.");
        }
        source.expect(",");
        table.identity(column, source.integer());
        source.expect(")");
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
        afterForeignKey = 0;
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

    private String[] naturalKey() {
        Token token = source.peek();
        if (source.skip(")")) {
            return new String[0];
        }
        List<String> naturalKey = strings();
        if (!columns.containsAll(naturalKey) || new HashSet<>(naturalKey).size() < naturalKey.size()) {
            throw source.refuse(token, "A natural key consists of different columns of its table.");
        }
        return naturalKey.toArray(String[]::new);
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
