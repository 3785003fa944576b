package doppel.dialect.postgresql;

import doppel.dialect.Ddl;
import doppel.dialect.Portability;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableDefaults;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.dialect.translation.TableOptions;
import doppel.dialect.translation.TranslatedSchema;
import doppel.schema.Column;
import doppel.schema.PortableType;
import doppel.schema.PortableType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL's types mean to other engines. */
final class PostgresqlPortability implements Portability {

    private static final int FRACTION_DIGITS = 6;
    private static final int NAME_LENGTH = 63;
    /** A byte that is not ASCII is shown as a backslash and three digits. */
    private static final int CHAR_LENGTH = 4;

    private static final Pattern CAST = Pattern.compile("(.*)::[A-Za-z0-9_ .\"(),\\[\\]]+", Pattern.DOTALL);

    @Override
    public PortableColumn portable(Column column) {
        PortableType type = type(column.type());
        return new PortableColumn(
                column.name(), type, column.nullable(), PortableDefaults.fitted(defaultValue(column), type));
    }

    @Override
    public PortableDefault defaultValue(Column column) {
        String words = column.defaultValue();
        String literal = words;
        for (Matcher cast = CAST.matcher(String.valueOf(literal)); literal != null && cast.matches(); ) {
            literal = cast.group(1);
            cast = CAST.matcher(literal);
        }
        PortableDefault value = PortableDefaults.read(literal);
        return value.kind() == PortableDefault.Kind.EXPRESSION ? PortableDefault.expression(words) : value;
    }

    private static PortableType type(String declared) {
        int labels = declared.lastIndexOf(PostgresqlTypes.MADE_OF + PostgresqlTypes.ENUM);
        if (labels >= 0 && declared.endsWith(")")) {
            int start = labels + PostgresqlTypes.MADE_OF.length() + PostgresqlTypes.ENUM.length();
            return new PortableType(Kind.ENUM, 0, 0, texts(declared.substring(start, declared.length() - 1)));
        }
        PostgresqlTypes.Modified type = PostgresqlTypes.of(declared);
        int first = type.modifiers().isEmpty() ? 0 : type.modifiers().get(0);
        int second = type.modifiers().size() > 1 ? type.modifiers().get(1) : 0;
        int fraction = type.modifiers().isEmpty() ? FRACTION_DIGITS : first;
        return switch (type.type().name()) {
            case "smallint" -> PortableType.of(Kind.INTEGER, Short.SIZE, 0);
            case "integer" -> PortableType.of(Kind.INTEGER, Integer.SIZE, 0);
            case "bigint", "oid" -> PortableType.of(Kind.INTEGER, Long.SIZE, 0);
            case "real" -> PortableType.of(Kind.FLOAT);
            case "double precision" -> PortableType.of(Kind.DOUBLE);
            case "boolean" -> PortableType.of(Kind.BOOLEAN);
            case "numeric" -> PortableType.of(Kind.DECIMAL, first, second);
            case "date" -> PortableType.of(Kind.DATE);
            case "time without time zone" -> PortableType.of(Kind.TIME, 0, fraction);
            case "timestamp without time zone" -> PortableType.of(Kind.TIMESTAMP, 0, fraction);
            case "timestamp with time zone" -> PortableType.of(Kind.INSTANT, 0, fraction);
            case "uuid" -> PortableType.of(Kind.UUID);
            case "bytea" -> PortableType.of(Kind.BYTES);
            case "text" -> PortableType.of(Kind.TEXT);
            case "character varying", "character" -> PortableType.of(Kind.TEXT, first, 0);
            case "name" -> PortableType.of(Kind.TEXT, NAME_LENGTH, 0);
            case "\"char\"" -> PortableType.of(Kind.TEXT, CHAR_LENGTH, 0);
            default -> other(type.castName());
        };
    }

    private static PortableType other(String name) {
        if (name.equals("json") || name.equals("jsonb")) {
            return PortableType.of(Kind.JSON);
        }
        return PortableType.of(name.startsWith("interval") && !name.endsWith("]") ? Kind.DURATION : Kind.OTHER);
    }

    /** The texts in a list of texts in quotes. */
    private static List<String> texts(String list) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = null;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (text == null) {
                text = c == '\'' ? new StringBuilder() : null;
            } else if (c != '\'') {
                text.append(c);
            } else if (i + 1 < list.length() && list.charAt(i + 1) == '\'') {
                text.append(c);
                i++;
            } else {
                texts.add(text.toString());
                text = null;
            }
        }
        return texts;
    }

    @Override
    public Ddl translate(PortableSchema schema, Map<String, String> tableOptions) {
        TableOptions.requireKnown("PostgreSQL", tableOptions, List.of());
        return TranslatedSchema.of(new PostgresqlWords(), schema);
    }

    @Override
    public String adapted(String script, List<String> tables, Map<String, String> tableOptions) {
        TableOptions.requireKnown("PostgreSQL", tableOptions, List.of());
        return script;
    }
}
