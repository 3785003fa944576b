package doppel.dialect.postgresql.value;

import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.literal.JavaType;
import doppel.literal.TemporalText;
import doppel.schema.Column;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of PostgreSQL. What a type's Java type cannot hold, such as {@code infinity} or a year of five digits,
 * is given as its exact text, and so is everything of the types that no family names: enums, arrays, ranges, json,
 * inet, …. Each family of types is a class with a list {@code TYPES}, which this one gathers.
 *
 * <p>The type of a {@link Column} is what {@code format_type} says. A domain is followed by what it is made of, as
 * in {@code public.price AS numeric(10,2)}, and so is an enum, as in {@code public.mood AS ENUM ('sad', 'happy')}.
 */
public final class PostgresqlTypes {

    /** What separates a domain or an enum from what it is made of. */
    public static final String MADE_OF = " AS ";

    /** How the second half of an enum begins. */
    public static final String ENUM = "ENUM (";

    private static final Map<String, PostgresqlType> BY_NAME = Stream.of(
                    PostgresqlIntegers.TYPES,
                    PostgresqlFloats.TYPES,
                    PostgresqlBooleans.TYPES,
                    PostgresqlNumerics.TYPES,
                    PostgresqlDates.TYPES,
                    PostgresqlTimes.TYPES,
                    PostgresqlTimestamps.TYPES,
                    PostgresqlBytes.TYPES,
                    PostgresqlTexts.TYPES)
            .flatMap(List::stream)
            .collect(Collectors.toMap(PostgresqlType::name, type -> type));

    /** A name, modifiers in parentheses, and the rest of the name: {@code timestamp(3) without time zone}. */
    private static final Pattern MODIFIED = Pattern.compile("([a-z ]+)\\(([-0-9, ]+)\\)([a-z ]*)");

    private PostgresqlTypes() {}

    /**
     * A type as a column has it.
     *
     * @param type the type
     * @param modifiers what stands in parentheses
     * @param castName the type in SQL as values are compared with it: without modifiers, and for a domain what it is
     *     made of
     */
    public record Modified(PostgresqlType type, List<Integer> modifiers, String castName) {

        /** Puts a value's binary form, of a type that has one; see {@link PostgresqlType.BinaryWriter}. */
        public boolean put(Object value, PostgresqlCopyBuffer to) {
            return type.binary().put(value, modifiers, to);
        }
    }

    /** The type that a column's type names. */
    public static Modified of(String columnType) {
        int madeOf = madeOf(columnType);
        boolean isEnum = madeOf >= 0 && columnType.startsWith(ENUM, madeOf + MADE_OF.length());
        String name = madeOf < 0
                ? columnType
                : isEnum ? columnType.substring(0, madeOf) : columnType.substring(madeOf + MADE_OF.length());
        int inner = isEnum ? -1 : madeOf(name);
        if (inner >= 0) { // a domain over an enum
            return of(name);
        }
        Matcher modified = MODIFIED.matcher(name);
        boolean matches = modified.matches();
        String plain = matches ? modified.group(1) + modified.group(3) : name;
        PostgresqlType type = isEnum || plain.equals("json")
                ? PostgresqlTexts.LIKE_TEXT
                : plain.equals("jsonb") ? PostgresqlTexts.JSONB : BY_NAME.getOrDefault(plain, PostgresqlTexts.OTHER);
        List<Integer> modifiers = matches
                ? Stream.of(modified.group(2).split(","))
                        .map(part -> Integer.valueOf(part.trim()))
                        .toList()
                : List.of();
        return new Modified(type, modifiers, castName(type, name));
    }

    /** {@code character} alone would mean one character. */
    private static String castName(PostgresqlType type, String name) {
        return type.name().isEmpty() ? name : type.name().equals("character") ? "bpchar" : type.name();
    }

    /** Where the second half of a domain or an enum begins, outside of quotes; or -1. */
    private static int madeOf(String type) {
        boolean quoted = false;
        for (int i = 0; i < type.length(); i++) {
            quoted ^= type.charAt(i) == '"';
            if (!quoted && type.startsWith(MADE_OF, i)) {
                return i;
            }
        }
        return -1;
    }

