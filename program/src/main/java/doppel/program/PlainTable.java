package doppel.program;

import com.github.javaparser.Token;
import doppel.FixtureException;
import doppel.fixture.FixtureFiles;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the calls that describe a table, as {@link TableSource} writes them. Used for one table. */
public final class PlainTable {

    private final PlainSource source;
    private final Table.Builder table;
    private final boolean anyOrder;
    private final Set<String> columns = new HashSet<>();
    private TableWord last = TableWord.ROW_ID;
    private int foreignKeys;

    private PlainTable(PlainSource source, Table.Builder table, boolean anyOrder) {
        this.source = source;
        this.table = table;
        this.anyOrder = anyOrder;
    }

    /**
     * Reads the body of a method that describes a table, from its opening bracket to its closing one.
     *
     * @param others the names that other tables have
     */
    static Table read(PlainSource source, Set<String> others) {
        return read(source, others, false);
    }

    /**
     * The table that such a body describes in a program that may have been edited: its calls can be in any order.
     *
     * @param body with its brackets
     * @return empty if it holds anything else
     */
    public static Optional<Table> ofBody(String body) {
        try {
            PlainSource source = new PlainSource(FixtureFiles.PROGRAM, body);
            Table table = read(source, Set.of(), true);
            source.expectEnd();
            return Optional.of(table);
        } catch (FixtureException e) {
            return Optional.empty();
        }
    }

    private static Table read(PlainSource source, Set<String> others, boolean anyOrder) {
        source.expect("{");
        boolean statements = source.skip("Table");
        source.expect(statements ? ".Builder table = Table.named(" : "return Table.named(");
        Token token = source.peek();
        String name = source.string();
        if (others.contains(name)) {
            throw source.refuse(token, "There is a second table of this name.");
        }
        Table.Builder table = Table.named(name);
        source.expect(statements ? ");" : ")");
        PlainTable calls = new PlainTable(source, table, anyOrder);
        while (source.skip(statements ? "table" : ".")) {
            if (statements) {
                source.expect(".");
            } else if (source.sees(0, "build")) {
                source.expect("build(); }");
                return table.build();
            }
            calls.readCall();
            if (statements) {
                source.expect(";");
            }
        }
        source.expect(statements ? "return table.build(); }" : ".build(); }");
        return table.build();
    }

    /** Reads one call, from its name to its closing bracket. */
    private void readCall() {
        Token call = source.peek();
        String name = source.identifier();
        TableWord word =
                TableWord.of(name).orElseThrow(() -> source.refuse(call, "`" + name + "` is not part of a table."));
        follow(call, word);
        source.expect("(");
        switch (word) {
            case ROW_ID -> {
                table.rowId(column());
                source.expect(")");
            }
            case GENERATED -> {
                table.generated(column(), secondString());
                source.expect(")");
            }
            case COLUMN, REQUIRED -> storedColumn(word == TableWord.REQUIRED);
            case PRIMARY_KEY -> table.primaryKey(strings().toArray(String[]::new));
            case FOREIGN_KEY -> foreignKey();
            case ON_DELETE -> table.onDelete(action());
            case ON_UPDATE -> table.onUpdate(action());
            case DANGLING -> {
                table.dangling(source.count(1));
                source.expect(")");
            }
            case INDEX, UNIQUE -> index(word == TableWord.UNIQUE);
            case IDENTITY -> identity();
            case INTERNAL -> {
                table.internal();
                source.expect(")");
            }
            case SKIPPED -> {
                table.skipped();
                source.expect(")");
            }
            case RECREATED -> table.recreated(naturalKey());
        }
    }

    private void follow(Token call, TableWord word) {
        if (word == TableWord.ROW_ID && !columns.isEmpty() && !anyOrder) {
            throw source.refuse(call, "A row number comes before all columns.");
        }
        boolean ofForeignKey = word.part() == TableWord.Part.FOREIGN_KEYS && word != TableWord.FOREIGN_KEY;
        boolean follows;
        if (anyOrder) {
            follows = !ofForeignKey || foreignKeys > 0;
        } else if (ofForeignKey) {
            follows = last.part() == TableWord.Part.FOREIGN_KEYS && last.compareTo(word) < 0;
        } else {
            follows = word.part().follows(last.part());
        }
        if (!follows) {
            throw source.refuse(call, "`" + call.image + "` does not belong here.");
        }
        foreignKeys += word == TableWord.FOREIGN_KEY ? 1 : 0;
        last = word;
    }

    private String action() {
        Token token = source.peek();
        String action = source.string();
        if (action.equals(ForeignKey.NO_ACTION) && !anyOrder || !ForeignKey.ACTIONS.contains(action)) {
            throw source.refuse(token, "Foreign keys have no such action.");
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
        if (!columns.contains(column) && !anyOrder) {
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
            throw source.refuse(token, "There is a second column of this name.");
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
        source.expect("." + TableWord.REFERENCES + "(");
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
        if (!columns.containsAll(naturalKey) && !anyOrder || new HashSet<>(naturalKey).size() < naturalKey.size()) {
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
