package doppel.shell.work;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.EqualValue;
import doppel.schema.ForeignKey;
import doppel.schema.LoadOrder;
import doppel.schema.Table;
import doppel.shell.change.RowKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rows that are to be deleted, with the rows that refer to them, those that refer to these, and so on. Where the
 * database empties a reference by itself, the row that has it stays.
 */
final class ReferringRows {

    private final LiveDatabase database;
    private final References references;
    private final List<Found> found = new ArrayList<>();
    private final Set<List<Object>> known = new HashSet<>();
    private final Map<String, Long> referring = new TreeMap<>();
    private final Map<String, Long> emptied = new TreeMap<>();
    private final String table;

    private record Found(TableRows rows, Row key, Row row) {}

    private ReferringRows(UnitOfWork work, TableRows rows) {
        database = work.database();
        references = new References(database, rows.table());
        table = rows.table().name();
        if (keysTo(table).isEmpty()) {
            return;
        }
        Deque<Found> open = new ArrayDeque<>();
        if (!isReferredTo(work, rows)) {
            return;
        }
        rows.limit(Integer.MAX_VALUE).rows().forEach(row -> add(rows, row, open));
        int chosen = found.size();
        while (!open.isEmpty()) {
            Found next = open.poll();
            for (Map.Entry<Table, List<ForeignKey>> entry :
                    keysTo(next.key().table()).entrySet()) {
                entry.getValue().forEach(key -> follow(work, next, entry.getKey(), key, open));
            }
        }
        found.subList(chosen, found.size())
                .forEach(row -> referring.merge(row.key().table(), 1L, Long::sum));
    }

    /** Whether any row refers to any of these, which is asked at once. */
    private boolean isReferredTo(UnitOfWork work, TableRows rows) {
        return keysTo(table).entrySet().stream()
                .anyMatch(entry -> entry.getValue().stream()
                        .anyMatch(key -> TableRows.of(work, entry.getKey().name())
                                .where(references.to(entry.getKey(), key, rows.condition(), rows.table()))
                                .first()
                                .isPresent()));
    }

    static ReferringRows of(UnitOfWork work, TableRows rows) {
        return new ReferringRows(work, rows);
    }

    private Map<Table, List<ForeignKey>> keysTo(String referred) {
        return database.schema().tables().stream()
                .filter(other ->
                        other.foreignKeys().stream().anyMatch(key -> key.table().equals(referred)))
                .collect(Collectors.toMap(
                        other -> other,
                        other -> other.foreignKeys().stream()
                                .filter(key -> key.table().equals(referred))
                                .toList()));
    }

    private void follow(UnitOfWork work, Found referred, Table other, ForeignKey key, Deque<Found> open) {
        if (key.referencedColumns().stream().anyMatch(column -> referred.row().get(column) == null)) {
            return; // nothing refers to NULL
        }
        TableRows rows = TableRows.of(work, other.name())
                .where(references.to(
                        other,
                        key,
                        database.condition(referred.key()),
                        referred.rows().table()));
        if (key.onDelete().startsWith("SET")) {
            long count = rows.count();
            if (count > 0) {
                emptied.merge(other.name(), count, Long::sum);
            }
            return;
        }
        TableRows all = rows.limit(Integer.MAX_VALUE);
        all.rows().forEach(row -> add(all, row, open));
    }

    private void add(TableRows rows, Row row, Deque<Found> open) {
        Row key = RowKey.of(rows.table(), row);
        List<Object> identity = new ArrayList<>();
        identity.add(key.table());
        key.columns().forEach(column -> identity.add(EqualValue.of(key.get(column))));
        if (known.add(identity)) {
            Found next = new Found(rows, key, row);
            found.add(next);
            open.add(next);
        }
    }

    /** Whether no row has to be taken along. */
    boolean isEmpty() {
        return referring.isEmpty();
    }

    /** Refuses to delete rows that others refer to. */
    void requireNone() {
        if (referring.isEmpty() && emptied.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>();
        referring.forEach((name, count) -> words.add(Counted.of(count, "row") + " of " + name));
        String taken = words.isEmpty() ? "" : String.join(", ", words) + " hang on them";
        String lost = emptied.isEmpty()
                ? ""
                : emptied.entrySet().stream()
                        .map(entry -> Counted.of(entry.getValue(), "row") + " of " + entry.getKey())
                        .collect(Collectors.joining(", ", taken.isEmpty() ? "" : "; ", " would lose their reference"));
        throw new UsageException(
                ErrorCode.ROWS_REFERRED_TO,
                "Rows of " + table + " are not deleted, since others refer to them: " + taken + lost + ".",
                "Say andWhatRefersToThem().delete() to take them along, or mergeInto(key) to let them refer to another"
                        + " row.");
    }

    /** Deletes all of them, those that refer before those that they refer to; returns how many there were. */
    long deleteAll() throws RefusedException {
        Set<String> names = found.stream().map(row -> row.key().table()).collect(Collectors.toSet());
        LoadOrder order = LoadOrder.of(database.schema().tables().stream()
                .filter(of -> names.contains(of.name()))
                .toList());
        Set<String> inCycles =
                order.cycles().stream().flatMap(List::stream).map(Table::name).collect(Collectors.toSet());
        Map<String, List<Found>> byTable =
                found.stream().collect(Collectors.groupingBy(row -> row.key().table()));
        for (String name : inCycles) {
            for (Found row : byTable.get(name)) {
                emptyReferences(row, inCycles);
            }
        }
        for (int i = order.tables().size() - 1; i >= 0; i--) {
            for (Found row : byTable.get(order.tables().get(i).name())) {
                database.writer().deleteOne(row.key()); // it may be gone with the one that it referred to
            }
        }
        return found.size();
    }

    /** Empties what refers to rows of these tables, where a column may be empty. */
    private void emptyReferences(Found row, Set<String> tables) throws RefusedException {
        Table of = row.rows().table();
        Row nothing = new Row(Shape.empty(of.name()), 2);
        for (ForeignKey key : of.foreignKeys()) {
            boolean mayBeEmpty = key.columns().stream()
                    .allMatch(column -> of.column(column).orElseThrow().nullable()
                            && !row.key().has(column));
            if (tables.contains(key.table()) && mayBeEmpty) {
                key.columns().forEach(column -> nothing.set(column, null));
            }
        }
        if (!nothing.columns().isEmpty()) {
            database.writer().updateOne(row.key(), nothing);
        }
    }
}
