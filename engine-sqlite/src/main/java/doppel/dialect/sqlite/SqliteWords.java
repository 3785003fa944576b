package doppel.dialect.sqlite;

import doppel.dialect.PortableColumn;
import doppel.dialect.PortableDefault;
import doppel.dialect.PortableTable;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.definition.SqliteSchemaReader;
import doppel.dialect.translation.EngineWords;
import doppel.schema.Identity;
import doppel.schema.PortableType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How SQLite expresses tables of other engines. */
final class SqliteWords implements EngineWords {

    /** The number of decimal digits that a double always keeps. */
    private static final int DIGITS_OF_DOUBLE = 15;

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
        table.columns().forEach(column -> types.put(column.name(), type(column.type())));
        return types;
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
        String words = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
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
    public String numbering() {
        return "PRIMARY KEY AUTOINCREMENT";
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
