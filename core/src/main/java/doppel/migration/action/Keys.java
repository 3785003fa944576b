package doppel.migration.action;

import doppel.fixture.Row;
import doppel.literal.EqualValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Combines the values of several columns into one value, to look up rows. Stateless. */
final class Keys {

    private static final int LONGEST_NUMBER = 40;
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

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

    /**
     * Equal for keys that columns of some type and collation compare as equal: whatever the case, the accents and the
     * blanks at the end of text, and whether a number is written as one.
     *
     * @param key as {@link #of} makes it
     */
    static Object alike(Object key) {
        return key instanceof List<?> values
                ? values.stream().map(Keys::alikeValue).toList()
                : alikeValue(key);
    }

    private static Object alikeValue(Object value) {
        if (value instanceof Long || value instanceof ByteBuffer) {
            return value;
        }
        String text = String.valueOf(value);
        try {
            return text.length() > LONGEST_NUMBER ? folded(plain(text)) : EqualValue.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return folded(plain(text));
        }
    }

    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .stripTrailing();
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
