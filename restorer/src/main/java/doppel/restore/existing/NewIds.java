package doppel.restore.existing;

import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.fixture.MissingRowException;
import doppel.fixture.Row;
import doppel.schema.ForeignKey;
import doppel.schema.Index;
import doppel.schema.LoadOrder;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * New primary keys for rows that come from another database, with the references among them. A row that the database
 * knows by a unique key gets the key that it has there; all others get numbers beyond those that are there, in the same
 * distances, so that nothing but the knowledge which numbers came takes memory. Keys of several columns, and those that
 * are no whole numbers, stay as they are. Not thread-safe.
 */
public final class NewIds {

    private static final int ROWS_AT_ONCE = 1_000;

    private final LiveDatabase database;
    private final ExistingRows existing;
    private final Map<String, Ids> byTable = new HashMap<>();

    /** The numbers of the rows that come for a table. */
    private static final class Ids {
        private final Table table;
        private final Numbers numbers = new Numbers();
        private final Map<Long, Object> known = new HashMap<>();
        private final Map<List<String>, List<Row>> waiting = new HashMap<>(); // by their unique key
        private long offset;

        Ids(Table table) {
            this.table = table;
        }

        String column() {
            return table.primaryKey().get(0);
        }
    }

    private NewIds(LiveDatabase database) {
        this.database = database;
        existing = new ExistingRows(database);
        for (Table table : database.schema().tables()) {
            boolean isNumbered = table.primaryKey().size() == 1 && !table.internal();
            if (isNumbered && reference(table, table.primaryKey().get(0)).isEmpty()) {
                byTable.put(table.name(), new Ids(table));
            }
        }
    }

    /**
     * Finds new keys.
     *
     * @param rows gives each row to its taker
     */
    static NewIds of(LiveDatabase database, Consumer<Consumer<Row>> rows) {
        NewIds ids = new NewIds(database);
        rows.accept(ids::see);
        ids.finish();
        return ids;
    }

    private static Optional<ForeignKey> reference(Table table, String column) {
        return table.foreignKeys().stream()
                .filter(key -> key.columns().equals(List.of(column)))
                .findFirst();
    }

    /** The numbers that a column holds: those of its own table, or of the one that it refers to in the end. */
    private Optional<Ids> ids(Table table, String column) {
        Table holder = table;
        String held = column;
        for (int steps = 0; steps < database.schema().tables().size(); steps++) {
            Optional<ForeignKey> key = reference(holder, held);
            if (key.isEmpty()) {
                return Optional.ofNullable(byTable.get(holder.name())).filter(isColumn(held));
            }
            Optional<Table> next = database.schema().table(key.get().table());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            held = key.get().referencedColumns().get(0);
            holder = next.get();
            Optional<Ids> own = Optional.ofNullable(byTable.get(holder.name())).filter(isColumn(held));
            if (own.isPresent()) {
                return own;
            }
        }
        return Optional.empty();
    }

    private static Predicate<Ids> isColumn(String column) {
        return ids -> ids.column().equals(column);
    }

    private void see(Row row) {
        Ids ids = byTable.get(row.table());
        if (ids == null || !(row.held(ids.column()) instanceof Long number)) {
            return;
        }
        ids.numbers.add(number);
        ids.table.indexes().stream()
                .filter(Index::unique)
                .map(Index::columns)
                .filter(columns -> !columns.contains(ids.column())
                        && columns.stream().allMatch(column -> row.has(column) && row.held(column) != null))
                .findFirst()
                .ifPresent(key -> {
                    List<String> kept = new ArrayList<>(key);
                    kept.add(ids.column());
                    ids.waiting
                            .computeIfAbsent(key, unknown -> new ArrayList<>())
                            .add(ExistingRows.values(row, ids.table, kept));
                    boolean refers = key.stream()
                            .anyMatch(column -> ids(ids.table, column).isPresent());
                    if (!refers && ids.waiting.get(key).size() >= ROWS_AT_ONCE) {
                        lookUp(ids, key);
                    }
                });
    }

    /** Tables that others refer to come first, so that references in unique keys are known. */
    private void finish() {
        for (Table table : LoadOrder.of(database.schema().tables()).tables()) {
            Ids ids = byTable.get(table.name());
            if (ids != null && !ids.numbers.isEmpty()) {
                long greatest =
                        Math.max(0, database.greatest(ids.table, ids.column()).orElse(0));
                ids.offset = ids.numbers.least() > greatest ? 0 : Math.subtractExact(greatest + 1, ids.numbers.least());
                List.copyOf(ids.waiting.keySet()).forEach(key -> lookUp(ids, key));
            }
        }
    }

    private void lookUp(Ids ids, List<String> key) {
        List<Row> rows = ids.waiting.remove(key);
        for (Row row : rows) {
            for (String column : key) {
                ids(ids.table, column)
                        .filter(others -> others != ids)
                        .ifPresent(others -> renumber(row, column, others));
            }
        }
        try {
            existing.find(ids.table, key, rows)
                    .forEach((row, there) -> ids.known.put((Long) row.held(ids.column()), there.get(ids.column())));
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Gives a row its new key, and the new keys of the rows that it refers to.
     *
     * @throws MissingRowException if it refers to a row that does not come
     */
    public Row renumbered(Row row) {
        database.schema().table(row.table()).ifPresent(table -> {
            for (String column : row.columns()) {
                ids(table, column).ifPresent(ids -> renumber(row, column, ids));
            }
        });
        return row;
    }

    private static void renumber(Row row, String column, Ids ids) {
        if (row.held(column) instanceof Long number) {
            if (!ids.numbers.contains(number)) {
                throw new MissingRowException("no row of " + ids.table.name() + " with " + ids.column() + " = " + number
                        + " comes, and new keys are given");
            }
            Object known = ids.known.get(number);
            row.set(column, known != null ? known : (Object) Math.addExact(number, ids.offset));
        }
    }
}