    /** What a column usually holds. */
    public static JavaType parameterType(Column column) {
        PostgresqlType type = of(column.type()).type();
        return column.nullable() ? type.nullable() : type.required();
    }

    /** The columns whose types have a collation, which would order them by somebody's language. */
    private static final Set<String> COLLATABLE = Set.of("text", "character varying", "character", "name");

    /** What a column is ordered by, in SQL: values that are equal by its type's own order stand in any order. */
    public static String order(Column column) {
        PostgresqlType type = of(column.type()).type();
        String name = PostgresqlName.quote(column.name());
        if (!type.comparable()) {
            return ordered(text(column));
        }
        return COLLATABLE.contains(type.name()) ? ordered(name) : name;
    }

    /** What a column is ordered by, in SQL, where only the text tells values apart. */
    public static String textOrder(Column column) {
        return ordered(text(column));
    }

    private static String ordered(String text) {
        return text + " COLLATE pg_catalog.\"C\"";
    }

    /** The column's text in SQL. */
    public static String text(Column column) {
        return text(of(column.type()), PostgresqlName.quote(column.name()));
    }

    /** The text of an expression of a type, NULL for NULL. */
    public static String text(Modified type, String expression) {
        return isCastByServer(type)
                ? expression + "::pg_catalog.text"
                : "CASE WHEN " + expression + " IS DISTINCT FROM NULL THEN " + textOfValue(type, expression) + " END";
    }

    /**
     * The text of an expression that is not NULL. A cast from a type of a user may be the user's own code, which must
     * not run; {@code format} calls the type's output function, as {@code COPY} does.
     */
    public static String textOfValue(Modified type, String expression) {
        return isCastByServer(type) ? expression + "::pg_catalog.text" : "pg_catalog.format('%s', " + expression + ")";
    }

    private static boolean isCastByServer(Modified type) {
        return type.type().comparable() || CAST_BY_THE_SERVER.contains(type.castName());
    }

    /** The types without an order whose text is a cast that nobody but a superuser can redefine. */
    private static final Set<String> CAST_BY_THE_SERVER = Set.of("json", "jsonb", "xml");

    /** The column in SQL as its values are read: for XML, the server's own output leaves the declaration out. */
    public static String selected(Column column) {
        String name = PostgresqlName.quote(column.name());
        return switch (of(column.type()).castName()) {
            case "xml" -> name + "::pg_catalog.text";
            case "xml[]" -> name + "::pg_catalog.text[]";
            default -> name;
        };
    }

    /** The readers of these columns' binary forms; nothing if one of them has none. */
    public static Optional<PostgresqlType.BinaryReader[]> binaryReaders(List<Column> columns) {
        PostgresqlType.BinaryReader[] readers = columns.stream()
                .map(column -> of(column.type()).type().binaryReader())
                .toArray(PostgresqlType.BinaryReader[]::new);
        return Optional.of(readers).filter(all -> !Arrays.asList(all).contains(null));
    }

    /** The readers of these columns. */
    public static PostgresqlType.Reader[] readers(List<Column> columns) {
        return columns.stream().map(column -> of(column.type()).type().reader()).toArray(PostgresqlType.Reader[]::new);
    }

    /**
     * A value as SQL writes it; the server finds out the type of texts, days and times.
     *
     * @throws IllegalArgumentException if the server has no such value
     */
    public static String sql(Object value) {
        if (value == null) {
            return "NULL";
        } else if (value instanceof Double || value instanceof Float) {
            return "'" + value + "'::float8";
        } else if (value instanceof BigDecimal number) {
            return number.signum() < 0 ? "(" + number.toPlainString() + ")" : number.toPlainString();
        } else if (value instanceof Number || value instanceof Boolean) {
            return value.toString().startsWith("-") ? "(" + value + ")" : value.toString();
        } else if (value instanceof byte[] bytes) {
            return "'\\x" + HexFormat.of().formatHex(bytes) + "'::bytea";
        }
        return PostgresqlName.literal(TemporalText.orText(value));
    }
}
