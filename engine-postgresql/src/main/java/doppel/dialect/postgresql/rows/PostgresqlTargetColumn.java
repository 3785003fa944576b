package doppel.dialect.postgresql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.literal.RawText;
import doppel.schema.Column;

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
        boolean isText = type.type().nullable() == doppel.literal.JavaType.STRING;
        if (!anyBytes || !isText) {
            throw refusal(value);
        }
        return value.bytes();
    }

    private RefusedException refusal(Object value) {
        String reason = value instanceof String text && text.indexOf('\0') >= 0
                ? "PostgreSQL's text cannot hold the character U+0000: "
                : "the type " + declared + " cannot hold this "
                        + value.getClass().getSimpleName() + " exactly: ";
        return new RefusedException(table + "." + name + ": " + reason + shown(value), null);
    }

    private static String shown(Object value) {
        String text = value instanceof byte[] bytes
                ? bytes.length + " bytes"
                : String.valueOf(value).replace("\0", "\\0");
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }
}
