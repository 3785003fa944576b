package doppel.migration.action;

import doppel.fixture.Row;
import doppel.literal.EqualValue;
import doppel.migration.Lookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys of a table's rows by natural key. Not thread-safe. */
public final class NaturalKeys {

    private static final Object AMBIGUOUS = new Object();

    private final String table;
    private final String key;
    private final List<String> natural;
    private final Map<Object, Object> keys = new HashMap<>();
    private final boolean ignoresCase;
    private long greatest;

    public NaturalKeys(Lookup lookup) {
        table = lookup.table();
        key = lookup.key();
        natural = lookup.natural();
        ignoresCase = lookup.ignoresCase();
    }

    /** Whether it can serve that lookup too. */
    public boolean serves(Lookup lookup) {
        return lookup.table().equals(table)
                && lookup.key().equals(key)
                && lookup.natural().equals(natural)
                && lookup.ignoresCase() == ignoresCase;
    }

    /** Adds a row of the table; adding it again changes nothing. */
    public void put(Row row) {
        Object value = row.get(key);
        if (value instanceof Long number) {
            greatest = Math.max(greatest, number);
        }
        Object name = Keys.of(row, natural, ignoresCase);
        if (name != null && value != null) {
            keys.merge(
                    name,
                    value,
                    (before, now) -> EqualValue.of(before).equals(EqualValue.of(now)) ? before : AMBIGUOUS);
        }
    }

    /** The key of the row with this natural key; null if there is none. */
    Object find(Object name) {
        Object value = keys.get(name);
        if (value == AMBIGUOUS) {
            throw new IllegalStateException(
                    "several rows of " + table + " have the same " + String.join(", ", natural) + ": " + name);
        }
        return value;
    }

    /** A row with this natural key is created with that key. */
    void put(Object name, Object own) {
        keys.put(name, own);
    }

    /** The next number for a row with this natural key. */
    long create(Object name) {
        if (greatest == Long.MAX_VALUE) {
            throw new IllegalStateException("no number is left for " + table + "." + key);
        }
        keys.put(name, ++greatest);
        return greatest;
    }

    public String table() {
        return table;
    }
}
