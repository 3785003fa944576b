package doppel.dialect.mysql;

import doppel.dialect.Ddl;
import doppel.dialect.Portability;
import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableDefaults;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.translation.TranslatedSchema;
import doppel.schema.Column;
import doppel.schema.PortableType;
import doppel.schema.PortableType.Kind;
import java.util.List;
import java.util.Map;

/** What the types of MySQL and MariaDB mean to other engines, and to each other. */
final class MysqlPortability implements Portability {

    private static final int TINYTEXT_LENGTH = 255;
    private static final int LONGEST_ADDRESS = 45;
    /** The digits of 2^64. */
    private static final int UNSIGNED_DIGITS = 20;

    private static final int YEAR_BITS = 16;

    private final MysqlFlavor flavor;

    MysqlPortability(MysqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public PortableColumn portable(Column column) {
        PortableType type = type(column);
        return new PortableColumn(
                column.name(), type, column.nullable(), PortableDefaults.fitted(defaultValue(column), type));
    }

    /** A text in a default has doubled backslashes, and a bit value is written as such. */
    @Override
    public PortableDefault defaultValue(Column column) {
        String words = column.defaultValue();
        if (words != null && words.matches("b'[01]{1,63}'")) {
            return PortableDefault.of(Long.parseLong(words.substring(2, words.length() - 1), 2));
        }
        return PortableDefaults.read(words == null ? null : words.replace("\\\\", "\\"));
    }

    private static PortableType type(Column column) {
        MysqlType type = MysqlType.of(column);
        return switch (type.kind()) {
            case INTEGER -> integer(type, column.type().contains("unsigned"));
            case YEAR -> PortableType.of(Kind.INTEGER, YEAR_BITS, 0);
            case BIT -> bits(Math.max(1, type.length()));
            case FLOAT -> PortableType.of(Kind.FLOAT);
            case DOUBLE -> PortableType.of(Kind.DOUBLE);
            case DECIMAL -> PortableType.of(Kind.DECIMAL, type.length(), Math.max(0, type.scale()));
            case DATE -> PortableType.of(Kind.DATE);
            case DATETIME -> PortableType.of(Kind.TIMESTAMP, 0, type.length());
            case TIMESTAMP -> PortableType.of(Kind.INSTANT, 0, type.length());
            case TIME -> PortableType.of(Kind.DURATION, 0, type.length());
            case TEXT -> text(type);
            case ENUM -> new PortableType(Kind.ENUM, 0, 0, type.labels());
            case SET ->
                PortableType.of(
                        Kind.TEXT, Math.max(1, String.join(",", type.labels()).length()), 0);
            case JSON -> PortableType.of(Kind.JSON);
            case BYTES -> PortableType.of(Kind.BYTES, type.name().endsWith("binary") ? type.length() : 0, 0);
            case UUID -> PortableType.of(Kind.UUID);
            case ADDRESS -> PortableType.of(Kind.TEXT, LONGEST_ADDRESS, 0);
        };
    }

    private static PortableType integer(MysqlType type, boolean unsigned) {
        int bits = switch (type.name()) {
            case "tinyint" -> 8;
            case "smallint" -> 16;
            case "mediumint" -> 24;
            case "int" -> 32;
            default -> 64;
        };
        return unsigned ? bits(bits) : PortableType.of(Kind.INTEGER, bits, 0);
    }

    /** Unsigned numbers; those that fit into a signed type are integers. */
    private static PortableType bits(int bits) {
        return bits < Long.SIZE
                ? PortableType.of(Kind.INTEGER, bits + 1, 0)
                : PortableType.of(Kind.DECIMAL, UNSIGNED_DIGITS, 0);
    }

    private static PortableType text(MysqlType type) {
        if (type.name().endsWith("char")) {
            return PortableType.of(Kind.TEXT, type.length(), 0);
        }
        return PortableType.of(Kind.TEXT, type.name().equals("tinytext") ? TINYTEXT_LENGTH : 0, 0);
    }

    @Override
    public Ddl translate(PortableSchema schema, Map<String, String> tableOptions) {
        MysqlTableChoices choices = new MysqlTableChoices(flavor, tableOptions);
        return TranslatedSchema.of(
                new MysqlWords(flavor, choices, MysqlColumnOptions.of(schema, flavor, choices)), schema);
    }

    @Override
    public String adapted(String script, List<String> tables, Map<String, String> tableOptions) {
        return script + new MysqlTableChoices(flavor, tableOptions).changing(tables);
    }
}
