package doppel.dialect.sqlite;

import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.portable.PortableTable;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.definition.SqliteSchemaReader;
import doppel.dialect.sqlite.value.SqliteDeclaredType;
import doppel.dialect.translation.EngineWords;
import doppel.schema.Column;
import doppel.schema.Identity;
import doppel.schema.PortableType;
import doppel.schema.Table;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How SQLite expresses tables, of other engines and its own. */
final class SqliteWords implements EngineWords {

    /** The number of decimal digits that a double always keeps. */
    private static final int DIGITS_OF_DOUBLE = 15;

    /** What the schema says of its tables besides. */
    private final Set<String> clauses;

    SqliteWords(PortableSchema schema) {
        clauses = Set.copyOf(schema.others());
    }

    @Override
    public String id() {
        return SqliteDialect.ID;
    }

    @Override
    public String engine() {
        return "SQLite";
    }

    @Override
    public List<String> before(List<PortableTable> tables) {
        return List.of();
    }

    @Override
    public String table(String name) {
        return SqliteFile.quote(name);
    }

    @Override
    public String quoted(String name) {
        return SqliteFile.quote(name);
    }

    @Override
    public Map<String, String> types(PortableTable table) {
        Map<String, String> types = new HashMap<>();
        table.columns()
                .forEach(column ->
                        types.put(column.name(), ownType(table, column.name()).orElseGet(() -> type(column.type()))));
        return types;
    }

    @Override
    public Optional<String> ownType(PortableTable table, String column) {
        return isOwn(table)
                ? table.table().column(column).map(Column::type).filter(SqliteDeclaredType::isPlain)
                : Optional.empty();
    }

    private boolean isOwn(PortableTable table) {
        return table.engine().equals(id());
    }

    private static String type(PortableType type) {
        return switch (type.kind()) {
            case ANY, BYTES -> "BLOB";
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> type.length() > 0 && type.length() <= 64 ? "INTEGER" : SqlitePortability.EXACT_DECIMAL;
            case DECIMAL -> decimal(type);
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case TEXT -> type.length() > 0 ? "VARCHAR(" + type.length() + ")" : "TEXT";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP";
            case INSTANT -> "TIMESTAMPTZ";
            case UUID -> "VARCHAR(36)";
            case ENUM, JSON, DURATION, OTHER -> "TEXT";
        };
    }

    private static String decimal(PortableType type) {
        if (type.length() == 0) {
            return SqlitePortability.EXACT_DECIMAL;
        }
        String arguments = "(" + type.length() + "," + type.scale() + ")";
        return (type.length() <= DIGITS_OF_DOUBLE ? "DECIMAL" : SqlitePortability.EXACT_DECIMAL) + arguments;
    }

    @Override
    public Optional<String> defaultExpression(PortableColumn column, String type) {
        Object value = column.defaultValue().value();
        if (column.defaultValue().kind() != PortableDefault.Kind.VALUE) {
            return Optional.of(column.defaultValue().kind() == PortableDefault.Kind.NOW ? now(column) : "CURRENT_DATE");
        }
        boolean asText = type.contains(SqlitePortability.EXACT_DECIMAL);
        if (value instanceof Boolean flag) {
            return Optional.of(flag ? "1" : "0");
        }
        boolean power = value instanceof BigDecimal number && number.scale() < 0; // without it, it would be an integer
        String words = value instanceof BigDecimal number && !power ? number.toPlainString() : value.toString();
        return Optional.of(value instanceof String || asText ? string(words) : words);
    }

    private static String now(PortableColumn column) {
        return column.type().kind() == PortableType.Kind.INSTANT
                ? "(strftime('%Y-%m-%d %H:%M:%SZ', 'now'))"
                : "CURRENT_TIMESTAMP";
    }

    @Override
    public String string(String text) {
        return text(text);
    }

    /** A text in a statement. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public boolean canNumber(PortableTable table, Identity identity) {
        return table.table().primaryKey().equals(List.of(identity.column()));
    }

    @Override
    public String numbering(PortableTable table) {
        boolean reuses = isOwn(table) && !clauses.contains(PortableSchema.NEVER_REUSED + table.name());
        return "PRIMARY KEY" + (reuses ? "" : " AUTOINCREMENT");
    }

    @Override
    public boolean keyMayBeNull(PortableTable table) {
        return isOwn(table) && !isWithoutRowId(table);
    }

    @Override
    public String tableOptions(PortableTable table) {
        boolean strict = isOwn(table) && clauses.contains(PortableSchema.STRICT + table.name());
        List<String> options = Stream.of(isWithoutRowId(table) ? "WITHOUT ROWID" : "", strict ? "STRICT" : "")
                .filter(option -> !option.isEmpty())
                .toList();
        return options.isEmpty() ? "" : " " + String.join(", ", options);
    }

    /** A table whose rows have no number of their own, although one of its names is free. */
    private boolean isWithoutRowId(PortableTable table) {
        Table own = table.table();
        return isOwn(table)
                && !own.primaryKey().isEmpty()
                && own.identity() == null
                && own.columns().stream().noneMatch(column -> column.kind() == Column.Kind.ROW_ID)
                && SqliteSchemaReader.freeRowIdName(own.columns().stream().map(Column::name))
                        .isPresent();
    }

    @Override
    public boolean numberingIsKey() {
        return true;
    }

    @Override
    public boolean foreignKeysInTable() {
        return true;
    }

    @Override
    public Optional<String> tableNameProblem(String name) {
        return SqliteSchemaReader.isInternal(name)
                ? Optional.of("begins with sqlite_, which SQLite keeps for itself")
                : nameProblem(name);
    }

    @Override
    public Optional<String> nameProblem(String name) {
        return name.indexOf('\0') >= 0 ? Optional.of("has a character 0") : Optional.empty();
    }

    @Override
    public String foldedTable(String name) {
        return SqliteSchemaReader.folded(name);
    }

    @Override
    public String folded(String name) {
        return SqliteSchemaReader.folded(name);
    }
}
