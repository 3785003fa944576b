package doppel.restore.existing;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.fixture.MissingRowException;
import doppel.fixture.Row;
import doppel.literal.EqualValue;
import doppel.schema.ForeignKey;
import doppel.schema.Index;
import doppel.schema.LoadOrder;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Map<End, Optional<Ids>> held = new HashMap<>(); // asked for each value of each row
    private final Map<String, Integer> order = new HashMap<>(); // tables that others refer to come first

    /** The numbers of the rows that come for a table. */
    private static final class Ids {
        private final Table table;
        private final Numbers numbers = new Numbers();
        private final Map<Long, Object> known = new HashMap<>();
        private final Map<List<String>, List<Row>> waiting = new HashMap<>(); // by their unique key
        private long greatest;
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
            if (isNumbered && references(table, table.primaryKey().get(0)).isEmpty()) {
                byTable.put(table.name(), new Ids(table));
            }
        }
        LoadOrder.of(database.schema().tables()).tables().forEach(table -> order.put(table.name(), order.size()));
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

    /** Where a column leads: a table and its column. */
    private record End(String table, String column) {}

    private static List<End> references(Table table, String column) {
        List<End> ends = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            int position = key.columns().indexOf(column);
            if (position >= 0) {
                ends.add(new End(key.table(), key.referencedColumns().get(position)));
            }
        }
        return ends;
    }

    /** The numbers that a column holds: those of its own table, or of one that it refers to, maybe by others. */
    private Optional<Ids> ids(Table table, String column) {
        return held.computeIfAbsent(new End(table.name(), column), unknown -> ids(table, column, new HashSet<>()));
    }

    private Optional<Ids> ids(Table table, String column, Set<End> seen) {
        Optional<Ids> own = Optional.ofNullable(byTable.get(table.name())).filter(isColumn(column));
        if (own.isPresent() || !seen.add(new End(table.name(), column))) {
            return own;
        }
        for (End end : references(table, column)) {
            Optional<Ids> found = database.schema().table(end.table()).flatMap(other -> ids(other, end.column(), seen));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Predicate<Ids> isColumn(String column) {
        return ids -> ids.column().equals(column);
    }

    private void see(Row row) {
        Ids ids = byTable.get(row.table());
        Optional<Long> number = ids == null ? Optional.empty() : number(row.held(ids.column()));
        if (number.isEmpty()) {
            return;
        }
        ids.numbers.add(number.get());
        ids.table.indexes().stream()
                .filter(Index::unique)
                .map(Index::columns)
                .filter(columns -> columns.stream().allMatch(column -> row.has(column) && row.held(column) != null))
                .filter(columns -> columns.stream().allMatch(column -> isKnownBefore(ids, column)))
                .findFirst()
                .ifPresent(key -> wait(ids, key, row));
    }

    /** Whether new numbers in a column are known before those of a table; the table's own are not. */
    private boolean isKnownBefore(Ids ids, String column) {
        return ids(ids.table, column)
                .map(others -> order.get(others.table.name()) < order.get(ids.table.name()))
                .orElse(true);
    }

    private void wait(Ids ids, List<String> key, Row row) {
        List<String> kept = new ArrayList<>(key);
        kept.add(ids.column());
        List<Row> waiting = ids.waiting.computeIfAbsent(key, unknown -> new ArrayList<>());
        waiting.add(ExistingRows.values(row, ids.table, kept));
        boolean refers = key.stream().anyMatch(column -> ids(ids.table, column).isPresent());
        if (!refers && waiting.size() >= ROWS_AT_ONCE) {
            lookUp(ids, key);
        }
    }

    private void finish() {
        for (Table table : LoadOrder.of(database.schema().tables()).tables()) {
            Ids ids = byTable.get(table.name());
            if (ids != null && !ids.numbers.isEmpty()) {
                ids.greatest =
                        Math.max(0, database.greatest(table, ids.column()).orElse(0));
                ids.offset = ids.numbers.least() > ids.greatest ? 0 : beyond(ids) - ids.numbers.least();
                List.copyOf(ids.waiting.keySet()).forEach(key -> lookUp(ids, key));
            }
        }
    }

    private static long beyond(Ids ids) {
        if (ids.greatest > Long.MAX_VALUE / 2 || ids.numbers.least() < -Long.MAX_VALUE / 2) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "There are no numbers left for new rows of " + ids.table.name() + ": the greatest is "
                            + ids.greatest + ".",
                    "Load them without --new-ids.");
        }
        return ids.greatest + 1;
    }

    private void lookUp(Ids ids, List<String> key) {
        List<Row> rows = new ArrayList<>();
        for (Row row : ids.waiting.remove(key)) {
            if (refersToRowsThatCome(row, key, ids.table)) {
                key.forEach(column -> ids(ids.table, column).ifPresent(others -> renumber(row, column, others)));
                rows.add(row);
            }
        }
        try {
            existing.find(ids.table, key, rows)
                    .forEach((row, there) ->
                            ids.known.put(number(row.held(ids.column())).orElseThrow(), there.get(ids.column())));
        } catch (RefusedException e) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "The database cannot compare unique columns of " + ids.table.name() + ": " + e.getMessage(),
                    "Correct the values, or load without --new-ids.");
        }
    }

    /** Others are refused when they come. */
    private boolean refersToRowsThatCome(Row row, List<String> columns, Table table) {
        return columns.stream()
                .allMatch(column -> ids(table, column)
                        .map(others -> number(row.held(column))
                                .map(others.numbers::contains)
                                .orElse(others.numbers.isEmpty()))
                        .orElse(true));
    }

    /** A whole number, of whatever type. */
    private static Optional<Long> number(Object value) {
        return EqualValue.of(value) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    /** Whether a renumbered row has a number that no row had when this began. */
    boolean isFresh(Row row) {
        Ids ids = byTable.get(row.table());
        return ids != null
                && !ids.numbers.isEmpty()
                && number(row.held(ids.column()))
                        .filter(number -> number > ids.greatest)
                        .isPresent();
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
        Object value = row.held(column);
        if (value == null) {
            return;
        }
        Optional<Long> number = number(value);
        if (number.isEmpty() && ids.numbers.isEmpty()) {
            return; // its keys are no numbers
        }
        if (number.filter(ids.numbers::contains).isEmpty()) {
            throw new MissingRowException("no row of " + ids.table.name() + " with " + ids.column() + " = " + value
                    + " comes, and new keys are given");
        }
        Object known = ids.known.get(number.get());
        row.set(column, known != null ? known : (Object) Math.addExact(number.get(), ids.offset));
    }
}
