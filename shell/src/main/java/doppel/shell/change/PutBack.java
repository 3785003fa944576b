package doppel.shell.change;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.restore.load.FixtureRows;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.LoadOrder;
import doppel.schema.Table;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts rows back as a {@link WayBack} has kept them, unless they have changed since. Used once. */
public final class PutBack {

    private static final int MOST_NAMED = 10;
    private static final int MOST_ROUNDS = 5;
    private static final String SAVEPOINT = "doppel_put_back";

    private final LiveDatabase database;
    private final Supplier<Source> others;
    private final Map<String, Integer> order = new HashMap<>();

    private PutBack(LiveDatabase database, Supplier<Source> others) {
        this.database = database;
        this.others = others;
        List<Table> ordered = LoadOrder.of(database.schema().tables()).tables();
        for (int i = 0; i < ordered.size(); i++) {
            order.put(ordered.get(i).name(), i);
        }
    }

    /**
     * Puts back the rows that are kept in a folder.
     *
     * @param others opens the database as others see it
     * @return how many rows were put back
     * @throws UsageException if rows have changed since, or it is not such a folder
     */
    public static long from(Path folder, LiveDatabase database, Supplier<Source> others) {
        return new PutBack(database, others)
                .run(changes(
                        database,
                        FixtureRows.open(folder.resolve(WayBack.BEFORE)),
                        FixtureRows.open(folder.resolve(WayBack.AFTER))));
    }

    /** The kept changes: rows before and after belong together by what identifies them. */
    private static List<ChangedRow> changes(LiveDatabase database, FixtureRows before, FixtureRows after) {
        Map<List<Object>, Row> old = new LinkedHashMap<>();
        List<ChangedRow> changes = new ArrayList<>();
        before.forEach(row -> {
            Table table = table(database, row);
            if (RowKey.isUnique(table, RowKey.of(table, row))) {
                old.put(RowKey.identity(RowKey.of(table, row)), row);
            } else {
                changes.add(new ChangedRow(table, Optional.of(row), Optional.empty()));
            }
        });
        after.forEach(row -> {
            Table table = table(database, row);
            changes.add(new ChangedRow(
                    table, Optional.ofNullable(old.remove(RowKey.identity(RowKey.of(table, row)))), Optional.of(row)));
        });
        old.values()
                .forEach(row -> changes.add(new ChangedRow(table(database, row), Optional.of(row), Optional.empty())));
        return changes;
    }

    private static Table table(LiveDatabase database, Row row) {
        return database.schema()
                .table(row.table())
                .orElseThrow(() -> new UsageException(
                        ErrorCode.UNKNOWN_TABLE,
                        "There is no table " + row.table() + " any more.",
                        "Put the rows back into the database that they come from."));
    }

    private static boolean isUnique(ChangedRow change) {
        return RowKey.isUnique(change.table(), change.key());
    }

    private long run(List<ChangedRow> changes) {
        requireUnchanged(changes);
        long dangling = database.danglingReferences();
        List<ChangedRow> deletions = new ArrayList<>();
        List<ChangedRow> others = new ArrayList<>();
        changes.forEach(change -> (change.before().isEmpty() ? deletions : others).add(change));
        others.sort((one, other) -> Integer.compare(position(one), position(other)));
        deletions.sort((one, other) -> Integer.compare(position(other), position(one)));
        List<ChangedRow> all = new ArrayList<>(others);
        all.addAll(deletions);
        inRounds(all);
        settle(changes);
        requireReferences(changes, dangling);
        return changes.size();
    }

    /** Only rows that referred to nothing before may do so again. */
    private void requireReferences(List<ChangedRow> changes, long before) {
        long dangling = database.danglingReferences();
        if (dangling <= before) {
            return;
        }
        long right = before
                + changes.stream()
                        .flatMap(change -> change.before().stream()
                                .flatMap(row ->
                                        change.table().foreignKeys().stream().filter(key -> leadsNowhere(row, key))))
                        .count();
        if (dangling > right) {
            throw new UsageException(
                    ErrorCode.CHANGED_SINCE,
                    String.format(
                            Locale.ROOT,
                            "%,d rows that have come since refer to rows that would go, so that nothing is put back.",
                            dangling - right),
                    "Delete those rows first, or let them refer to others.");
        }
    }

    private boolean leadsNowhere(Row row, ForeignKey reference) {
        Optional<Table> referred = database.schema().table(reference.table());
        if (reference.columns().stream().anyMatch(column -> row.get(column) == null)) {
            return false;
        }
        Row key = RowKey.renamed(row, reference.columns(), reference.table(), reference.referencedColumns());
        if (referred.isEmpty()) {
            return true;
        }
        try (RowCursor rows = database.rows(referred.get(), database.condition(key))) {
            return !rows.next(new Object[referred.get().insertableColumns().size()]);
        }
    }

    private int position(ChangedRow change) {
        return order.get(change.table().name());
    }

