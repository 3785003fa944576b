package doppel.dialect.postgresql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.value.PostgresqlCopyBuffer;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.literal.JavaType;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import doppel.literal.ValueWords;
import doppel.schema.Column;
import java.util.Locale;

/**
 * A column that values are written to.
 *
 * @param table the table's name, for messages
 * @param name the column's name
 * @param declared its type, for messages
 * @param type its type
 * @param anyBytes whether a text can be any bytes
 */
record PostgresqlTargetColumn(
        String table, String name, String declared, PostgresqlTypes.Modified type, boolean anyBytes) {

    private static final int LONGEST_SHOWN = 60;

    static PostgresqlTargetColumn of(String table, Column column, PostgresqlEncoding encoding) {
        return new PostgresqlTargetColumn(
                table, column.name(), column.type(), PostgresqlTypes.of(column.type()), encoding.holdsAnyBytes());
    }

    /** The name in SQL. */
    String sql() {
        return PostgresqlName.quote(name);
    }

    /**
     * The text of a value that is neither null nor {@link RawText}.
     *
     * @throws RefusedException if the column cannot hold exactly this value
     */
    String text(Object value) throws RefusedException {
        String text = type.type().writer().text(value, type.modifiers());
        if (text == null) {
            throw refusal(value);
        }
        return text;
    }

    /** The bytes of an invalid text, for a column whose database does not check them. */
    byte[] bytes(RawText value) throws RefusedException {
        boolean isText = type.type().nullable() == JavaType.STRING;
        if (!anyBytes || !isText) {
            throw refusal(value);
        }
        return value.bytes();
    }

    /**
     * Whether the column takes exactly the bytes of a text.
     *
     * @throws RefusedException if the server has no room for the value
     */
    boolean takesInPieces(LargeValue value) throws RefusedException {
        if (value.length() > PostgresqlCopyBuffer.LONGEST) {
            throw tooLong(value, "the server holds");
        }
        return value.kind() == LargeValue.Kind.TEXT
                && type.modifiers().isEmpty()
                && type.type().required() == JavaType.STRING
                && !type.type().name().equals("name")
                && !type.type().name().equals("\"char\"");
    }

    /**
     * Whether the column takes bytes, as two digits each.
     *
     * @throws RefusedException if the server has no room for the digits
     */
    boolean takesInDigits(LargeValue value) throws RefusedException {
        boolean takes = value.kind() == LargeValue.Kind.BYTES && type.type().required() == JavaType.BYTES;
        if (takes && 2 * value.length() > PostgresqlCopyBuffer.LONGEST) {
            throw tooLong(
                    value,
                    "the server takes two digits for each in a row that has to go as text because of the types of"
                            + " its other columns, and holds");
        }
        return takes;
    }

    private RefusedException tooLong(LargeValue value, String why) {
        return new RefusedException(
                String.format(
                        Locale.ROOT,
                        "%s.%s: the value is too long: %,d bytes; %s at most %,d",
                        table,
                        name,
                        value.length(),
                        why,
                        PostgresqlCopyBuffer.LONGEST),
                null);
    }

    /** Makes sure that a piece of a text has no character that the server's texts cannot have. */
    void requireText(LargeValue value, byte[] piece, int length) throws RefusedException {
        for (int i = 0; i < length; i++) {
            if (piece[i] == 0) {
                throw refusal("\0 in " + value);
            }
        }
    }

    private RefusedException refusal(Object value) {
        String reason = value instanceof String text && text.indexOf('\0') >= 0
                ? "PostgreSQL's text cannot hold the character U+0000: "
                : "the type " + declared + " cannot hold " + ValueWords.thisOne(value) + " exactly: ";
        return new RefusedException(table + "." + name + ": " + reason + shown(value), null);
    }

    private static String shown(Object value) {
        String text = value instanceof byte[] bytes
                ? bytes.length + " bytes"
                : String.valueOf(value).replace("\0", "\\0");
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }
}
