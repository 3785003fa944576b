package doppel.restore.save;

import doppel.fixture.Row;
import doppel.literal.EqualValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A row that a statement waits for: a row of this table with these values in these columns.
 *
 * @param table the table
 * @param columns the columns
 * @param values their values, as {@link EqualValue} makes them
 */
public record WaitKey(String table, List<String> columns, List<Object> values) {

    /** In words, such as {@code book with id 7}. */
    String words() {
        StringBuilder words = new StringBuilder(table).append(" with ");
        for (int i = 0; i < columns.size(); i++) {
            words.append(i == 0 ? "" : ", ").append(columns.get(i)).append(' ').append(values.get(i));
        }
        return words.toString();
    }

    /** The row that was looked for in vain. */
    public static WaitKey of(String table, List<String> columns, List<Object> values) {
        return new WaitKey(table, columns, values.stream().map(EqualValue::of).toList());
    }

    /** The key under which others wait for this row by these columns; null if the row does not set one of them. */
    public static List<Object> valuesOf(Row row, List<String> columns) {
        List<Object> values = new ArrayList<>(columns.size());
        for (String column : columns) {
            Object value = row.get(column);
            if (value == null) {
                return null;
            }
            values.add(EqualValue.of(value));
        }
        return values;
    }
}
