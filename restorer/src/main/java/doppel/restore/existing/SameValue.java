package doppel.restore.existing;

import doppel.dialect.LiveDatabase;
import doppel.fixture.Row;
import doppel.literal.EqualValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns values into objects that are equal in Java if a database holds them as the same value, such as a day and its
 * text in SQLite. Values that are the same for an engine in other ways are different here. Thread-safe.
 */
record SameValue(LiveDatabase database) {

    /** What a value is compared by. */
    Object of(Object value) {
        Object equal = EqualValue.of(decimal(value));
        if (equal == null || value instanceof byte[] || equal instanceof String || equal instanceof Long) {
            return equal;
        }
        try {
            String literal = database.literal(value);
            boolean isText = literal.length() > 1 && literal.startsWith("'") && literal.endsWith("'");
            return isText && !(value instanceof Number) ? literal.substring(1, literal.length() - 1) : equal;
        } catch (IllegalArgumentException e) { // a value of this engine alone
            return equal;
        }
    }

    /** A binary number as the decimal one that engines make of it; what only a binary one can be stays. */
    private static Object decimal(Object value) {
        boolean isBinary = value instanceof Double || value instanceof Float;
        double number = isBinary ? ((Number) value).doubleValue() : 0;
        boolean isOnlyBinary = Double.isNaN(number) || Double.isInfinite(number) || number == 0 && 1 / number < 0;
        return isBinary && !isOnlyBinary ? new BigDecimal(value.toString()) : value;
    }

    /** What these columns of a row are compared by. */
    List<Object> of(Row row, List<String> columns) {
        List<Object> values = new ArrayList<>(columns.size());
        for (String column : columns) {
            values.add(of(row.get(column)));
        }
        return values;
    }
}
