package doppel.migration.action;

import doppel.fixture.Row;
import doppel.literal.EqualValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Combines the values of several columns into one value, to look up rows. Stateless. */
final class Keys {

    private Keys() {}

    /** The same, where texts that differ only in case may be equal. */
    static Object of(Row row, List<String> columns, boolean ignoresCase) {
        Object key = of(row, columns);
        if (!ignoresCase || key == null) {
            return key;
        }
        return columns.size() == 1
                ? folded(key)
                : ((List<?>) key).stream().map(Keys::folded).toList();
    }

    private static Object folded(Object value) {
        return value instanceof String text ? text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : value;
    }

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
