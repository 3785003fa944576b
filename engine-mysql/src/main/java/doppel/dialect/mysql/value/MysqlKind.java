package doppel.dialect.mysql.value;

import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of column types: the names that a declared type can begin with, the Java type of its values, how a query
 * selects it, and how its values are read and written. Values have the form of the text protocol.
 *
 * <pre>
 * kind       Java            what the Java type cannot hold
 * INTEGER    Long            BigDecimal (BIGINT UNSIGNED)
 * YEAR       Long
 * BIT        Long            BigDecimal (64 bits)
 * FLOAT      Float
 * DOUBLE     Double
 * DECIMAL    BigDecimal
 * DATE       LocalDate       String (0000-00-00, 2010-00-12, 2010-02-31)
 * DATETIME   LocalDateTime   String
 * TIMESTAMP  Instant         String (0000-00-00 00:00:00)
 * TIME       String
 * TEXT       String          RawText
 * ENUM       String          Long 0 (the error value)
 * SET        String
 * JSON       String
 * BYTES      byte[]
 * UUID       UUID
 * ADDRESS    String
 * </pre>
 */
@SuppressWarnings("ImmutableEnumChecker")
public // the functions hold no state
enum MysqlKind {
    INTEGER(
            JavaType.LONG,
            JavaType.NULLABLE_LONG,
            Form.TEXT,
            "%s",
            MysqlReading::integer,
            MysqlNumbers::integer,
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "bigint"),
    YEAR(JavaType.LONG, JavaType.NULLABLE_LONG, Form.TEXT, "%s", MysqlReading::integer, MysqlNumbers::year, "year"),
    BIT(JavaType.LONG, JavaType.NULLABLE_LONG, Form.BYTES, "%s", MysqlReading::bits, MysqlNumbers::bits, "bit"),
    /** Shown with six digits, except in computations. */
    FLOAT(
            JavaType.FLOAT,
            JavaType.NULLABLE_FLOAT,
            Form.TEXT,
            "%s * 1e0",
            MysqlReading::singlePrecision,
            MysqlNumbers::singlePrecision,
            "float"),
    DOUBLE(
            JavaType.DOUBLE,
            JavaType.NULLABLE_DOUBLE,
            Form.TEXT,
            "%s",
            MysqlReading::doublePrecision,
            MysqlNumbers::doublePrecision,
            "double",
            "real"),
    DECIMAL(
            JavaType.DECIMAL,
            JavaType.DECIMAL,
            Form.TEXT,
            "%s",
            MysqlReading::decimal,
            MysqlNumbers::decimal,
            "decimal",
            "numeric"),
    DATE(JavaType.DATE, JavaType.DATE, Form.TEXT, "%s", MysqlReading::date, MysqlTimes::date, "date"),
    DATETIME(
            JavaType.TIMESTAMP,
            JavaType.TIMESTAMP,
            Form.TEXT,
            "%s",
            MysqlReading::dateTime,
            MysqlTimes::dateTime,
            "datetime"),
    TIMESTAMP(
            JavaType.INSTANT,
            JavaType.INSTANT,
            Form.TEXT,
            "%s",
            MysqlReading::instant,
            MysqlTimes::dateTime,
            "timestamp"),
    TIME(JavaType.STRING, JavaType.STRING, Form.TEXT, "%s", MysqlReading::time, MysqlTimes::time, "time"),
    TEXT(
            JavaType.STRING,
            JavaType.STRING,
            Form.CHARACTERS,
            "%s",
            MysqlReading::text,
            MysqlTexts::text,
            "char",
            "varchar",
            "tinytext",
            "text",
            "mediumtext",
            "longtext"),
    ENUM(JavaType.STRING, JavaType.STRING, Form.CHARACTERS, "%s", MysqlReading::label, MysqlTexts::label, "enum"),
    SET(JavaType.STRING, JavaType.STRING, Form.CHARACTERS, "%s", MysqlReading::text, MysqlTexts::labels, "set"),
    JSON(JavaType.STRING, JavaType.STRING, Form.CONVERTED, "%s", MysqlReading::text, MysqlTexts::text, "json"),
    BYTES(
            JavaType.BYTES,
            JavaType.BYTES,
            Form.BYTES,
            "%s",
            MysqlReading::bytes,
            MysqlTexts::bytes,
            "binary",
            "varbinary",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "vector",
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection"),
    UUID(JavaType.UUID, JavaType.UUID, Form.CONVERTED, "%s", MysqlReading::uuid, MysqlTexts::uuid, "uuid"),
    ADDRESS(
            JavaType.STRING,
            JavaType.STRING,
            Form.CONVERTED,
            "%s",
            MysqlReading::text,
            MysqlTexts::text,
            "inet4",
            "inet6");

    /** How a value is put into a statement or a file of rows. */
    enum Form {
        /** As text of ASCII characters. */
        TEXT,
        /** As text in UTF-8, converted by the server unless the column has that encoding. */
        CHARACTERS,
        /** As text in UTF-8, converted by the server: the type does not accept bytes, or expects different ones. */
        CONVERTED,
        /** As bytes. */
        BYTES
    }

    /** Reads a value from what the server sent. */
    public interface Reader {
        void read(byte[] bytes, int from, int to, ValueTaker into);
    }

    /** Converts a value to a String, a byte array or RawText to send; null if the column cannot hold it exactly. */
    interface Writer {
        Object write(Object value, MysqlType type);
    }

    private static final Map<String, MysqlKind> BY_NAME = new HashMap<>();

    static {
        for (MysqlKind kind : values()) {
            kind.names.forEach(name -> BY_NAME.put(name, kind));
        }
    }

    private final JavaType required;
    private final JavaType nullable;
    private final Form form;
    private final String selected;
    private final Reader reader;
    private final Writer writer;
    private final List<String> names;

    MysqlKind(
            JavaType required,
            JavaType nullable,
            Form form,
            String selected,
            Reader reader,
            Writer writer,
            String... names) {
        this.required = required;
        this.nullable = nullable;
        this.form = form;
        this.selected = selected;
        this.reader = reader;
        this.writer = writer;
        this.names = Arrays.asList(names);
    }

    /** The kind whose declared types begin with this word. */
    public static Optional<MysqlKind> named(String word) {
        return Optional.ofNullable(BY_NAME.get(word));
    }

    /** The type of a create method's parameter. */
    JavaType parameterType(boolean mayBeNull) {
        return mayBeNull ? nullable : required;
    }

    /** How values are sent. */
    Form form() {
        return form;
    }

    /** The expression that selects a column so that nothing is lost. */
    String selected(String column) {
        return String.format(Locale.ROOT, selected, column);
    }

    /** Reads its values. */
    Reader reader() {
        return reader;
    }

    /** See {@link Writer}. */
    Object write(Object value, MysqlType type) {
        return writer.write(value, type);
    }
}