    /** Rows that the change left otherwise than the database has them now. */
    private void requireUnchanged(List<ChangedRow> changes) {
        List<String> different = new ArrayList<>();
        for (ChangedRow change : changes) {
            if (isUnique(change) && !now(change).equals(change.after().map(Wrapped::new))) {
                different.add(change.key().toString());
            }
        }
        Map<List<Object>, List<ChangedRow>> alike = new LinkedHashMap<>();
        for (ChangedRow change : changes) {
            if (!isUnique(change) && change.after().isPresent()) {
                alike.computeIfAbsent(RowKey.identity(change.key()), unknown -> new ArrayList<>())
                        .add(change);
            }
        }
        for (List<ChangedRow> equal : alike.values()) {
            ChangedRow one = equal.get(0);
            if (count(one.table(), one.after().orElseThrow()) < equal.size()) {
                different.add(one.after().get().toString());
            }
        }
        if (!different.isEmpty()) {
            throw new UsageException(
                    ErrorCode.CHANGED_SINCE,
                    String.format(
                            Locale.ROOT,
                            "%,d of the rows have been changed by others since, so that nothing is put back: %s%s.",
                            different.size(),
                            String.join("; ", different.subList(0, Math.min(MOST_NAMED, different.size()))),
                            different.size() > MOST_NAMED ? "; …" : ""),
                    "Compare them with the fixtures before and after beside the script, and correct them by hand.");
        }
    }

    /** A row by its values. */
    private record Wrapped(Row row) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Wrapped wrapped
                    && row.columns().equals(wrapped.row.columns())
                    && row.columns().stream()
                            .allMatch(column -> Objects.deepEquals(row.get(column), wrapped.row.get(column)));
        }

        @Override
        public int hashCode() {
            return row.columns().hashCode();
        }
    }

    private Optional<Wrapped> now(ChangedRow change) {
        Table table = change.table();
        Row key = change.key();
        List<Column> columns = table.insertableColumns();
        Object[] values = new Object[columns.size()];
        try (RowCursor rows = database.rows(table, database.condition(key))) {
            if (!rows.next(values)) {
                return Optional.empty();
            }
        }
        Row row =
                Row.of(Shape.of(table.name(), columns.stream().map(Column::name).toList()), values);
        boolean same = key.columns().stream().allMatch(column -> Objects.deepEquals(key.get(column), row.get(column)));
        return same ? Optional.of(new Wrapped(row)) : Optional.empty(); // other letters may be equal for the engine
    }

    /** How many rows have exactly these values. */
    private long count(Table table, Row row) {
        Object[] values = new Object[table.insertableColumns().size()];
        long count = 0;
        try (RowCursor rows = database.rows(table, database.condition(row))) {
            while (rows.next(values)) {
                boolean same = true;
                for (int i = 0; i < values.length; i++) {
                    same &= Objects.deepEquals(values[i], row.value(i));
                }
                count += same ? 1 : 0;
            }
        }
        return count;
    }

    /** Puts rows back in rounds: what others refuse in one, such as a reference, may succeed in the next. */
    private void inRounds(List<ChangedRow> changes) {
        List<ChangedRow> left = changes;
        RefusedException refusal = null;
        while (!left.isEmpty()) {
            List<ChangedRow> again = new ArrayList<>();
            for (ChangedRow change : left) {
                sql("SAVEPOINT " + SAVEPOINT);
                try {
                    putBack(change);
                } catch (RefusedException e) {
                    refusal = e;
                    again.add(change);
                    sql("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
                }
                sql("RELEASE SAVEPOINT " + SAVEPOINT);
            }
            if (again.size() == left.size()) {
                throw new DatabaseException(
                        ErrorCode.DATABASE_FAILED,
                        "The database refused to take a row of "
                                + again.get(0).table().name() + " back: " + refusal.getMessage() + ".",
                        "Nothing was changed. The rows are in the fixtures beside the script.",
                        refusal);
            }
            left = again;
        }
    }

    private void putBack(ChangedRow change) throws RefusedException {
        if (change.before().isEmpty()) {
            database.writer().deleteOne(RowKey.of(change.table(), change.after().orElseThrow()));
        } else if (change.after().isEmpty()) {
            database.writer().insert(change.before().get());
        } else {
            Row before = change.before().get();
            Row changes = before.copy();
            for (String column : before.columns()) {
                if (Objects.deepEquals(before.get(column), change.after().get().get(column))) {
                    changes.remove(column);
                }
            }
            database.writer().updateOne(RowKey.of(change.table(), before), changes);
        }
    }

    /** Takes back what triggers have done meanwhile, until nothing but what is wanted differs. */
    private void settle(List<ChangedRow> changes) {
        Map<List<Object>, ChangedRow> wanted = new HashMap<>();
        changes.forEach(change -> wanted.put(RowKey.identity(change.key()), change));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<ChangedRow> wrong = new ArrayList<>();
            for (ChangedRow made : RowComparison.of(database, others)) {
                ChangedRow want = wanted.get(RowKey.identity(made.key()));
                Optional<Row> right = want == null ? made.before() : want.before();
                if (!right.map(Wrapped::new).equals(made.after().map(Wrapped::new))) {
                    wrong.add(new ChangedRow(made.table(), right, made.after()));
                }
            }
            if (wrong.isEmpty()) {
                return;
            }
            inRounds(wrong);
        }
        throw new DatabaseException(
                ErrorCode.DATABASE_FAILED,
                "Triggers of the database change the rows again while they are put back.",
                "Nothing was changed. Switch the triggers off, put the rows back, and switch them on again.");
    }

    private void sql(String sql) {
        try (Statement statement = database.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw database.failure("Putting rows back", e);
        }
    }
}
