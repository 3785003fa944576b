package doppel.dialect.translation;

import doppel.dialect.Ddl;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.portable.PortableTable;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Index;
import doppel.schema.PortableType;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the script that creates tables in an engine, and names what it has to leave out. This part is the same for all
 * engines. Used once.
 */
public final class TranslatedSchema {

    private static final String SET_NULL = "SET NULL";

    private final EngineWords words;
    private final List<PortableTable> tables;
    private final List<String> statements = new ArrayList<>();
    private final List<String> notCarried = new ArrayList<>();
    private final Set<String> indexNames = new HashSet<>();

    private TranslatedSchema(EngineWords words, PortableSchema schema) {
        this.words = words;
        boolean own = schema.tables().stream().allMatch(table -> table.engine().equals(words.id()));
        this.tables = own ? schema.tables() : KeyTypes.agreed(schema.tables());
        schema.others().stream().filter(other -> !words.carries(other)).forEach(notCarried::add);
    }

    /**
     * The script.
     *
     * @throws doppel.DatabaseException if names are not possible
     */
    public static Ddl of(EngineWords words, PortableSchema schema) {
        return new TranslatedSchema(words, schema).translated();
    }

    private Ddl translated() {
        TranslatedNames.check(words, tables);
        statements.addAll(words.before(tables));
        if (!words.indexNamesPerTable()) {
            tables.forEach(table -> indexNames.add(words.folded(table.name())));
        }
        tables.forEach(this::createTable);
        for (PortableTable table : tables) {
            createIndexes(table, true);
        }
        if (!words.foreignKeysInTable()) {
            for (PortableTable table : tables) {
                for (String key : foreignKeys(table)) {
                    statements.add("ALTER TABLE " + words.table(table.name()) + " ADD " + key);
                }
            }
        }
        for (PortableTable table : tables) {
            createIndexes(table, false);
        }
        String script = statements.stream().map(statement -> statement + ";\n").collect(Collectors.joining("\n"));
        return new Ddl("-- Written by Doppel for " + words.engine() + ".\n\n" + script, notCarried);
    }

    private void createTable(PortableTable portable) {
        Table table = portable.table();
        Map<String, String> types = words.types(portable);
        boolean numbered = isNumbered(portable);
        List<String> lines = new ArrayList<>();
        for (PortableColumn column : portable.columns()) {
            boolean numbers = numbered && portable.numbers(column.name());
            lines.add(column(portable, column, types.get(column.name()), numbers));
            nameType(portable, column, types.get(column.name()));
        }
        nameGenerated(portable);
        boolean inColumn = numbered && words.numberingIsKey();
        if (!table.primaryKey().isEmpty() && !inColumn) {
            if (portable.has(table.primaryKey())) {
                lines.add("PRIMARY KEY (" + names(table.primaryKey()) + ")");
            } else {
                notCarried.add("the primary key of " + table.name() + ", which has a computed column");
            }
        }
        lines.addAll(words.additions(portable));
        if (words.foreignKeysInTable()) {
            lines.addAll(foreignKeys(portable));
        }
        statements.add("CREATE TABLE " + words.table(table.name()) + " (\n  " + String.join(",\n  ", lines) + "\n)"
                + words.tableOptions(portable));
    }

    /** Names a type that the column does not keep, although the engine might have it. */
    private void nameType(PortableTable table, PortableColumn column, String given) {
        boolean other = column.type().kind() == PortableType.Kind.OTHER;
        boolean own = table.engine().equals(words.id());
        if ((other || own) && words.ownType(table, column.name()).isEmpty()) {
            String type = table.table().column(column.name()).map(Column::type).orElse("");
            notCarried.add("the type " + type + " of " + at(table.table(), column.name()) + ", which is "
                    + (other ? "text" : given) + " here");
        }
    }

    private String column(PortableTable portable, PortableColumn column, String type, boolean numbers) {
        Table table = portable.table();
        StringBuilder line = new StringBuilder(words.quoted(column.name()));
        line.append(type.isEmpty() ? "" : " ").append(type);
        line.append(words.columnOptions(table.name(), column.name(), type));
        boolean inKey = table.primaryKey().contains(column.name()) && !words.keyMayBeNull(portable);
        line.append(column.nullable() && !inKey ? "" : " NOT NULL");
        if (numbers) {
            return line.append(' ').append(words.numbering(portable)).toString();
        }
        PortableDefault value = column.defaultValue();
        if (value.kind() != PortableDefault.Kind.NONE) {
            Optional<String> expression = value.kind() == PortableDefault.Kind.EXPRESSION
                    ? Optional.empty()
                    : words.defaultExpression(column, type);
            if (expression.isPresent()) {
                line.append(" DEFAULT ").append(expression.get());
            } else {
                notCarried.add("the default of " + at(table, column.name()) + ": " + value.value());
            }
        }
        if (column.type().kind() == PortableType.Kind.ENUM && words.checksLabels()) {
            String labels = column.type().labels().stream().map(words::string).collect(Collectors.joining(", "));
            line.append(" CHECK (")
                    .append(words.quoted(column.name()))
                    .append(" IN (")
                    .append(labels)
                    .append("))");
        }
        return line.toString();
    }

