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

    private final Table table;
    private final Shape shape;
    private final Waiting before = new Waiting();
    private final Waiting after = new Waiting();
    private final List<ChangedRow> changed = new ArrayList<>();

    /** Rows of one side that the other side has not had yet, by what identifies them. */
    private static final class Waiting {

        private final Map<List<Object>, Deque<Row>> rows = new HashMap<>();
        private int count;

        void add(List<Object> identity, Row row) {
            rows.computeIfAbsent(identity, unknown -> new ArrayDeque<>(1)).add(row);
            count++;
        }

        /** Takes such a row, if there is one. */
        Optional<Row> poll(List<Object> identity) {
            Deque<Row> alike = rows.get(identity);
            if (alike == null) {
                return Optional.empty();
            }
            Row row = alike.poll();
            if (alike.isEmpty()) {
                rows.remove(identity);
            }
            count--;
            return Optional.of(row);
        }
    }

    private RowComparison(Table table) {
        this.table = table;
        shape = Shape.of(
                table.name(),
                table.insertableColumns().stream().map(Column::name).toList());
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
                    try (RowCursor old = committed.rows(table);
                            RowCursor now = live.rows(table, "")) {
                        changed.addAll(new RowComparison(table).between(old, now, most - changed.size()));
                    }
                }
            }
            return changed;
        }
    }

    private List<ChangedRow> between(RowCursor old, RowCursor now, int most) {
        boolean moreOld = true;
        boolean moreNow = true;
        while (moreOld || moreNow) {
            Object[] oldRow = new Object[shape.size()];
            Object[] newRow = new Object[shape.size()];
            moreOld = moreOld && old.next(oldRow);
            moreNow = moreNow && now.next(newRow);
            if (moreOld && moreNow && Arrays.deepEquals(oldRow, newRow)) {
                continue;
            }
            if (moreOld) {
                Row row = Row.of(shape, oldRow);
                List<Object> identity = RowKey.identity(RowKey.of(table, row));
                after.poll(identity).ifPresentOrElse(other -> add(row, other), () -> before.add(identity, row));
            }
            if (moreNow) {
                Row row = Row.of(shape, newRow);
                List<Object> identity = RowKey.identity(RowKey.of(table, row));
                before.poll(identity).ifPresentOrElse(other -> add(other, row), () -> after.add(identity, row));
            }
            if (changed.size() + before.count + after.count > most) {
                throw tooMuch(String.format(Locale.ROOT, "more than %,d rows of %s differ", most, table.name()));
            }
        }
        before.rows.values().forEach(rows -> rows.forEach(row -> add(Optional.of(row), Optional.empty())));
        after.rows.values().forEach(rows -> rows.forEach(row -> add(Optional.empty(), Optional.of(row))));
        return changed;
    }

    private void add(Row old, Row now) {
        if (!RowKey.identity(old).equals(RowKey.identity(now))) {
            add(Optional.of(old), Optional.of(now));
        }
    }

    private void add(Optional<Row> old, Optional<Row> now) {
        changed.add(new ChangedRow(table, old, now));
    }

    private static UsageException tooMuch(String why) {
        return new UsageException(
                ErrorCode.WAY_BACK_NOT_KEPT,
                "The rows as they were cannot be kept: " + why + ".",
                "Dump the database first, or go on with --no-backup, and without a way back.");
    }
}
