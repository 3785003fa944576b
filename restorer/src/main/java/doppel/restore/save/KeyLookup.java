package doppel.restore.save;

import doppel.fixture.MissingRowException;
import doppel.fixture.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds keys of the target's rows by other values, and remembers them: at most {@value #MOST}; if there are more, the
 * older half is forgotten. Used by one thread.
 */
public final class KeyLookup {

    private static final int MOST = 20_000;

    private final Saver saver;
    private Map<Wanted, Object> newer = new HashMap<>();
    private Map<Wanted, Object> older = new HashMap<>();

    /**
     * What is looked for.
     *
     * @param row the row
     * @param column the column whose value is looked up
     */
    private record Wanted(WaitKey row, String column) {}

    public KeyLookup(Saver saver) {
        this.saver = saver;
    }

    /**
     * The value of a column in the row that has these values.
     *
     * @throws MissingRowException if there is none, or none with exactly this text
     */
    public Object of(String table, String column, String[] columns, Object[] values) {
        Wanted wanted = new Wanted(WaitKey.of(table, List.of(columns), Arrays.asList(values)), column);
        Object known = newer.get(wanted);
        if (known == null) {
            known = older.get(wanted);
            if (known == null) {
                known = found(table, column, columns, values);
                if (isOfRunningStatement(table)) {
                    return known; // which may still fail to be saved
                }
            }
            remember(wanted, known);
        }
        return known;
    }

    private void remember(Wanted wanted, Object key) {
        if (newer.size() == MOST / 2) {
            older = newer;
            newer = new HashMap<>();
        }
        newer.put(wanted, key);
    }

    private boolean isOfRunningStatement(String table) {
        return saver.running()
                && saver.current().rows().stream().anyMatch(row -> row.table().equals(table));
    }

    private Object found(String table, String column, String[] columns, Object[] values) {
        saver.fit().column(saver.fit().table(table), column);
        Optional<Row> row = saver.find(table, columns, values);
        if (row.isEmpty()) {
            throw new MissingRowException(table + " has no row with " + shown(columns, values));
        }
        for (int i = 0; i < columns.length; i++) {
            Object there = row.get().get(columns[i]);
            // engines consider texts equal that their collation does not distinguish: the right row would be a guess
            if (values[i] instanceof String wanted
                    && there instanceof String text
                    && !wanted.stripTrailing().equals(text.stripTrailing())) {
                throw new MissingRowException(table + " has no row with " + shown(columns, values) + ", only one with "
                        + columns[i] + " = " + text);
            }
        }
        Object key = row.get().get(column);
        if (key == null) {
            throw new MissingRowException(
                    "the row of " + table + " with " + shown(columns, values) + " has no " + column);
        }
        return key;
    }

    private static String shown(String[] columns, Object[] values) {
        return IntStream.range(0, columns.length)
                .mapToObj(i -> columns[i] + " = "
                        + (values[i] instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(values[i])))
                .collect(Collectors.joining(", "));
    }
}