    private boolean isNumbered(PortableTable table) {
        if (table.table().identity() == null) {
            return false;
        }
        boolean possible = table.column(table.table().identity().column())
                        .filter(column -> column.type().kind() == PortableType.Kind.INTEGER)
                        .isPresent()
                && words.canNumber(table, table.table().identity());
        if (!possible) {
            notCarried.add("the numbering of "
                    + at(table.table(), table.table().identity().column()));
        }
        return possible;
    }

    private void nameGenerated(PortableTable table) {
        for (Column column : table.table().columns()) {
            if (column.kind() == Column.Kind.GENERATED) {
                notCarried.add("the computed column " + at(table.table(), column.name()));
            }
        }
    }

    private void createIndexes(PortableTable portable, boolean unique) {
        for (Index index : portable.table().indexes()) {
            if (index.unique() != unique) {
                continue;
            }
            if (!portable.has(index.columns())) {
                notCarried.add(
                        "the index " + index.name() + " of " + portable.name() + ", which has a computed column");
                continue;
            }
            Map<String, String> types = words.types(portable);
            String columns = unique
                    ? names(index.columns())
                    : index.columns().stream()
                            .map(column -> words.indexed(portable, column, types.get(column)))
                            .collect(Collectors.joining(", "));
            statements.add("CREATE " + (unique ? "UNIQUE " : "") + "INDEX "
                    + words.quoted(indexName(portable.table(), index)) + " ON " + words.table(portable.name()) + " ("
                    + columns + ")");
        }
    }

    /** The index's own name if it is free and possible; otherwise a name made of the table and its columns. */
    private String indexName(Table table, Index index) {
        String scope = words.indexNamesPerTable() ? table.name() + "\n" : "";
        String name = index.name();
        if (!name.isEmpty() && words.nameProblem(name).isEmpty() && indexNames.add(scope + words.folded(name))) {
            return name;
        }
        String made = (table.name() + "_" + String.join("_", index.columns())).replaceAll("[^A-Za-z0-9_]", "_");
        String start = made.length() > 50 ? made.substring(0, 50) : made;
        String free = start;
        for (int number = 2; !indexNames.add(scope + words.folded(free)); number++) {
            free = start + "_" + number;
        }
        return free;
    }

    private List<String> foreignKeys(PortableTable table) {
        List<String> clauses = new ArrayList<>();
        for (ForeignKey key : table.table().foreignKeys()) {
            String reason = obstacle(table, key);
            if (reason == null) {
                clauses.add(clause(table, key));
            } else {
                notCarried.add("the foreign key of " + table.name() + " " + key + ": " + reason);
            }
        }
        return clauses;
    }

    private String obstacle(PortableTable table, ForeignKey key) {
        Optional<PortableTable> parent = parent(key);
        if (parent.isEmpty()) {
            return "there is no such table";
        } else if (!table.has(key.columns()) || !parent.get().has(key.referencedColumns())) {
            return "a column is computed or missing";
        } else if (!parent.get().isKey(key.referencedColumns())) {
            return "nothing says that no two rows have equal values there";
        }
        return null;
    }

    private String clause(PortableTable table, ForeignKey key) {
        // engines want the columns in the order of the key that they refer to
        List<String> referenced = parent(key).orElseThrow().keyOrder(key.referencedColumns());
        List<String> referring = referenced.stream()
                .map(column -> key.columns().get(key.referencedColumns().indexOf(column)))
                .toList();
        return "FOREIGN KEY (" + names(referring) + ") REFERENCES " + words.table(key.table()) + " ("
                + names(referenced) + ")" + action(table, key, "DELETE", key.onDelete())
                + action(table, key, "UPDATE", key.onUpdate());
    }

    private String action(PortableTable table, ForeignKey key, String event, String action) {
        if (action.equals(ForeignKey.NO_ACTION)) {
            return "";
        }

        boolean impossible = action.equals(SET_NULL)
                && key.columns().stream()
                        .anyMatch(column -> !table.column(column).orElseThrow().nullable());
        if (!words.allowsAction(action) || impossible) {
            notCarried.add("ON " + event + " " + action + " of the foreign key of " + table.name() + " " + key);
            return "";
        }
        return " ON " + event + " " + action;
    }

    private Optional<PortableTable> parent(ForeignKey key) {
        return tables.stream().filter(table -> table.name().equals(key.table())).findFirst();
    }

    private String names(List<String> columns) {
        return columns.stream().map(words::quoted).collect(Collectors.joining(", "));
    }

    private static String at(Table table, String column) {
        return table.name() + "." + column;
    }
}
