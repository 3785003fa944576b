package doppel.migration;

import doppel.fixture.Row;
import java.util.Arrays;
import java.util.List;

/** Makes one value of the values of several columns, to look rows up by. Stateless. */
final class Keys {

    private Keys() {}

    /** Equal for equal values; null where one is NULL. */
    static Object of(Row row, List<String> columns) {
        if (columns.size() == 1) {
            return comparable(row.get(columns.get(0)));
        }
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = comparable(row.get(columns.get(i)));
            if (values[i] == null) {
                return null;
            }
        }
        return Arrays.asList(values);
    }

    private static Object comparable(Object value) {
        return value instanceof byte[] bytes ? List.of("bytes", Arrays.toString(bytes)) : value;
    }
}
