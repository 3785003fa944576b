package doppel.verify;

import doppel.verify.DatabaseContents.Cell;
import doppel.verify.DatabaseContents.Row;
import doppel.verify.DatabaseContents.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells whether two SQLite databases are the same to the last bit, by a path that shares nothing with Doppel itself.
 *
 * <p>Compared are: {@code sqlite_master} (type, name, table, text) in its order; the rows of every table, also of
 * {@code sqlite_sequence}, {@code sqlite_stat1} and shadow tables, as a multiset and in rowid or primary-key order, by
 * storage class and raw bits, rowids and generated columns included; the settings kept in the file; and the integrity
 * of the second database. Where all three names of the rowid are taken by columns, nobody can ask for the rowid, and
 * the rows are compared as a multiset only. Virtual tables are compared by what a scan of them shows.
 *
 * <p>Neither file is changed. Rows are held in memory: meant for test databases. Stateless and thread-safe.
 */
public final class DatabaseEquality {

    private static final int MOST_PER_TABLE = 10;

    private DatabaseEquality() {}

    /** Fails with all differences, unless {@code actual} is the same database as {@code expected}. */
    public static void assertSame(Path expected, Path actual) {
        List<String> differences = differences(expected, actual);
        if (!differences.isEmpty()) {
            throw new AssertionError(expected + " and " + actual + " differ:\n  " + String.join("\n  ", differences));
        }
    }

    /** Every difference found, at most ten a table; empty if the databases are the same. */
    public static List<String> differences(Path expected, Path actual) {
        DatabaseContents before = DatabaseContents.read(expected);
        DatabaseContents after = DatabaseContents.read(actual);
        List<String> differences = new ArrayList<>();
        if (!after.integrity().equals(List.of("ok"))) {
            differences.add("integrity_check: " + after.integrity());
        }
        before.settings().forEach((name, value) -> {
            if (!value.equals(after.settings().get(name))) {
                differences.add("setting " + name + ": expected " + value + ", but was "
                        + after.settings().get(name));
            }
        });
        Set<String> names = new LinkedHashSet<>(before.tables().keySet());
        names.addAll(after.tables().keySet());
        for (String name : names) {
            Table first = before.tables().get(name);
            Table second = after.tables().get(name);
            if (first == null || second == null) {
                differences.add("table \"" + name + "\" is " + (first == null ? "not expected" : "missing"));
            } else {
                compare(name, first, second, differences);
            }
        }
        return List.copyOf(differences);
    }

    private static void compare(String name, Table expected, Table actual, List<String> differences) {
        String table = "table \"" + abbreviated(name) + "\"";
        if (!expected.columns().equals(actual.columns())) {
            differences.add(table + ": expected the columns " + expected.columns() + ", but was " + actual.columns());
            return;
        }
        if (expected.rows().equals(actual.rows())) {
            return;
        }
        if (expected.rows().size() != actual.rows().size()) {
            differences.add(table + ": expected " + expected.rows().size() + " rows, but was "
                    + actual.rows().size());
        }
        List<Row> missing = without(expected.rows(), actual.rows());
        List<Row> extra = without(actual.rows(), expected.rows());
        if (missing.isEmpty() && extra.isEmpty()) {
            if (expected.ordered()) {
                int place = 0;
                while (expected.rows().get(place).equals(actual.rows().get(place))) {
                    place++;
                }
                differences.add(table + ": the same rows in another order: expected "
                        + expected.rows().get(place).cells() + " as row " + (place + 1) + ", but was "
                        + actual.rows().get(place).cells());
            }
            return;
        }
        List<String> found = new ArrayList<>();
        for (Row row : missing) {
            Row partner = partner(expected, row, extra);
            if (partner == null || partner.cells().size() != row.cells().size()) {
                found.add(table + ": missing " + row.cells());
            } else {
                extra.remove(partner);
                compare(table, expected, row, partner, found);
            }
        }
        extra.forEach(row -> found.add(table + ": not expected " + row.cells()));
        differences.addAll(found.subList(0, Math.min(found.size(), MOST_PER_TABLE)));
        if (found.size() > MOST_PER_TABLE) {
            differences.add(table + ": … and " + (found.size() - MOST_PER_TABLE) + " more");
        }
    }

    /** The row to show beside a missing one: that in the same place, else that which agrees in most columns. */
    private static Row partner(Table table, Row row, List<Row> candidates) {
        Row best = null;
        int most = 0;
        for (Row candidate : candidates.subList(0, Math.min(candidates.size(), 100))) {
            if (place(table, candidate).equals(place(table, row))) {
                return candidate;
            }
            int agreeing = 0;
            for (int i = 0; i < Math.min(row.cells().size(), candidate.cells().size()); i++) {
                agreeing += Objects.equals(row.cells().get(i), candidate.cells().get(i)) ? 1 : 0;
            }
            if (agreeing > most) {
                best = candidate;
                most = agreeing;
            }
        }
        return best == null && candidates.size() == 1 ? candidates.get(0) : best;
    }

    private static void compare(String table, Table shape, Row expected, Row actual, List<String> found) {
        List<Cell> first = expected.cells();
        List<Cell> second = actual.cells();
        for (int i = 0; i < first.size(); i++) {
            if (!first.get(i).equals(second.get(i))) {
                found.add(table + ", row " + place(shape, expected) + ", column \""
                        + abbreviated(shape.columns().get(i)) + "\": expected " + first.get(i) + ", but was "
                        + second.get(i));
            }
        }
    }

    /** The rowid of a row, or its first two values. */
    private static String place(Table table, Row row) {
        return row
                .cells()
                .subList(0, Math.min(table.keyed() ? 1 : 2, row.cells().size()))
                .stream()
                .map(Cell::toString)
                .collect(Collectors.joining(", "));
    }

    private static List<Row> without(List<Row> rows, List<Row> removed) {
        Map<Row, Integer> counts = new HashMap<>();
        removed.forEach(row -> counts.merge(row, 1, Integer::sum));
        List<Row> left = new ArrayList<>();
        for (Row row : rows) {
            if (counts.merge(row, -1, Integer::sum) < 0) {
                left.add(row);
            }
        }
        return left;
    }

    private static String abbreviated(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
