package doppel.dialect.postgresql;

import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableTable;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.value.PostgresqlDeclaredType;
import doppel.dialect.translation.EngineWords;
import doppel.schema.Column;
import doppel.schema.Identity;
import doppel.schema.PortableType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How PostgreSQL expresses tables, of other engines and its own. */
final class PostgresqlWords implements EngineWords {

    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_VARCHAR = 10_485_760;
    private static final int MOST_DIGITS = 1_000;

    private static final String ALWAYS = "GENERATED ALWAYS AS IDENTITY";

    /** Names of the columns that every table has anyway. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    @Override
    public String id() {
        return PostgresqlSchemaReader.ENGINE;
    }

    @Override
    public String engine() {
        return "PostgreSQL";
    }

    @Override
    public List<String> before(List<PortableTable> tables) {
        return tables.stream()
                .map(table -> PostgresqlName.of(table.name()).schema())
                .filter(schema -> !schema.equals(PostgresqlName.PUBLIC))
                .distinct()
                .sorted()
                .map(schema -> "CREATE SCHEMA IF NOT EXISTS " + quoted(schema))
                .toList();
    }

    @Override
    public String table(String name) {
        return PostgresqlName.of(name).sql();
    }

    @Override
    public String quoted(String name) {
        return PostgresqlName.quote(name);
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
        return table.engine().equals(id())
                ? table.table().column(column).map(Column::type).filter(PostgresqlDeclaredType::isBuiltIn)
                : Optional.empty();
    }

    /** Times have the maximum number of digits, since fewer would round. */
    private static String type(PortableType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case INTEGER -> integer(type.length());
            case DECIMAL -> decimal(type);
            case FLOAT -> "real";
            case DOUBLE -> "double precision";
            case TEXT ->
                type.length() > 0 && type.length() <= LONGEST_VARCHAR
                        ? "character varying(" + type.length() + ")"
                        : "text";
            case ENUM, ANY, OTHER -> "text";
            case JSON -> "json";
            case BYTES -> "bytea";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case INSTANT -> "timestamptz";
            case DURATION -> "interval";
            case UUID -> "uuid";
        };
    }

    private static String integer(int bits) {
        if (bits == 0 || bits > Long.SIZE) {
            return "numeric";
        }
        return bits <= Short.SIZE ? "smallint" : bits <= Integer.SIZE ? "integer" : "bigint";
    }

    private static String decimal(PortableType type) {
        boolean bounded = type.length() > 0 && type.length() <= MOST_DIGITS;
        return bounded ? "numeric(" + type.length() + "," + type.scale() + ")" : "numeric";
    }

    @Override
    public Optional<String> defaultExpression(PortableColumn column, String type) {
        Object value = column.defaultValue().value();
        if (column.defaultValue().kind() == PortableDefault.Kind.NOW) {
            return Optional.of("CURRENT_TIMESTAMP");
        } else if (column.defaultValue().kind() == PortableDefault.Kind.TODAY) {
            return Optional.of("CURRENT_DATE");
        } else if (value instanceof String text) {
            return text.indexOf('\0') < 0 ? Optional.of(string(text)) : Optional.empty();
        }
        return Optional.of(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
    }

    @Override
    public String string(String text) {
        return PostgresqlName.literal(text);
    }

    @Override
    public boolean canNumber(PortableTable table, Identity identity) {
        return true;
    }

    @Override
    public String numbering(PortableTable table) {
        boolean always = table.engine().equals(id())
                && table.table().columns().stream()
                        .anyMatch(column -> table.numbers(column.name()) && ALWAYS.equals(column.defaultValue()));
        return always ? ALWAYS : "GENERATED BY DEFAULT AS IDENTITY";
    }

    @Override
    public Optional<String> tableNameProblem(String name) {
        PostgresqlName parts = PostgresqlName.of(name);
        if (!parts.toString().equals(name)) {
            return Optional.of("would be " + parts + " there");
        } else if (parts.schema().startsWith("pg_") || parts.schema().equals("information_schema")) {
            return Optional.of("would be in a schema that PostgreSQL keeps for itself");
        }
        return length(parts.schema()).or(() -> length(parts.name()));
    }

    @Override
    public Optional<String> nameProblem(String name) {
        return SYSTEM_COLUMNS.contains(name)
                ? Optional.of("has a name that PostgreSQL keeps for itself")
                : length(name);
    }

    private static Optional<String> length(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.of(name.isEmpty() ? "has no name" : "has a character 0 in its name");
        }
        boolean tooLong = name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
        return tooLong ? Optional.of("has a name longer than " + LONGEST_NAME + " bytes") : Optional.empty();
    }

    @Override
    public String foldedTable(String name) {
        return name;
    }

    @Override
    public String folded(String name) {
        return name;
    }
}
