package doppel.dialect.sqlite;

import doppel.dialect.Ddl;
import doppel.dialect.Portability;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableDefaults;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.sqlite.definition.SqliteSchemaReader;
import doppel.dialect.sqlite.value.SqliteAffinity;
import doppel.dialect.translation.TableOptions;
import doppel.dialect.translation.TranslatedSchema;
import doppel.schema.Column;
import doppel.schema.PortableType;
import doppel.schema.PortableType.Kind;
import doppel.schema.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SQLite's declared types mean to other engines. To SQLite itself, a declared type is little more than a comment,
 * so a column can hold values of other types: the other engine refuses such values, and names them.
 */
final class SqlitePortability implements Portability {

    /** The declared type of decimals with more digits than a double keeps: its affinity is TEXT, so nothing is lost. */
    static final String EXACT_DECIMAL = "DECIMAL_TEXT";

    private static final int INTEGER_BITS = 64;
    private static final int FRACTION_DIGITS = 6;

    private static final Pattern ARGUMENTS =
            Pattern.compile("\\(\\s*([0-9]{1,9})\\s*(?:,\\s*([0-9]{1,9})\\s*)?\\)\\s*$");

    /** The position of a numbering travels with its table; SQLite derives the rest again. */
    @Override
    public boolean travels(Table table) {
        return !table.internal();
    }

    /** Only the content of a full-text index and the nodes of an R-tree are nowhere else. */
    @Override
    public boolean derives(Table table) {
        return table.internal()
                && (SqliteSchemaReader.isInternal(table.name())
                        || !table.name().endsWith("_content") && !table.name().endsWith("_node"));
    }

    @Override
    public boolean enforcesTypes() {
        return false;
    }

    @Override
    public PortableColumn portable(Column column) {
        PortableType type = type(column.type());
        return new PortableColumn(
                column.name(), type, column.nullable(), PortableDefaults.fitted(defaultValue(column), type));
    }

    /** SQLite treats an expression in double quotes as a text if no column has that name; in a default, always. */
    @Override
    public PortableDefault defaultValue(Column column) {
        String words = column.defaultValue();
        boolean quoted = words != null && words.length() > 1 && words.startsWith("\"") && words.endsWith("\"");
        return PortableDefaults.read(
                quoted ? SqliteWords.text(words.substring(1, words.length() - 1).replace("\"\"", "\"")) : words);
    }

    private static PortableType type(String declared) {
        String type = declared.toUpperCase(Locale.ROOT).strip();
        Matcher arguments = ARGUMENTS.matcher(type);
        int length = arguments.find() ? Integer.parseInt(arguments.group(1)) : 0;
        int scale = length > 0 && arguments.group(2) != null ? Integer.parseInt(arguments.group(2)) : 0;
        String name = length > 0 ? type.substring(0, arguments.start()).strip() : type;
        if (name.equals(EXACT_DECIMAL)) {
            return PortableType.of(Kind.DECIMAL, length, scale);
        }
        return switch (SqliteAffinity.of(type)) {
            case INTEGER -> PortableType.of(Kind.INTEGER, INTEGER_BITS, 0);
            case REAL -> PortableType.of(Kind.DOUBLE);
            case TEXT -> PortableType.of(Kind.TEXT, name.contains("CHAR") ? length : 0, 0);
            case BLOB -> type.isEmpty() ? PortableType.of(Kind.ANY) : PortableType.of(Kind.BYTES);
            case NUMERIC -> numeric(name, length, scale);
        };
    }

    private static PortableType numeric(String name, int length, int scale) {
        if (name.equals("NUMERIC") || name.startsWith("DEC") || name.equals("NUMBER") || name.equals("MONEY")) {
            return PortableType.of(Kind.DECIMAL, length, scale);
        } else if (name.startsWith("BOOL")) {
            return PortableType.of(Kind.BOOLEAN);
        } else if (name.equals("ANY")) {
            return PortableType.of(Kind.ANY);
        } else if (name.startsWith("TIMESTAMPTZ") || name.startsWith("TIMESTAMP WITH TIME ZONE")) {
            return PortableType.of(Kind.INSTANT, 0, FRACTION_DIGITS);
        } else if (name.startsWith("TIMESTAMP") || name.startsWith("DATETIME")) {
            return PortableType.of(Kind.TIMESTAMP, 0, FRACTION_DIGITS);
        } else if (name.startsWith("DATE")) {
            return PortableType.of(Kind.DATE);
        } else if (name.startsWith("TIME")) {
            return PortableType.of(Kind.TIME, 0, FRACTION_DIGITS);
        }
        return PortableType.of(name.startsWith("JSON") ? Kind.JSON : Kind.TEXT);
    }

    @Override
    public Ddl translate(PortableSchema schema, Map<String, String> tableOptions) {
        TableOptions.requireKnown("SQLite", tableOptions, List.of());
        return TranslatedSchema.of(new SqliteWords(schema), schema);
    }

    @Override
    public String adapted(String script, List<String> tables, Map<String, String> tableOptions) {
        TableOptions.requireKnown("SQLite", tableOptions, List.of());
        return script;
    }
}
