package doppel.restore;

import doppel.fixture.Row;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A row that somebody waits for: one of this table, with these values in these columns.
 *
 * @param table the table
 * @param columns the columns
 * @param values their values, as {@link #comparable} makes them
 */
record WaitKey(String table, List<String> columns, List<Object> values) {

    /** As many digits fit into a long, whatever they are. */
    private static final int DIGITS_OF_LONG = 18;

    /** The row that was looked for in vain. */
    static WaitKey of(String table, List<String> columns, List<Object> values) {
        return new WaitKey(
                table, columns, values.stream().map(WaitKey::comparable).toList());
    }

    /** What of a row somebody waits for who looks at these columns; null if the row says nothing of one of them. */
    static List<Object> valuesOf(Row row, List<String> columns) {
        List<Object> values = new ArrayList<>(columns.size());
        for (String column : columns) {
            Object value = row.get(column);
            if (value == null) {
                return null;
            }
            values.add(comparable(value));
        }
        return values;
    }

    private static Object comparable(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof BigDecimal number) {
            return comparable(number);
        }
        return value instanceof Integer || value instanceof Short ? (Object) ((Number) value).longValue() : value;
    }

    /** Of equal numbers of any scale the same, which is a long where one can hold it. */
    private static Object comparable(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        boolean fitsLong = shortest.scale() <= 0 && shortest.precision() - (long) shortest.scale() <= DIGITS_OF_LONG;
        return fitsLong ? (Object) shortest.longValue() : shortest;
    }
}
