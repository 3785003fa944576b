package doppel.migration.action;

import doppel.fixture.Row;
import doppel.literal.EqualValue;
import java.util.Arrays;
import java.util.List;

/** Combines the values of several columns into one value, to look up rows. Stateless. */
final class Keys {

    private Keys() {}

    /** Equal for equal values; null if one of them is NULL. */
    static Object of(Row row, List<String> columns) {
        if (columns.size() == 1) {
            return EqualValue.of(row.get(columns.get(0)));
        }
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = EqualValue.of(row.get(columns.get(i)));
            if (values[i] == null) {
                return null;
            }
        }
        return Arrays.asList(values);
    }
}
