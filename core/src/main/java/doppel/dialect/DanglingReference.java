package doppel.dialect;

import doppel.schema.ForeignKey;
import java.util.HexFormat;
import java.util.List;

/**
 * Rows of a table that refer to a row which does not exist.
 *
 * @param table the table that refers
 * @param key its foreign key
 * @param values the values of the key's columns
 * @param rows how many rows have them
 */
public record DanglingReference(String table, ForeignKey key, List<Object> values, long rows) {

    public DanglingReference {
        values = List.copyOf(values);
    }

    /** The reference in words. */
    public String describe() {
        return table + " " + key + " = " + shownValues();
    }

    /** The values as people read them: bytes as hexadecimal digits. */
    public String shownValues() {
        return values.stream()
                .map(value ->
                        value instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : String.valueOf(value))
                .toList()
                .toString();
    }
}
