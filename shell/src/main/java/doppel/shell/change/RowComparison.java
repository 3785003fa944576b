package doppel.shell.change;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Compares the rows of a database as others see them with those that a transaction sees: what differs is what it has
 * changed, however it did. Rows of the two sides come in the same order and are matched by key as they come, so that
 * only rows that differ stay in memory. Not thread-safe.
 */
public final class RowComparison {

    /** More changed rows are not kept in memory. */
    public static final int MOST_ROWS = 200_000;

    private final LiveDatabase live;
    private final Source committed;
    private final int most;

    private RowComparison(LiveDatabase live, Source committed, int most) {
        this.live = live;
        this.committed = committed;
        this.most = most;
    }

    /**
     * The rows that a transaction has changed, in the order of the tables.
     *
     * @param others opens the database as others see it
     * @throws UsageException if there are too many, or definitions have changed
     */
    public static List<ChangedRow> of(LiveDatabase live, Supplier<Source> others) {
        return of(live, others, MOST_ROWS);
    }

    /** The same; more rows than these are too many. */
    public static List<ChangedRow> of(LiveDatabase live, Supplier<Source> others, int most) {
        live.definitionsChanged().ifPresent(why -> {
            throw tooMuch(why);
        });
        Optional<Set<String>> touched = live.touched();
        if (touched.isPresent() && touched.get().isEmpty()) {
            return List.of();
        }
        try (Source committed = others.get()) {
            List<ChangedRow> changed = new ArrayList<>();
            for (Table table : live.schema().tables()) {
                if (touched.map(names -> names.contains(table.name())).orElse(true)) {
                    if (committed.schema().table(table.name()).isEmpty()) {
                        throw tooMuch("the table " + table.name() + " is not there for others");
                    }
                    changed.addAll(new RowComparison(live, committed, most - changed.size()).table(table));
                }
            }
            return changed;
        }
    }

    private List<ChangedRow> table(Table table) {
        List<Column> columns = table.insertableColumns();
        Shape shape = shape(table, columns);
        Map<List<Object>, Deque<Object[]>> before = new HashMap<>();
        Map<List<Object>, Deque<Object[]>> after = new HashMap<>();
        List<ChangedRow> changed = new ArrayList<>();
        int waiting = 0;
        try (RowCursor old = committed.rows(table);
                RowCursor now = live.rows(table, "")) {
            boolean moreOld = true;
            boolean moreNow = true;
            while (moreOld || moreNow) {
                Object[] oldRow = new Object[columns.size()];
                Object[] newRow = new Object[columns.size()];
                moreOld = moreOld && old.next(oldRow);
                moreNow = moreNow && now.next(newRow);
                if (moreOld && moreNow && Arrays.deepEquals(oldRow, newRow)) {
                    continue;
                }
                if (moreOld) {
                    waiting += match(table, shape, oldRow, after, before, true, changed) ? -1 : 1;
                }
                if (moreNow) {
                    waiting += match(table, shape, newRow, before, after, false, changed) ? -1 : 1;
                }
                if (changed.size() + waiting > most) {
                    throw tooMuch(String.format(Locale.ROOT, "more than %,d rows of %s differ", most, table.name()));
                }
            }
        }
        before.values()
                .forEach(rows -> rows.forEach(
                        row -> changed.add(new ChangedRow(table, Optional.of(Row.of(shape, row)), Optional.empty()))));
        after.values()
                .forEach(rows -> rows.forEach(
                        row -> changed.add(new ChangedRow(table, Optional.empty(), Optional.of(Row.of(shape, row))))));
        return changed;
    }

    /** Matches a row with one that has come on the other side, or lets it wait; returns whether it was matched. */
    private static boolean match(
            Table table,
            Shape shape,
            Object[] row,
            Map<List<Object>, Deque<Object[]>> others,
            Map<List<Object>, Deque<Object[]>> own,
            boolean isOld,
            List<ChangedRow> changed) {
        List<Object> of = ChangedRow.values(RowKey.of(table, Row.of(shape, row)));
        Deque<Object[]> candidates = others.get(of);
        if (candidates == null) {
            own.computeIfAbsent(of, unknown -> new ArrayDeque<>(1)).add(row);
            return false;
        }
        Object[] other = candidates.poll();
        if (candidates.isEmpty()) {
            others.remove(of);
        }
        if (!Arrays.deepEquals(row, other)) {
            changed.add(new ChangedRow(
                    table,
                    Optional.of(Row.of(shape, isOld ? row : other)),
                    Optional.of(Row.of(shape, isOld ? other : row))));
        }
        return true;
    }

    private static Shape shape(Table table, List<Column> columns) {
        Row row = new Row(Shape.empty(table.name()), columns.size());
        columns.forEach(column -> row.set(column.name(), null));
        return row.shape();
    }

    private static UsageException tooMuch(String why) {
        return new UsageException(
                ErrorCode.WAY_BACK_NOT_KEPT,
                "The rows as they were cannot be kept: " + why + ".",
                "Dump the database first, or go on with --no-backup, and without a way back.");
    }
}
